package dev.curfew.local.load;

import dev.curfew.issuer.session.SessionName;
import dev.curfew.sandbox.aws.AwsSandbox;
import dev.curfew.sandbox.aws.OpenedSession;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.github.Repository;
import dev.curfew.schemas.Sha256;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Credentials of jobs, each in a session that exists in the AWS stand-in, named as the issuer
/// names them. Thread-safe if the random generator is.
public final class Issuances {
  /// STS's minimum.
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final int JOBS_OF_A_RUN = 4;
  private static final Repository REPOSITORY = JobSpec.example().repository();
  private static final String TOKEN_SHA256 = Sha256.hex("token".getBytes(StandardCharsets.UTF_8));
  private static final JobContext CONTEXT =
      new JobContext(
          "3484a3fb816e0859fd6e1cea078d76385ff50625",
          "refs/heads/main",
          REPOSITORY.fullName() + "/.github/workflows/deploy.yml@refs/heads/main",
          null,
          "octocat",
          "push",
          null);

  private final AwsSandbox aws;
  private final RandomGenerator random;

  /// Of this moment, and with the digits that GitHub's ids have.
  private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() * 10);

  public Issuances(AwsSandbox aws, RandomGenerator random) {
    this.aws = aws;
    this.random = random;
  }

  /// A credential of a new job. Nobody has been told of it yet.
  public CredentialIssued open(String roleArn) {
    Instant now = Instant.now();
    // As STS does.
    Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
    Instant expiresAt = issuedAt.plus(LIFETIME);
    OpenedSession session =
        aws.openSession(roleArn, SessionName.at(now, random).value(), issuedAt, expiresAt);
    long id = ids.incrementAndGet();
    return new CredentialIssued(
        Envelope.newId(),
        session.accessKeyId(),
        session.userId(),
        roleArn,
        issuedAt,
        expiresAt,
        new JobIdentity(REPOSITORY.id(), REPOSITORY.fullName(), id - id % JOBS_OF_A_RUN, 1, id),
        CONTEXT,
        null,
        null,
        TOKEN_SHA256);
  }
}
