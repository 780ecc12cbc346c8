package dev.curfew.revoker.enforcement;

import dev.curfew.revoker.enforcement.Lane.Waiting;
import dev.curfew.revoker.ledger.DirtyRole;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which role is written next. A role waits once, however often it is woken, and is never worked on
/// twice at a time: that makes many endings one write, and bounds the queue. Holds no truth: what
/// is lost with it, the next poll of the ledger finds.
@Singleton
class EnforcementQueue {
  private final EnforcementSettings settings;

  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final Map<String, Turn> turns = new HashMap<>();
  private int running;

  EnforcementQueue(EnforcementSettings settings) {
    this.settings = settings;
  }

  /// Something has changed for this role.
  synchronized void wake(DirtyRole role, Instant now) {
    Turn turn = turn(role.roleArn());
    if (turn.atWork) {
      turn.woken = true;
      turn.wokenUrgently |= role.urgent();
    } else {
      await(role.roleArn(), turn, role.urgent(), now);
    }
  }

  /// This role was found to be due. Unlike a role that is woken it need not be looked at once more
  /// where somebody is at it now.
  synchronized void found(DirtyRole role, Instant now) {
    Turn turn = turns.get(role.roleArn());
    if (turn == null || !turn.atWork) {
      wake(role, now);
    }
  }

  private void await(String roleArn, Turn turn, boolean urgent, Instant now) {
    Waiting before = turn.waiting;
    if (before != null && (before.urgent() || !urgent)) {
      return;
    }
    Lane lane = lane(roleArn);
    if (before != null) {
      lane.remove(before);
    }
    turn.waiting =
        new Waiting(
            roleArn,
            urgent,
            before == null ? now : before.since(),
            urgent || turn.notBefore.isBefore(now) ? now : turn.notBefore);
    lane.add(turn.waiting);
  }

  private Turn turn(String roleArn) {
    return turns.computeIfAbsent(roleArn, _ -> new Turn());
  }

  private Lane lane(String roleArn) {
    return lanes.computeIfAbsent(
        roleArn.split(":", 6)[4],
        _ -> new Lane(new WriteRate(settings.writesPerSecond(), settings.burst())));
  }

  /// The next role to work on, if there is one and a hand is free.
  synchronized Optional<String> take(Instant now) {
    if (running >= settings.concurrency()) {
      return Optional.empty();
    }
    // The account with the fewest at work: one that is slow must not take all hands.
    Optional<Waiting> next =
        lanes.values().stream()
            .sorted(Comparator.comparingInt(lane -> lane.running))
            .map(lane -> lane.ready(now))
            .flatMap(Optional::stream)
            .findFirst();
    next.ifPresent(role -> start(role, now));
    return next.map(Waiting::roleArn);
  }

  private void start(Waiting role, Instant now) {
    Lane lane = lane(role.roleArn());
    lane.remove(role);
    lane.rate.take(now);
    lane.running++;
    running++;
    Turn turn = turn(role.roleArn());
    turn.waiting = null;
    turn.atWork = true;
  }

  /// A further write for the same role.
  ///
  /// @return how long to wait before
  synchronized Duration another(String roleArn, Instant now) {
    return lane(roleArn).rate.take(now);
  }

  synchronized void finished(String roleArn, Outcome outcome, Instant now) {
    Lane lane = lane(roleArn);
    lane.running--;
    running--;
    Turn turn = turn(roleArn);
    turn.atWork = false;
    boolean again = turn.woken;
    boolean urgent = turn.wokenUrgently;
    turn.woken = false;
    turn.wokenUrgently = false;
    switch (outcome) {
      case Outcome.Written(int writes, int killed) -> {
        if (writes == 0) {
          lane.rate.giveBack();
        } else {
          lane.rate.succeeded();
        }
        turn.pause = Pause.after(turn.pause, killed);
        turn.notBefore = now.plus(turn.pause);
      }
      case Outcome.Nothing() -> lane.rate.giveBack();
      case Outcome.Failed(boolean throttled, Duration retryIn) -> {
        if (throttled) {
          lane.rate.throttled(now);
        }
        turn.notBefore = now.plus(retryIn);
        again = true;
      }
    }
    if (again) {
      await(roleArn, turn, urgent, now);
    } else if (turn.pause.isZero()) {
      turns.remove(roleArn);
    }
  }

  /// When [#take] may answer something, if nothing is woken or finished before.
  synchronized Optional<Instant> next() {
    return running >= settings.concurrency()
        ? Optional.empty()
        : lanes.values().stream()
            .map(Lane::nextReady)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
  }

  /// Roles that wait, those in their pause included.
  synchronized int waiting() {
    return lanes.values().stream().mapToInt(Lane::size).sum();
  }

  /// Where one role is.
  private static final class Turn {
    @Nullable Waiting waiting;
    boolean atWork;
    boolean woken;
    boolean wokenUrgently;
    Duration pause = Duration.ZERO;
    Instant notBefore = Instant.MIN;
  }
}
