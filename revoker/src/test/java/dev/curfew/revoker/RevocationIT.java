package dev.curfew.revoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialReleased;
import dev.curfew.schemas.event.CredentialRevoked;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.RevocationCause;
import dev.curfew.schemas.event.RunCompleted;
import dev.curfew.schemas.event.RunIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Exactly those sessions, in every order of arrival.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@SuppressWarnings("NullAway.Init") // injected
class RevocationIT {
  SurroundingsResource surroundings;
  Stage stage;
  TopicReader revocations;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
    revocations = new TopicReader(surroundings.bootstrapServers(), Topic.REVOCATIONS);
  }

  @AfterEach
  void close() {
    surroundings.aws().faults().heal();
    revocations.close();
    stage.close();
  }

  @Test
  void theEndOfAJobKillsItsSessionsAndNoOther() {
    String role = stage.role();
    JobIdentity ended = Stage.job();
    CredentialIssued first = stage.issue(role, ended);
    CredentialIssued second = stage.issue(role, ended);
    CredentialIssued sibling = stage.issue(role, Stage.siblingOf(ended));
    CredentialIssued other = stage.issue(role, Stage.job());
    CredentialIssued foreign = stage.session(role, ended); // nobody told of it

    stage.send(Stage.end(ended));

    await().until(() -> stage.isDenied(first) && stage.isDenied(second));
    assertThat(List.of(sibling, other, foreign)).noneMatch(stage::isDenied);
    assertThat(stage.policies(role)).containsExactlyInAnyOrder("work", "CurfewRevokedSessions");
  }

  @Test
  void whatWasDoneIsPublishedWithItsTimes() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);
    JobCompleted end = Stage.end(job);

    Envelope cause = stage.send(end);

    CredentialRevoked event = revoked(credential);
    assertThat(event.cause())
        .isEqualTo(new RevocationCause(RevocationCause.Kind.JOB_COMPLETED, cause.id()));
    assertThat(event.job()).isEqualTo(job);
    assertThat(event.times().detectedAt()).isEqualTo(end.detection().detectedAt());
    assertThat(event.times().receivedAt()).isEqualTo(end.detection().receivedAt());
    assertThat(event.times().decidedAt()).isBetween(cause.time(), event.times().appliedAt());
  }

  @Test
  void theAuditTrailTellsTheWholeStoryAndItsChainIsWhole() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);

    stage.send(Stage.end(job));

    await()
        .untilAsserted(() ->
            assertThat(stage.auditKinds(credential))
                .containsExactly(
                    "credential-issued",
                    "revocation-decided",
                    "revocation-applied",
                    "revocation-effective"));
    assertThat(stage.sql("select audit_broken_at()").getFirst().getFirst()).isNull();
    assertThat(
            stage.sql(
                """
                select detected_at <= received_at, received_at <= decided_at, decided_at <= applied_at,
                       applied_at <= effective_at
                from revocation_times where credential_id = '%s'
                """
                    .formatted(credential.credentialId())))
        .containsExactly(List.of("t", "t", "t", "t"));
  }

  @Test
  void propagationIsMeasuredApartFromTheWrite() {
    surroundings.aws().faults().iamLag(Duration.ofSeconds(1));
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);

    stage.send(Stage.end(job));

    await()
        .untilAsserted(() ->
            assertThat(
                    stage.sql(
                        """
                        select effective_at - applied_at >= interval '900 ms'
                        from revocation_times where credential_id = '%s' and effective_at is not null
                        """
                            .formatted(credential.credentialId())))
                .containsExactly(List.of("t")));
  }

  @Test
  void anEndThatIsKnownFirstKillsACredentialThatSurfacesLater() {
    String role = stage.role();
    JobIdentity job = Stage.job();
    Envelope end = stage.send(Stage.end(job));
    await()
        .until(
            () -> !stage.sql("select 1 from ending where event_id = '" + end.id() + "'").isEmpty());

    CredentialIssued late = stage.issue(role, job);

    await().until(() -> stage.isDenied(late));
    assertThat(revoked(late).cause().eventId()).isEqualTo(end.id());
  }

  @Test
  void theEndOfARunKillsAllItsJobsUpToThatAttemptAndSparesTheNext() {
    String role = stage.role();
    JobIdentity first = Stage.job();
    JobIdentity rerun =
        new JobIdentity(first.repositoryId(), first.repository(), first.runId(), 2, Stage.number());
    CredentialIssued old = stage.issue(role, first);
    CredentialIssued oldToo = stage.issue(role, Stage.siblingOf(first));
    CredentialIssued fresh = stage.issue(role, rerun);

    stage.send(
        new RunCompleted(
            new RunIdentity(first.repositoryId(), first.repository(), first.runId(), 1),
            "success",
            Stage.seenNow(),
            null));

    await().until(() -> stage.isDenied(old) && stage.isDenied(oldToo));
    assertThat(stage.isDenied(fresh)).isFalse();
    assertThat(revoked(old).cause().kind()).isEqualTo(RevocationCause.Kind.RUN_COMPLETED);
  }

  @Test
  void aReleaseKillsThatCredentialAloneWhicheverComesFirst() {
    String role = stage.role();
    JobIdentity job = Stage.job();
    CredentialIssued kept = stage.issue(role, job);
    CredentialIssued released = stage.issue(role, job);
    CredentialIssued releasedBefore = stage.session(role, job);

    stage.send(new CredentialReleased(released.credentialId(), job, Instant.now()));
    stage.send(new CredentialReleased(releasedBefore.credentialId(), job, Instant.now()));
    stage.send(releasedBefore);

    await().until(() -> stage.isDenied(released) && stage.isDenied(releasedBefore));
    assertThat(stage.isDenied(kept)).isFalse();
    assertThat(revoked(released).cause().kind()).isEqualTo(RevocationCause.Kind.RELEASED);
  }

  @Test
  void whatIsToldTwiceIsDoneOnce() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.session(stage.role(), job);
    Envelope issuance = stage.send(credential);
    Envelope end = stage.send(Stage.end(job));
    await().until(() -> stage.isDenied(credential));

    stage.send(issuance);
    stage.send(end);
    stage.send(Stage.end(job)); // another delivery, with an id of its own
    JobIdentity marker = Stage.job();
    CredentialIssued after = stage.issue(stage.role(), marker);
    stage.send(Stage.end(marker));
    revoked(after);
    await().until(() -> stage.auditKinds(credential).contains("revocation-effective"));

    assertThat(stage.auditKinds(credential)).doesNotHaveDuplicates();
    assertThat(revocations.events(CredentialRevoked.class))
        .filteredOn(e -> e.credentialId().equals(credential.credentialId()))
        .hasSize(1);
    try (TopicReader deadLetters =
        new TopicReader(surroundings.bootstrapServers(), Topic.DEAD_LETTERS)) {
      assertThat(deadLetters.events(DeadLetter.class))
          .noneMatch(letter -> job.run().partitionKey().equals(letter.origin().key()));
    }
  }

  @Test
  void manyEndingsBecomeFewWrites() {
    String role = stage.role();
    surroundings.aws().faults().iamLatency(Duration.ofMillis(300));
    List<JobIdentity> jobs = IntStream.range(0, 60).mapToObj(i -> Stage.job()).toList();
    List<CredentialIssued> sessions = jobs.stream().map(job -> stage.issue(role, job)).toList();

    jobs.forEach(job -> stage.send(Stage.end(job)));

    await().untilAsserted(() -> assertThat(sessions).allMatch(stage::isDenied));
    assertThat(
            stage.sql(
                "select count(distinct applied_at) < 30 from revocation where role_arn = '%s'"
                    .formatted(role)))
        .containsExactly(List.of("t"));
  }

  @Test
  void whenTheLastDeadSessionHasExpiredThePolicyGoes() {
    String role = stage.role();
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(role, job);
    stage.send(Stage.end(job));
    revoked(credential);
    await().until(() -> stage.policies(role).contains("CurfewRevokedSessions"));

    stage.sql(
        """
        update credential set issued_at = now() - interval '1 hour', expires_at = now() - interval '10 minutes'
        where credential_id = '%s'
        """
            .formatted(credential.credentialId()));
    stage.sql("update role_guard set revisit_at = now() where role_arn = '%s'".formatted(role));

    await().untilAsserted(() -> assertThat(stage.policies(role)).containsExactly("work"));
  }

  private CredentialRevoked revoked(CredentialIssued credential) {
    return await()
        .until(
            () ->
                revocations.events(CredentialRevoked.class).stream()
                    .filter(e -> e.credentialId().equals(credential.credentialId()))
                    .findAny(),
            Optional::isPresent)
        .orElseThrow();
  }

  /// IAM knows a role by its name alone: whoever may write to the topic must not have its policy
  /// written as if its other sessions did not exist.
  @Test
  void aRoleByAnotherPathIsTheSameRole() {
    String role = stage.role();
    CredentialIssued living = stage.issue(role, Stage.job());
    CredentialIssued dead = stage.issue(role, Stage.job());
    stage.send(Stage.end(dead.job()));
    await().until(() -> stage.isDenied(dead));
    Instant now = Instant.now().minusSeconds(60);
    CredentialIssued elsewhere =
        stage.session(
            role.replace(":role/", ":role/any/path/"),
            Stage.job(),
            "@zz9999999999",
            now,
            now.plusSeconds(900));
    stage.send(elsewhere);

    stage.send(Stage.end(elsewhere.job()));

    await()
        .untilAsserted(
            () -> assertThat(stage.auditKinds(elsewhere)).contains("revocation-applied"));
    assertThat(
            stage.sql(
                "select role_arn from role_guard where role_arn like '%/"
                    + Stage.roleName(role)
                    + "'"))
        .containsExactly(List.of(role));
    assertThat(stage.isDenied(dead)).isTrue();
    assertThat(stage.isDenied(living)).isFalse();
  }
}
