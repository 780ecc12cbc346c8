package dev.curfew.issuer.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.issuer.policy.RolePolicy;
import dev.curfew.issuer.policy.Rule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
  @TempDir private Path directory;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("policy.yaml"), policy("first"));
  }

  @Test
  void anEditIsTakenOver() throws IOException {
    PolicyFile policy = read();

    Files.writeString(file, policy("second"));
    settle(policy);

    assertThat(rules(policy)).containsExactly("second");
    assertThat(readings("loaded")).isOne();
    assertThat(policy.trouble()).isEmpty();
  }

  @Test
  void whatStaysTheSameIsNotRead() {
    PolicyFile policy = read();

    policy.readAgain();

    assertThat(readings("loaded")).isZero();
  }

  /// Read while the first bytes of a longer file are new and the last ones are still the old one's:
  /// a policy that nobody wrote.
  @Test
  void whatIsStillChangingIsNotTakenOver() throws IOException {
    PolicyFile policy = read();

    Files.writeString(file, policy("neither"));
    policy.readAgain();
    assertThat(rules(policy)).containsExactly("first");
    Files.writeString(file, policy("second"));
    policy.readAgain();
    assertThat(rules(policy)).containsExactly("first");
    policy.readAgain();

    assertThat(rules(policy)).containsExactly("second");
    assertThat(readings("loaded")).isOne();
  }

  /// What stops half-way stays as it is, however often it is read.
  @Test
  void aFileThatIsCutOffIsNotTakenOver() throws IOException {
    PolicyFile policy = read();

    Files.writeString(file, policy("second").replace(" == 'refs/heads/main'\n...\n", " != ''\n"));
    settle(policy);

    assertThat(rules(policy)).containsExactly("first");
    assertThat(policy.trouble())
        .hasValueSatisfying(why -> assertThat(why).contains("policy.yaml:7:1: the last line"));
  }

  /// An editor's way.
  @Test
  void aFileThatReplacesAnotherIsTakenOver() throws IOException {
    PolicyFile policy = read();

    Path other = Files.writeString(directory.resolve("policy.yaml~"), policy("second"));
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    settle(policy);

    assertThat(rules(policy)).containsExactly("second");
  }

  /// Kubernetes' way: the file is a link into `..data`, which is a link to a directory that is
  /// never changed; the latter link is what is swapped.
  @Test
  void aSwapOfALinkAboveTheFileIsTakenOver() throws IOException {
    Path mount = Files.createDirectory(directory.resolve("mount"));
    version(mount, "..2026_11_23", policy("first"));
    Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_11_23"));
    file = Files.createSymbolicLink(mount.resolve("policy.yaml"), Path.of("..data/policy.yaml"));
    PolicyFile policy = read();

    version(mount, "..2026_11_24", policy("second"));
    Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2026_11_24"));
    Files.move(
        mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    settle(policy);

    assertThat(rules(policy)).containsExactly("second");
  }

  @Test
  void aBrokenEditKeepsTheLastGoodAndIsTold() throws IOException {
    PolicyFile policy = read();

    Files.writeString(file, policy("second").replace("claims.ref", "claims.rev"));
    settle(policy);
    policy.readAgain();

    assertThat(rules(policy)).containsExactly("first");
    assertThat(policy.trouble())
        .hasValueSatisfying(why -> assertThat(why).contains("policy.yaml:6:21: undefined field"));
    assertThat(readings("refused")).isOne();
    assertThat(registry.get("curfew.policy.broken").gauge().value()).isOne();
    assertThat(new PolicyHealth(policy).call().getStatus()).isEqualTo(Status.UP);
    assertThat(new PolicyHealth(policy).call().getData().orElseThrow().get("file"))
        .asString()
        .contains("undefined field 'rev'");
  }

  @Test
  void aFileThatIsGoneKeepsTheLastGoodAndIsTold() throws IOException {
    PolicyFile policy = read();

    Files.delete(file);
    policy.readAgain();

    assertThat(rules(policy)).containsExactly("first");
    assertThat(policy.trouble()).isPresent();
  }

  @Test
  void aMendedEditIsInForce() throws IOException {
    PolicyFile policy = read();
    Files.writeString(file, "roles");
    settle(policy);

    Files.writeString(file, policy("second"));
    settle(policy);

    assertThat(rules(policy)).containsExactly("second");
    assertThat(policy.trouble()).isEmpty();
    assertThat(registry.get("curfew.policy.broken").gauge().value()).isZero();
  }

  /// The content is one that was good before.
  @Test
  void anEditThatIsTakenBackIsInForce() throws IOException {
    PolicyFile policy = read();
    Files.writeString(file, "roles");
    settle(policy);

    Files.writeString(file, policy("first"));
    settle(policy);

    assertThat(policy.trouble()).isEmpty();
  }

  @Test
  void withoutAPolicyNothingStarts() throws IOException {
    Files.delete(file);

    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("curfew.issuer.policy.file")
        .hasMessageContaining(file.toString());
  }

  /// Until what stands there now is the policy, or is refused.
  private static void settle(PolicyFile policy) {
    policy.readAgain();
    policy.readAgain();
  }

  private PolicyFile read() {
    return new PolicyFile(
        new PolicyFileSettings() {
          @Override
          public Path file() {
            return file;
          }

          @Override
          public Duration interval() {
            return Duration.ofSeconds(2);
          }
        },
        registry);
  }

  private double readings(String outcome) {
    return registry.get("curfew.policy.readings").tag("outcome", outcome).counter().count();
  }

  private static List<String> rules(PolicyFile policy) {
    return policy.get().roles().stream()
        .map(RolePolicy::rules)
        .flatMap(List::stream)
        .map(Rule::name)
        .toList();
  }

  private static void version(Path mount, String name, String policy) throws IOException {
    Files.writeString(Files.createDirectory(mount.resolve(name)).resolve("policy.yaml"), policy);
  }

  private static String policy(String rule) {
    return """
    roles:
      - role: arn:aws:iam::111122223333:role/deploy
        maximum_duration_seconds: 900
        rules:
          - name: %s
            when: claims.ref == 'refs/heads/main'
    ...
    """
        .formatted(rule);
  }
}
