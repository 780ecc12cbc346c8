package dev.curfew.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.curfew.local.job.JobCredentials;
import dev.curfew.local.job.NotIssuedException;
import dev.curfew.local.load.EventProducer;
import dev.curfew.local.load.Issuances;
import dev.curfew.local.load.Verdict;
import dev.curfew.local.load.WebhookEnds;
import dev.curfew.local.stack.LocalStack;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialRevoked;
import dev.curfew.schemas.event.DeadLetter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Events too early, twice, and unreadable.
@ExtendWith(SystemExtension.class)
class DisorderIT {
  private static final URI ISSUER = URI.create("/curfew/issuer");

  private final WholeSystem system;

  DisorderIT(WholeSystem system) {
    this.system = system;
  }

  @Test
  void aJobThatHasEndedIsIssuedNothing() {
    ActionsJob job = system.startJob();
    String tokenOfBefore = system.idToken(job);
    system.deliver(system.end(job));
    await().atMost(WholeSystem.PATIENCE).until(() -> system.rows().issuerKnowsEndOf(job.jobId()));

    assertThatThrownBy(() -> system.issue(job, tokenOfBefore))
        .isInstanceOf(NotIssuedException.class)
        .hasMessageContaining("job-ended");
  }

  @Test
  void aCredentialThatSurfacesAfterItsJobsEndIsRevokedAtOnce() {
    LocalStack stack = system.stack();
    CredentialIssued late = new Issuances(stack.aws(), new Random()).open(stack.role());
    try (WebhookEnds ends = new WebhookEnds(stack.webhook(), stack.webhookSecret())) {
      ends.tell(late.job()).join();
    }
    await().atMost(WholeSystem.PATIENCE).until(() -> system.rows().knowsEndOf(late.job().jobId()));

    try (EventProducer issuer =
        new EventProducer(stack.backing().bootstrapServers(), ISSUER, Duration.ZERO)) {
      issuer.say(late).join();
    }

    await()
        .atMost(WholeSystem.PATIENCE)
        .until(() -> Verdict.of(stack.aws(), late) == Verdict.DENIED);
  }

  @Test
  void aJobThatHasEndedGetsNothingThoughItsTokenIsStillGood() {
    ActionsJob job = system.startJob();
    String tokenOfBefore = system.idToken(job);
    system.end(job);

    assertThatThrownBy(() -> system.issue(job, tokenOfBefore))
        .isInstanceOf(NotIssuedException.class)
        .hasMessageContaining("job-ended");
  }

  @Test
  void deliveriesOfTheSameEndRevokeOnce() {
    ActionsJob job = system.startJob();
    ActionsJob neighbour = system.startNeighbourOf(job);
    JobCredentials credentials = system.issue(job);
    JobCredentials marker = system.issue(neighbour);
    byte[] body = system.end(job);

    system.deliver(body);
    system.deliver(body);
    system.awaitDenied(credentials);
    system.deliver(body);
    // Of the same run, so of the same partition: when it is through, so are those before it.
    system.deliver(system.end(neighbour));
    system.awaitDenied(marker);

    try (TopicReader revocations = reader(Topic.REVOCATIONS)) {
      await().atMost(WholeSystem.PATIENCE).until(() -> revocationsOf(marker, revocations) == 1);
      assertThat(revocationsOf(credentials, revocations)).isOne();
    }
    assertThat(system.rows().auditEntries(credentials, "revocation-decided")).isOne();
    assertThat(system.rows().auditEntries(credentials, "revocation-applied")).isOne();
  }

  @ParameterizedTest
  @EnumSource(
      value = Topic.class,
      names = {"CREDENTIALS", "JOBS"})
  void poisonIsBuriedAndThePartitionGoesOn(Topic topic) {
    ActionsJob job = system.startJob();
    String key = job.repositoryId() + ":" + job.runId();
    JobCredentials credentials = system.issue(job);

    send(new ProducerRecord<>(topic.topicName(), key, "not an event".getBytes(UTF_8)));
    send(new ProducerRecord<>(topic.topicName(), key, null));
    ProducerRecord<String, byte[]> broken =
        new ProducerRecord<>(topic.topicName(), key, "{\"job\":[]}".getBytes(UTF_8));
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", "0190a1b2-0000-7000-8000-000000000001",
            "ce_source", "/somebody",
            "ce_type", "dev.curfew.job.completed.v1",
            "ce_time", "2026-01-01T00:00:00Z",
            "content-type", "application/json")
        .forEach((name, value) -> broken.headers().add(name, value.getBytes(UTF_8)));
    send(broken);
    JobCredentials later = system.issue(job);
    system.deliver(system.end(job));

    system.awaitDenied(credentials);
    system.awaitDenied(later);
    try (TopicReader letters = reader(Topic.DEAD_LETTERS)) {
      await()
          .atMost(WholeSystem.PATIENCE)
          .untilAsserted(() -> assertThat(buriedOf(topic, key, letters)).hasSize(3));
    }
  }

  private static List<DeadLetter> buriedOf(Topic topic, String key, TopicReader letters) {
    return letters.events(DeadLetter.class).stream()
        .filter(letter -> letter.origin().channel().equals(topic.topicName()))
        .filter(letter -> key.equals(letter.origin().key()))
        .toList();
  }

  private static long revocationsOf(JobCredentials credentials, TopicReader revocations) {
    return revocations.events(CredentialRevoked.class).stream()
        .filter(event -> event.credentialId().equals(credentials.credentialId()))
        .count();
  }

  private TopicReader reader(Topic topic) {
    return new TopicReader(system.stack().backing().bootstrapServers(), topic);
  }

  private void send(ProducerRecord<String, byte[]> record) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.stack().backing().bootstrapServers());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      var _ = producer.send(record);
    }
  }
}
