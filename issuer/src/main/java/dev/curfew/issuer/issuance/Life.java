package dev.curfew.issuer.issuance;

import dev.curfew.issuer.policy.Grant;
import dev.curfew.issuer.session.SessionRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// How long a credential lives, and what sees to it.
///
/// @param length from 60 s on
/// @param isLeashed whether the session's own policy ends it: always below what STS can
record Life(Duration length, boolean isLeashed) {

  /// Fails with [RefusedException] where the request names more than the role's maximum; where it
  /// names nothing it gets no more.
  ///
  /// @param standard what is asked by who asks nothing
  /// @param circuit what nothing may outlive while revoking fails
  static Life of(IssueRequest request, Duration standard, Grant grant, Optional<Duration> circuit) {
    Duration asked = request.duration().orElse(standard);
    Duration most = grant.maximumDuration();
    if (request.duration().isPresent() && asked.compareTo(most) > 0) {
      throw new RefusedException(
          Refusal.INVALID_REQUEST,
          "duration_seconds must be at most %d for this role".formatted(most.toSeconds()));
    }
    Duration length =
        Stream.concat(Stream.of(asked, most), leashes(grant, circuit))
            .min(Duration::compareTo)
            .orElseThrow();
    boolean isLeashed =
        length.compareTo(IssuanceSettings.STS_MINIMUM) < 0
            || leashes(grant, circuit).findAny().isPresent();
    return new Life(length, isLeashed);
  }

  private static Stream<Duration> leashes(Grant grant, Optional<Duration> circuit) {
    return Stream.concat(grant.leash().stream(), circuit.stream());
  }

  /// What STS is asked for.
  Duration ofSession() {
    return length.compareTo(IssuanceSettings.STS_MINIMUM) < 0
        ? IssuanceSettings.STS_MINIMUM
        : length;
  }

  /// Where AWS gives no session of this length: what it gives always. Fails with [RefusedException]
  /// where the request names more; where it names nothing it gets no more.
  Life ofAnHour(IssueRequest request, Throwable cause) {
    if (request.duration().isPresent()) {
      throw new RefusedException(
          Refusal.INVALID_REQUEST,
          "duration_seconds is more than AWS gives for this role; %d is not"
              .formatted(SessionRequest.ALWAYS_GIVEN.toSeconds()),
          cause);
    }
    return new Life(SessionRequest.ALWAYS_GIVEN, isLeashed);
  }
}
