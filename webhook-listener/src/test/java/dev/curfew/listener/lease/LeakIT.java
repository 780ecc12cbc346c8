package dev.curfew.listener.lease;

import static dev.curfew.listener.lease.Issuer.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.listener.GitHubResource;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.OrderScope.Kind;
import dev.curfew.schemas.event.RevocationOrdered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// GitHub finds an access key in the open. The alert does not say which: it is asked for.
@QuarkusTest
@QuarkusTestResource(value = GitHubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class LeakIT {
  private static final String NOBODYS = "ASIAZZZZZZZZZZZZZZZZ";

  GitHubResource resource;
  @Inject Leases leases;
  TopicReader orders;
  Issuer issuer;

  @BeforeEach
  void open() {
    orders = new TopicReader(resource.bootstrapServers(), Topic.ORDERS);
    issuer = new Issuer(resource.bootstrapServers());
  }

  @AfterEach
  void close() {
    issuer.close();
    orders.close();
  }

  @Test
  void aKeyOfOursThatLeakedIsOrderedDeadAndNoOtherIs() {
    ActionsJob job = resource.github().startJob(JobSpec.example());
    CredentialIssued issued = issuer.issue(identity(job), null);
    await().until(() -> leases.holds(issued.accessKeyId()));

    resource.github().raiseAlert(job.repository(), "aws_temporary_access_key_id", NOBODYS);
    resource
        .github()
        .raiseAlert(job.repository(), "aws_temporary_access_key_id", issued.accessKeyId());

    await().until(() -> !ordered(issued.accessKeyId()).isEmpty());
    assertThat(ordered(issued.accessKeyId()).getFirst().person()).isEqualTo("github");
    assertThat(ordered(NOBODYS)).isEmpty();
  }

  private List<RevocationOrdered> ordered(String accessKey) {
    return orders.events(RevocationOrdered.class).stream()
        .filter(order -> order.scope().equals(new OrderScope(Kind.ACCESS_KEY, accessKey)))
        .toList();
  }
}
