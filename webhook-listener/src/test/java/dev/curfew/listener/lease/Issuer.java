package dev.curfew.listener.lease;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.wire.EventCodec;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// What the issuer tells.
final class Issuer implements AutoCloseable {
  private static final JobContext CONTEXT =
      new JobContext(
          "3484a3fb816e0859fd6e1cea078d76385ff50625",
          "refs/heads/main",
          "octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main",
          null,
          "octocat",
          "push",
          null);

  private final KafkaProducer<String, byte[]> producer;

  Issuer(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  static JobIdentity identity(ActionsJob job) {
    return new JobIdentity(
        job.repositoryId(), job.repository(), job.runId(), job.runAttempt(), job.jobId());
  }

  /// A credential of the job, or of one of its steps.
  CredentialIssued issue(JobIdentity job, @Nullable String step) {
    Instant now = Instant.now().truncatedTo(SECONDS);
    CredentialIssued issued =
        new CredentialIssued(
            Envelope.newId(),
            "ASIA%016d".formatted(job.jobId()),
            "AROAEXAMPLE:@000000000000",
            "arn:aws:iam::111122223333:role/deploy",
            now,
            now.plusSeconds(900),
            job,
            CONTEXT,
            step,
            null,
            "0".repeat(64));
    var _ = producer.send(EventCodec.encode(Envelope.of(URI.create("/test"), now, issued)));
    producer.flush();
    return issued;
  }

  @Override
  public void close() {
    producer.close();
  }
}
