package dev.curfew.sandbox.aws.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.sandbox.aws.policy.MalformedPolicyException;
import dev.curfew.sandbox.aws.policy.NamedPolicy;
import dev.curfew.sandbox.aws.policy.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ACCOUNT = "111122223333";

  private final Directory directory = new Directory();
  private NamedPolicy policy;
  private Role role;

  @BeforeEach
  void createRole() throws MalformedPolicyException {
    policy =
        new NamedPolicy(
            "p",
            PolicyDocument.identityPolicy(
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"));
    role = role(Partition.AWS);
    directory.addRole(role);
  }

  @Test
  void expiredSessionsAreForgottenAfterAWhile() {
    Session old = session(NOW.plusSeconds(60));
    directory.addSession(old, NOW);

    Instant expired = NOW.plus(Duration.ofMinutes(15));
    directory.addSession(session(expired.plusSeconds(3_600)), expired);
    assertThat(directory.caller(old.accessKeyId())).contains(old);
    Instant later = NOW.plus(Duration.ofMinutes(17));
    directory.addSession(session(later.plusSeconds(3_600)), later);

    assertThat(directory.caller(old.accessKeyId())).isEmpty();
    assertThat(directory.sessionCount()).isEqualTo(2);
  }

  @Test
  void rolesOfOneNameAreApartInEachPartition() {
    Role chinese = role(Partition.CHINA);

    assertThat(directory.addRole(chinese)).isTrue();
    assertThat(directory.addRole(role(Partition.AWS))).isFalse();
    assertThat(directory.role(Partition.CHINA, ACCOUNT, "Deploy")).contains(chinese);
    assertThat(chinese.arn()).hasToString("arn:aws-cn:iam::111122223333:role/deploy");
    assertThat(RoleArn.parse(chinese.arn().toString())).contains(chinese.arn());
  }

  @Test
  void usersOfOneNameAreRefusedInAnAccount() {
    directory.addUser(ACCOUNT, "admin", policy);

    assertThatThrownBy(() -> directory.addUser(ACCOUNT, "Admin", policy))
        .hasMessage("there is a user Admin in 111122223333");
    assertThatThrownBy(() -> directory.addUser("1", "admin", policy))
        .hasMessageContaining("12 digits");
  }

  @Test
  void secretsAreNeverPrinted() {
    Session session = session(NOW);
    User user = directory.addUser(ACCOUNT, "admin", policy);

    assertThat(session.toString())
        .doesNotContain(session.secretKey().value(), session.token().value())
        .contains("sha256:");
    assertThat(user.toString()).doesNotContain(user.secretKey().value());
  }

  private Role role(Partition partition) {
    return Role.create(
        new RoleArn(partition, ACCOUNT, "/", "deploy"),
        policy,
        Duration.ofHours(1),
        "",
        Map.of(),
        NOW);
  }

  private Session session(Instant expiresAt) {
    return new Session(
        role,
        "job",
        Identifiers.sessionAccessKeyId(),
        Identifiers.secretKey(),
        Identifiers.sessionToken(),
        NOW,
        expiresAt,
        SessionAttributes.NONE,
        Optional.empty());
  }
}
