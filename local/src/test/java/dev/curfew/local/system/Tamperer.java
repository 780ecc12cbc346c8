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
/// their place: on a thread of its own until told to rest.
final class Tamperer implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);
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

  /// To write one of these, or to delete.
  private static final int DEEDS = OTHERS.size() + 1;

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
        tamperWith(roles.get(random.nextInt(roles.size())), random.nextInt(DEEDS));
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException closed) {
      // By close().
    }
  }

  /// Every role once, each deed as often as the others.
  void tamperWithAll() throws InterruptedException {
    for (int role = 0; role < roles.size(); role++) {
      tamperWith(roles.get(role), role % DEEDS);
    }
  }

  /// Faces the same faults as the revoker, and does not give up either.
  private void tamperWith(String role, int deed) throws InterruptedException {
    IamClient iam = requireNonNull(admins.get(RoleFleet.accountOf(role)));
    while (true) {
      try {
        tamperWith(RoleFleet.nameOf(role), deed, iam);
        return;
      } catch (IamException again) {
        Thread.sleep(TRY_AGAIN);
      }
    }
  }

  private void tamperWith(String role, int deed, IamClient iam) {
    for (String policy : iam.listRolePolicies(r -> r.roleName(role)).policyNames()) {
      if (policy.equals(WHAT_JOBS_MAY)) {
        continue;
      }
      if (deed < OTHERS.size()) {
        String other = OTHERS.get(deed);
        iam.putRolePolicy(r -> r.roleName(role).policyName(policy).policyDocument(other));
        edited.incrementAndGet();
      } else {
        iam.deleteRolePolicy(r -> r.roleName(role).policyName(policy));
        deleted.incrementAndGet();
      }
    }
  }

  void rest() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  @Override
  public void close() {
    thread.interrupt();
    admins.values().forEach(IamClient::close);
  }
}
