package dev.curfew.local.system;

import static dev.curfew.local.stack.RoleFleet.WHAT_JOBS_MAY;
import static java.util.Objects.requireNonNull;

import dev.curfew.local.stack.RoleFleet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

/// Somebody who may do everything to the roles, and deletes Curfew's policies or writes others in
/// their place, on a thread of its own.
final class Tamperer implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration TRY_AGAIN = Duration.ofMillis(50);

  /// One that denies nobody, and one that denies everybody.
  private static final List<String> OTHERS =
      List.of(
          """
          {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:DeleteBucket",
            "Resource":"*"}}\
          """,
          """
          {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}\
          """);

  private final Random random;
  private final List<String> roles;
  private final Map<String, IamClient> admins;
  private final AtomicInteger deleted = new AtomicInteger();
  private final AtomicInteger edited = new AtomicInteger();
  private final Thread thread;

  Tamperer(RoleFleet fleet, Random random) {
    this.random = random;
    this.roles = fleet.roles();
    this.admins =
        roles.stream()
            .map(RoleFleet::accountOf)
            .distinct()
            .collect(Collectors.toMap(Function.identity(), fleet::admin));
    this.thread = Thread.ofPlatform().name("chaos-tamperer").start(this::run);
  }

  int deleted() {
    return deleted.get();
  }

  int edited() {
    return edited.get();
  }

  private void run() {
    try {
      while (true) {
        String role = roles.get(random.nextInt(roles.size()));
        IamClient iam = requireNonNull(admins.get(RoleFleet.accountOf(role)));
        persist(() -> tamper(RoleFleet.nameOf(role), iam));
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException closed) {
      // By close().
    }
  }

  /// Faces the same faults as the revoker.
  private static void persist(Runnable deed) throws InterruptedException {
    while (true) {
      try {
        deed.run();
        return;
      } catch (IamException again) {
        Thread.sleep(TRY_AGAIN);
      }
    }
  }

  private void tamper(String role, IamClient iam) {
    for (String policy : iam.listRolePolicies(r -> r.roleName(role)).policyNames()) {
      if (policy.equals(WHAT_JOBS_MAY)) {
        continue;
      }
      if (random.nextBoolean()) {
        iam.deleteRolePolicy(r -> r.roleName(role).policyName(policy));
        deleted.incrementAndGet();
      } else {
        String other = OTHERS.get(random.nextInt(OTHERS.size()));
        iam.putRolePolicy(r -> r.roleName(role).policyName(policy).policyDocument(other));
        edited.incrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    admins.values().forEach(IamClient::close);
  }
}
