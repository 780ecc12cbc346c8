package dev.curfew.revoker;

import static org.awaitility.Awaitility.await;

import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Many sessions of one role, of two runs that each end as a whole, and of jobs that go on. Each of
/// a run has a live one for neighbour, so that no prefix stands for several.
///
/// @param first of a run; their names come before the second's
/// @param second of another run
/// @param live of jobs that do not end
record Crowd(
    String roleArn,
    List<CredentialIssued> first,
    List<CredentialIssued> second,
    List<CredentialIssued> live) {

  /// Issued, and known to the revoker.
  ///
  /// @param each how many of a run
  static Crowd of(Stage stage, String roleArn, int each) {
    JobIdentity going = Stage.job();
    List<CredentialIssued> live = new ArrayList<>();
    List<CredentialIssued> first = run(stage, roleArn, each, going, live);
    List<CredentialIssued> second = run(stage, roleArn, each, going, live);
    Crowd crowd = new Crowd(roleArn, first, second, live);
    Stream.of(first, second, live).flatMap(List::stream).forEach(stage::send);
    await()
        .until(() ->
            stage.sql("select 1 from credential where role_arn = '%s'".formatted(roleArn)).size()
                == 4 * each);
    return crowd;
  }

  private static List<CredentialIssued> run(
      Stage stage, String roleArn, int count, JobIdentity going, List<CredentialIssued> live) {
    JobIdentity job = Stage.job();
    List<CredentialIssued> run = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      run.add(session(stage, roleArn, Stage.siblingOf(job)));
      live.add(session(stage, roleArn, Stage.siblingOf(going)));
    }
    return run;
  }

  private static CredentialIssued session(Stage stage, String roleArn, JobIdentity job) {
    Instant now = Instant.now();
    return stage.session(
        roleArn, job, "@7k" + Long.toString(Stage.number(), 32), now, now.plusSeconds(900));
  }

  List<CredentialIssued> dead() {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  static void end(Stage stage, List<CredentialIssued> run) {
    stage.send(Stage.endOfRun(run.getFirst().job()));
  }
}
