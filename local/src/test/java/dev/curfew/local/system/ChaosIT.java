package dev.curfew.local.system;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.local.Checkout;
import dev.curfew.local.load.Verdict;
import dev.curfew.local.stack.EmbeddedBacking;
import dev.curfew.local.stack.RevocationStack;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialRevoked;
import dev.curfew.schemas.event.DriftRepaired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Everything fails at once, and afterwards everything is as it must be. The seed of all that is
/// random is printed; `-Dcurfew.chaos.seed` plays it again, as far as threads allow.
class ChaosIT {
  private static final int ACCOUNTS = 2;
  private static final int ROLES = 6;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final long seed = Long.getLong("curfew.chaos.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private Path directory;
  private RevocationStack stack;

  @BeforeEach
  void start() throws IOException {
    System.out.println("ChaosIT: -Dcurfew.chaos.seed=" + seed);
    directory = Files.createTempDirectory("curfew-chaos");
    stack =
        RevocationStack.start(
            Checkout.here(),
            directory,
            EmbeddedBacking.startEmptyApart(Checkout.here(), directory),
            ACCOUNTS,
            ROLES,
            Map.of("CURFEW_REVOKER_RECONCILIATION_INTERVAL", "2s"));
  }

  @AfterEach
  void stop() {
    stack.close();
    Trees.delete(directory);
  }

  @Test
  void everyDeadSessionIsDeniedAndEveryLiveOneAllowedOnceItIsOver() throws Exception {
    try (ChaosJobs jobs = new ChaosJobs(stack, random);
        Tamperer tamperer = new Tamperer(stack.fleet(), random)) {
      try (Weather _ = new Weather(stack.aws().faults(), random)) {
        new Outages(stack, random).run();
        jobs.finish();
        tamperer.rest();
      }
      System.out.printf("%d dead, %d live%n", jobs.dead().size(), jobs.live().size());
      assertThat(roles(jobs.live())).as("roles with live sessions").hasSize(ROLES);
      assertThat(roles(jobs.dead())).as("roles with dead sessions").hasSize(ROLES);

      theTrailTellsOfEachRevocationOnce(jobs);
      eachRevocationIsPublished(jobs);
      theEvaluatorAgrees(jobs);
      whatIsTamperedWithAtRestIsPutRight(jobs, tamperer);
      System.out.printf("%d policies deleted, %d edited%n", tamperer.deleted(), tamperer.edited());
    }
  }

  private void theEvaluatorAgrees(ChaosJobs jobs) {
    await()
        .atMost(WholeSystem.PATIENCE)
        .pollInterval(LOOK_AGAIN)
        .untilAsserted(() -> {
          assertThat(verdicts(jobs.dead())).as("dead").containsOnlyKeys(Verdict.DENIED);
          assertThat(verdicts(jobs.live())).as("live").containsOnlyKeys(Verdict.ALLOWED);
        });
  }

  /// No end makes the revoker write any more: it must look by itself.
  private void whatIsTamperedWithAtRestIsPutRight(ChaosJobs jobs, Tamperer tamperer)
      throws InterruptedException {
    try (TopicReader revocations =
        new TopicReader(stack.backing().bootstrapServers(), Topic.REVOCATIONS)) {
      int before = revocations.events(DriftRepaired.class).size();

      tamperer.tamperWithAll();

      await()
          .atMost(WholeSystem.PATIENCE)
          .pollInterval(LOOK_AGAIN)
          .untilAsserted(() ->
              assertThat(revocations.events(DriftRepaired.class).stream().skip(before))
                  .extracting(DriftRepaired::roleArn)
                  .containsAll(stack.fleet().roles()));
    }
    theEvaluatorAgrees(jobs);
  }

  private void theTrailTellsOfEachRevocationOnce(ChaosJobs jobs) {
    Rows rows = new Rows(stack.backing().database());
    await()
        .atMost(WholeSystem.PATIENCE)
        .pollInterval(LOOK_AGAIN)
        .untilAsserted(
            () -> allOfTheDeadAndNoOther(jobs, rows.credentialsOf("revocation-applied")));
    assertThat(rows.credentialsOf("revocation-applied")).doesNotHaveDuplicates();
    assertThat(rows.credentialsOf("revocation-decided")).doesNotHaveDuplicates();
    assertThat(rows.auditChainIsWhole()).isTrue();
  }

  private void eachRevocationIsPublished(ChaosJobs jobs) {
    try (TopicReader revocations =
        new TopicReader(stack.backing().bootstrapServers(), Topic.REVOCATIONS)) {
      await()
          .atMost(WholeSystem.PATIENCE)
          .pollInterval(LOOK_AGAIN)
          .untilAsserted(() -> allOfTheDeadAndNoOther(jobs, revoked(revocations)));
    }
  }

  /// A session that was handed to nobody may be among them, or not.
  private static void allOfTheDeadAndNoOther(ChaosJobs jobs, Collection<String> revoked) {
    Set<String> missing = ids(jobs.dead());
    missing.removeAll(revoked);
    assertThat(missing).as("not revoked").isEmpty();
    Set<String> hit = ids(jobs.live());
    hit.retainAll(revoked);
    assertThat(hit).as("revoked alive").isEmpty();
  }

  /// How many sessions fare how.
  private Map<Verdict, Long> verdicts(Set<CredentialIssued> sessions) {
    return sessions.stream()
        .collect(groupingBy(session -> Verdict.of(stack.aws(), session), counting()));
  }

  private static Set<String> revoked(TopicReader revocations) {
    return revocations.events(CredentialRevoked.class).stream()
        .map(event -> event.credentialId().toString())
        .collect(toSet());
  }

  private static Set<String> ids(Set<CredentialIssued> sessions) {
    return sessions.stream().map(session -> session.credentialId().toString()).collect(toSet());
  }

  private static Set<String> roles(Set<CredentialIssued> sessions) {
    return sessions.stream().map(CredentialIssued::roleArn).collect(toSet());
  }
}
