package dev.curfew.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.local.job.JobCredentials;
import dev.curfew.local.stack.ServiceProcess;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Invariant 1. Each place must be seen to hold the credential's identity, or the search would
/// prove nothing.
@ExtendWith(SystemExtension.class)
class SecretsIT {
  private final WholeSystem system;
  private JobCredentials credentials;

  SecretsIT(WholeSystem system) {
    this.system = system;
  }

  @BeforeEach
  void aCredentialLivesAndDies() {
    ActionsJob job = system.startJob();
    credentials = system.issue(job);
    system.deliver(system.end(job));
    await()
        .atMost(WholeSystem.PATIENCE)
        .until(() -> system.rows().auditEntries(credentials, "revocation-effective") == 1);
  }

  @Test
  void noKafkaRecordHoldsASecret() {
    List<String> texts = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      texts.addAll(recordsOf(topic));
    }

    assertThat(texts).anyMatch(text -> text.contains(credentials.accessKeyId()));
    assertNoSecretIn(texts);
  }

  @Test
  void noRowHoldsASecret() {
    List<String> rows = system.rows().dump();

    assertThat(rows).anyMatch(row -> row.contains(credentials.accessKeyId()));
    assertNoSecretIn(rows);
  }

  @Test
  void noLogHoldsASecret() throws IOException {
    List<String> logs = new ArrayList<>();
    for (ServiceProcess service : system.stack().services()) {
      logs.add(Files.readString(service.log()));
    }

    assertThat(logs).anyMatch(log -> log.contains(credentials.credentialId().toString()));
    assertNoSecretIn(logs);
    assertThat(logs)
        .noneMatch(log -> log.contains(system.stack().webhookSecret()))
        .noneMatch(log -> log.contains(system.stack().backing().database().password()));
  }

  /// Where a service waits for a topic's end, it has seen all: the revocation's record is the last.
  private List<String> recordsOf(Topic topic) {
    try (TopicReader reader = new TopicReader(system.stack().backing().bootstrapServers(), topic)) {
      if (topic == Topic.CREDENTIALS || topic == Topic.REVOCATIONS) {
        await()
            .atMost(WholeSystem.PATIENCE)
            .until(() -> texts(reader).anyMatch(text -> text.contains(credentials.accessKeyId())));
      }
      return texts(reader).toList();
    }
  }

  private static Stream<String> texts(TopicReader reader) {
    return reader.records().stream().flatMap(SecretsIT::texts);
  }

  private static Stream<String> texts(ConsumerRecord<byte[], byte[]> record) {
    List<byte[]> parts = new ArrayList<>();
    for (Header header : record.headers()) {
      parts.add(header.value());
    }
    parts.add(record.key());
    parts.add(record.value());
    return parts.stream().filter(part -> part != null).map(part -> new String(part, UTF_8));
  }

  private void assertNoSecretIn(List<String> texts) {
    List<String> secrets = system.secrets();
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(3);
    for (String secret : secrets) {
      assertThat(texts.stream().noneMatch(text -> text.contains(secret)))
          .as("a secret of %d characters is nowhere", secret.length())
          .isTrue();
    }
  }
}
