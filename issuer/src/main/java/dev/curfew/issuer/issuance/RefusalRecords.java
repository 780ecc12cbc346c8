package dev.curfew.issuer.issuance;

import static dev.curfew.schemas.LogKeys.CREDENTIAL;
import static dev.curfew.schemas.LogKeys.ERROR;

import dev.curfew.issuer.limit.Allowance;
import dev.curfew.issuer.limit.LimitSettings;
import dev.curfew.issuer.publication.Publisher;
import dev.curfew.issuer.token.VerifiedToken;
import dev.curfew.schemas.event.IssuanceRefused;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the audit trail of refusals. The caller does not wait for it, and where it fails nobody is
/// refused for that: a refusal gives nothing away that a record would have to come before.
@ApplicationScoped
class RefusalRecords {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalRecords.class);

  /// What the contract takes of a text.
  private static final int LONGEST = 1024;

  /// They must not use up the way out, which credentials take, too.
  private static final int MOST_UNDER_WAY = 64;

  private final Publisher publisher;
  private final Clock clock;
  private final MeterRegistry registry;
  private final Allowance allowance;
  private final Semaphore free = new Semaphore(MOST_UNDER_WAY);

  RefusalRecords(Publisher publisher, LimitSettings limits, MeterRegistry registry, Clock clock) {
    this.publisher = publisher;
    this.clock = clock;
    this.registry = registry;
    this.allowance = Allowance.perMinute(limits.refusalEvents());
  }

  /// Never fails, and waits for nothing.
  ///
  /// @param token believed: nobody has it told of another's job
  /// @param id which the credential would have had
  void tell(IssueRequest request, VerifiedToken token, UUID id, RefusedException refused) {
    if (allowance.take(token.repositoryKey()).isPresent() || !free.tryAcquire()) {
      count("dropped");
      return;
    }
    Uni.createFrom()
        .item(() -> event(request, token, id, refused))
        .chain(publisher::publish)
        .onTermination()
        .invoke(free::release)
        .subscribe()
        .with(_ -> count("published"), e -> failed(id, e));
  }

  private void failed(UUID id, Throwable e) {
    count("failed");
    LOG.atWarn()
        .addKeyValue(CREDENTIAL, id)
        .addKeyValue(ERROR, e.getMessage())
        .log("refusal not recorded");
  }

  private void count(String outcome) {
    registry.counter("curfew.refusal.events", "outcome", outcome).increment();
  }

  private IssuanceRefused event(
      IssueRequest request, VerifiedToken token, UUID id, RefusedException refused) {
    String role = request.roleArn();
    return new IssuanceRefused(
        id,
        refused.refusal().slug(),
        detail(refused),
        token.job().run(),
        boxed(token.job().checkRunId()),
        token.job().context(),
        IssuanceRefused.isRoleArn(role) ? role : null,
        refused.decisionId() == null ? null : line(refused.decisionId()),
        request.token().sha256(),
        clock.instant());
  }

  private static @Nullable Long boxed(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  /// Nobody foresaw what a defect's message says.
  private static String detail(RefusedException refused) {
    if (refused.refusal() == Refusal.INTERNAL) {
      return refused.getCause() == null ? "defect" : refused.getCause().getClass().getName();
    }
    String detail = line(String.valueOf(refused.getMessage()));
    return detail.isBlank() ? "not explained" : detail;
  }

  /// Others' words as one line that the contract takes.
  private static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .takeWhile(c -> line.length() + Character.charCount(c) <= LONGEST)
        .forEachOrdered(c -> line.appendCodePoint(isOfALine(c) ? c : ' '));
    return line.toString();
  }

  private static boolean isOfALine(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
  }
}
