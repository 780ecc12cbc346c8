package dev.curfew.sandbox.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.sandbox.github.fault.Fault;
import dev.curfew.sandbox.github.hook.Hook;
import dev.curfew.sandbox.github.hook.WebhookSignature;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "the old one";

  private final GitHubSandbox github = GitHubSandbox.start(0, Clock.systemUTC());
  private final String token = github.personalToken();
  private final Curl curl = new Curl();
  private Receiver receiver;
  private Hook hook;

  @BeforeEach
  void open() throws Exception {
    receiver = new Receiver();
    hook = github.organizationHook("octo-org", receiver.url(), SECRET).events("workflow_job");
  }

  @AfterEach
  void close() {
    receiver.close();
    curl.close();
    github.close();
  }

  @Test
  void droppedDeliveriesAreNotEvenListed() throws Exception {
    github.faults().seed(7).share(Fault.DROPPED, 0.2);

    List<ActionsJob> jobs = finish(100);

    int arrived = arrived().size();
    assertThat(arrived).isBetween(60, 95);
    assertThat(listed()).hasSize(arrived);
    assertThat(jobs).hasSize(100);
  }

  @Test
  void chanceFollowsFromTheSeed() throws Exception {
    github.faults().seed(7).share(Fault.DROPPED, 0.2);
    List<ActionsJob> first = finish(40);
    List<Integer> ofFirst = indexes(first);
    github.faults().seed(7);
    List<ActionsJob> second = finish(40);

    assertThat(indexes(second)).isEqualTo(ofFirst).hasSizeBetween(20, 39);
  }

  @Test
  void failedDeliveriesAreListedAndCanBeRedelivered() throws Exception {
    github.faults().share(Fault.FAILED, 1);
    ActionsJob job = finish(1).getFirst();
    JsonNode failed = listed().getFirst();
    assertThat(failed.required("status").textValue()).isEqualTo("failed to connect to host");
    assertThat(arrived()).isEmpty();
    github.faults().heal();

    curl.post(deliveries() + "/" + failed.required("id") + "/attempts", "", auth());

    await().until(() -> arrived().contains(job.jobId()));
  }

  @Test
  void duplicatesShareTheirGuid() throws Exception {
    github.faults().share(Fault.DUPLICATED, 1);

    finish(1);

    List<JsonNode> listed = listed();
    assertThat(listed).hasSize(2);
    assertThat(listed.get(0).required("guid")).isEqualTo(listed.get(1).required("guid"));
    assertThat(receiver.of("workflow_job")).hasSize(2);
  }

  @Test
  void reorderingKeepsEveryDelivery() throws Exception {
    github.faults().reorder(Duration.ofMillis(200));

    List<Long> told = finish(50).stream().map(ActionsJob::jobId).toList();

    assertThat(arrived()).containsExactlyInAnyOrderElementsOf(told).isNotEqualTo(told);
  }

  @Test
  void signsWithTheSecretBeforeTheCurrentOne() throws Exception {
    hook.rotateSecret("the new one");
    github.faults().share(Fault.OLD_SECRET, 1);

    finish(1);

    Receiver.Received received = receiver.only();
    assertThat(received.headers().getFirst("X-Hub-Signature-256"))
        .isEqualTo(WebhookSignature.sha256(SECRET, received.body().getBytes(UTF_8)));
  }

  @Test
  void jobsThatEndSilentlyAreSeenByTheApiOnly() throws Exception {
    hook.events();
    github.faults().share(Fault.SILENT, 1);

    ActionsJob job = finish(1).getFirst();

    String url = github.api() + "/repos/octo-org/octo-repo/actions/jobs/" + job.jobId();
    assertThat(curl.get(url, auth()).json().required("status").textValue()).isEqualTo("completed");
    assertThat(listed()).isEmpty();
    assertThat(arrived()).isEmpty();
  }

  @Test
  void theApiFails() throws Exception {
    github.faults().share(Fault.API_ERROR, 1);

    assertThat(curl.get(deliveries(), auth()).status()).isEqualTo(502);
    github.faults().heal();
    assertThat(curl.get(deliveries(), auth()).status()).isEqualTo(200);
  }

  @Test
  void fiveHundredJobsAtOnceAreToldOfInTheBackground() throws Exception {
    github
        .faults()
        .seed(1)
        .share(Fault.DROPPED, 0.2)
        .share(Fault.DUPLICATED, 0.2)
        .reorder(Duration.ofMillis(500));

    List<Long> told = finish(500).stream().map(ActionsJob::jobId).toList();

    Set<Long> arrived = new HashSet<>(arrived());
    assertThat(told).containsAll(arrived);
    assertThat(arrived).hasSizeBetween(350, 450);
    assertThat(arrived()).hasSizeGreaterThan(arrived.size() + 40);
    assertThat(listed()).hasSize(arrived().size());
  }

  @Test
  void outsiderSaysWhatIsWrongByCurl() throws Exception {
    String faults = github.api() + "/_sandbox/faults";

    Curl.Reply put = curl.put(faults, "{\"seed\":3,\"dropped\":0.25,\"reorder\":\"PT0.5S\"}");

    assertThat(put.status()).isEqualTo(200);
    assertThat(put.json()).isEqualTo(curl.get(faults).json());
    assertThat(put.json().required("dropped").doubleValue()).isEqualTo(0.25);
    assertThat(put.json().required("reorder").textValue()).isEqualTo("PT0.5S");
    assertThat(put.json().required("duplicated").doubleValue()).isZero();
    assertThat(curl.put(faults, "{}").json().required("dropped").doubleValue()).isZero();
    assertThat(curl.put(faults, "{\"lost\":1}").message()).isEqualTo("unknown field: lost");
    assertThat(curl.put(faults, "{\"silent\":2}").message())
        .isEqualTo("silent must be from 0 to 1");
    assertThat(curl.put(faults, "{\"delay\":\"soon\"}").status()).isEqualTo(422);
  }

  @Test
  void refusesAShareThatIsNone() {
    assertThatThrownBy(() -> github.faults().share(Fault.DROPPED, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<ActionsJob> finish(int count) {
    List<ActionsJob> jobs =
        IntStream.range(0, count).mapToObj(_ -> github.startJob(JobSpec.example())).toList();
    jobs.forEach(job -> github.finish(job, "success"));
    await().until(() -> github.pendingDeliveries() == 0);
    return jobs;
  }

  /// Which of the jobs were told of.
  private List<Integer> indexes(List<ActionsJob> jobs) throws Exception {
    List<Long> arrived = arrived();
    return IntStream.range(0, jobs.size())
        .filter(i -> arrived.contains(jobs.get(i).jobId()))
        .boxed()
        .toList();
  }

  private List<Long> arrived() throws Exception {
    List<Long> ids = new ArrayList<>();
    for (Receiver.Received received : receiver.of("workflow_job")) {
      ids.add(JSON.readTree(received.body()).at("/workflow_job/id").longValue());
    }
    return ids;
  }

  private List<JsonNode> listed() throws Exception {
    List<JsonNode> items = new ArrayList<>();
    Optional<String> page = Optional.of(deliveries() + "?per_page=100");
    while (page.isPresent()) {
      Curl.Reply reply = curl.get(page.get(), auth());
      reply.json().forEach(items::add);
      page = reply.next();
    }
    return items;
  }

  private String deliveries() {
    return github.api() + "/orgs/octo-org/hooks/" + hook.id() + "/deliveries";
  }

  private String[] auth() {
    return new String[] {"Authorization", "Bearer " + token};
  }
}
