package dev.curfew.revoker.enforcement;

import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.PolicyDocument;
import dev.curfew.revoker.ledger.Standing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Brings a role's policies from what stands to what is planned, writing only what differs.
@ApplicationScoped
class RoleWriter {
  private final RolePolicies policies;
  private final EnforcementQueue queue;
  private final Clock clock;

  RoleWriter(RolePolicies policies, EnforcementQueue queue, Clock clock) {
    this.policies = policies;
    this.queue = queue;
    this.clock = clock;
  }

  /// Patterns fill the inline document first and then one managed one after the other. As they grow
  /// in number they move outward, so the last document is written first; as they shrink they move
  /// inward, and the first is. So none is left out of both in between. Where as many documents are
  /// needed as before, only those that stand there tell which way it goes.
  ///
  /// @return how many writes it took
  Uni<Integer> write(String roleArn, Standing from, DenyPlan to) {
    List<Supplier<Uni<Void>>> steps = new ArrayList<>();
    inline(roleArn, from.inline(), to.inline(), steps);
    int most = Math.max(from.managed().size(), to.managed().size());
    for (int i = 0; i < most; i++) {
      managed(roleArn, i, at(from.managed(), i), at(to.managed(), i), steps);
    }
    int growth = to.managed().size() - from.managed().size();
    return steps.size() > 1 && growth == 0
        ? policies
            .read(roleArn)
            .chain(stands -> inTurn(roleArn, Shift.isInward(stands, to) ? steps : steps.reversed()))
        : inTurn(roleArn, growth < 0 ? steps : steps.reversed());
  }

  private void inline(
      String roleArn,
      @Nullable String stands,
      @Nullable PolicyDocument planned,
      List<Supplier<Uni<Void>>> steps) {
    if (planned == null) {
      if (stands != null) {
        steps.add(() -> policies.removeInline(roleArn));
      }
    } else if (!planned.fingerprint().equals(stands)) {
      steps.add(() -> policies.putInline(roleArn, planned));
    }
  }

  private void managed(
      String roleArn,
      int index,
      @Nullable String stands,
      @Nullable PolicyDocument planned,
      List<Supplier<Uni<Void>>> steps) {
    if (planned == null) {
      steps.add(() -> policies.removeManaged(roleArn, index + 1));
    } else if (!planned.fingerprint().equals(stands)) {
      steps.add(() -> policies.putManaged(roleArn, index + 1, planned));
    }
  }

  private static <T> @Nullable T at(List<T> items, int index) {
    return index < items.size() ? items.get(index) : null;
  }

  /// The first write was waited for before the role was read; each further one waits its turn.
  private Uni<Integer> inTurn(String roleArn, List<Supplier<Uni<Void>>> steps) {
    Uni<Integer> done = Uni.createFrom().item(0);
    for (Supplier<Uni<Void>> step : steps) {
      done =
          done.chain(before ->
              (before == 0 ? Uni.createFrom().voidItem() : myTurn(roleArn))
                  .chain(step::get)
                  .replaceWith(before + 1));
    }
    return done;
  }

  private Uni<Void> myTurn(String roleArn) {
    Duration wait = queue.another(roleArn, clock.instant());
    return wait.isZero()
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().voidItem().onItem().delayIt().by(wait);
  }
}
