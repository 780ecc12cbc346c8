package dev.curfew.issuer.policy.file;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.FILE;
import static dev.curfew.schemas.LogKeys.ROLES;

import dev.curfew.issuer.policy.CurrentPolicy;
import dev.curfew.issuer.policy.InvalidPolicyException;
import dev.curfew.issuer.policy.PolicySet;
import dev.curfew.issuer.policy.cel.CelConditions;
import dev.curfew.issuer.policy.yaml.PolicyReader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The policy's file. It is read again and again rather than watched: Kubernetes changes a mounted
/// file by swapping a symbolic link above it, and not every file system tells of changes. An edit
/// is taken over once it was seen twice alike: until then somebody may still be writing it.
@Startup // a policy that is none must stop start-up, not the first request
@ApplicationScoped
class PolicyFile implements CurrentPolicy {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyFile.class);

  private final PolicyReader reader = new PolicyReader(new CelConditions());
  private final Path file;
  private final Counter loaded;
  private final Counter refused;
  private volatile Reading last;
  private volatile byte[] seen;

  /// Throws [IllegalArgumentException] where there is no policy.
  PolicyFile(PolicyFileSettings settings, MeterRegistry registry) {
    file = settings.file();
    loaded = registry.counter("curfew.policy.readings", "outcome", "loaded");
    refused = registry.counter("curfew.policy.readings", "outcome", "refused");
    try {
      seen = Files.readAllBytes(file);
      last = new Reading(seen, reader.read(seen), Optional.empty());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "curfew.issuer.policy.file cannot be read: " + unreadable(e), e);
    } catch (InvalidPolicyException e) {
      throw new IllegalArgumentException(
          "curfew.issuer.policy.file is no policy: " + file + ":" + e.getMessage(), e);
    }
    Gauge.builder("curfew.policy.broken", this, policy -> policy.trouble().isPresent() ? 1 : 0)
        .description("1 while the file on disk is not the policy in force")
        .register(registry);
    tell();
  }

  @Override
  public PolicySet get() {
    return last.policy();
  }

  /// Why the file as it is now is not the policy in force, if so.
  Optional<String> trouble() {
    return last.trouble();
  }

  /// Not in parallel: a slow file system must not let an older content win.
  @Scheduled(
      every = "${curfew.issuer.policy.interval:2s}",
      // It was read a moment ago; and a start that fails is told of once.
      delayed = "${curfew.issuer.policy.interval:2s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void readAgain() {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      refuse(new byte[0], unreadable(e));
      return;
    }
    boolean isSettled = Arrays.equals(content, seen);
    seen = content;
    if (!isSettled || Arrays.equals(content, last.content())) {
      return;
    }
    try {
      last = new Reading(content, reader.read(content), Optional.empty());
      loaded.increment();
      tell();
    } catch (InvalidPolicyException e) {
      refuse(content, file + ":" + e.getMessage());
    }
  }

  /// Once for each broken edit.
  private void refuse(byte[] content, String why) {
    if (last.trouble().filter(why::equals).isEmpty()) {
      refused.increment();
      LOG.atError()
          .addKeyValue(FILE, file)
          .addKeyValue(ERROR, why)
          .log("policy not taken over: the last good one stays in force");
    }
    last = new Reading(content, last.policy(), Optional.of(why));
  }

  private void tell() {
    int roles = last.policy().roles().size();
    (roles == 0 ? LOG.atWarn() : LOG.atInfo())
        .addKeyValue(FILE, file)
        .addKeyValue(ROLES, roles)
        .log(roles == 0 ? "policy in force: without a role nothing is issued" : "policy in force");
  }

  /// Not the exception's message, which may be the path alone.
  private String unreadable(IOException e) {
    return file + " (" + e.getClass().getSimpleName() + ")";
  }

  /// @param content what the file had when it was last looked at
  /// @param policy the last good one
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Reading(byte[] content, PolicySet policy, Optional<String> trouble) {}
}
