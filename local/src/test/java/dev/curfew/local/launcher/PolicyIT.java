package dev.curfew.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `curfew policy check`, on the policy in docs/policy.
class PolicyIT {
  private static final String EXAMPLE =
      Checkout.here().root().resolve("docs/policy/policy.yaml").toString();

  private static final String DEPLOY = "arn:aws:iam::123456789012:role/ci-deploy";
  private static final String READ = "arn:aws:iam::123456789012:role/ci-read";

  private static final String PUSH =
      """
      {"repository":"acme/shop","repository_owner_id":"4711","ref":"refs/heads/main",
       "ref_type":"branch","event_name":"push","runner_environment":"github-hosted"}
      """;

  @TempDir private Path directory;

  @Test
  void aPolicyIsOneAndSaysWhatItGives() throws Exception {
    Ended check = check("", EXAMPLE);

    assertThat(check.status()).isZero();
    assertThat(check.errors()).isEmpty();
    assertThat(check.output())
        .isEqualTo(
            """
            %s: 2 roles, 3 rules
            arn:aws:iam::123456789012:role/ci-deploy
              at most 3600 s, leash 300 s, session policy of 128 characters, tags actor commit job repository run
              by «main branch», «releases»
            arn:aws:iam::123456789012:role/ci-read
              at most 900 s, for self-hosted runners too
              by «organisation»
            """
                .formatted(EXAMPLE));
  }

  @Test
  void whatAJobWouldGetIsTold() throws Exception {
    Ended check = check(PUSH, EXAMPLE, "--token", "-", "--role", DEPLOY);

    assertThat(check.status()).isZero();
    assertThat(check.output())
        .endsWith(
            """
            arn:aws:iam::123456789012:role/ci-deploy
              allowed by «main branch»: at most 3600 s, leash 300 s, session policy of 128 characters, tags actor commit job repository run
                «main branch» holds
                «releases» does not hold
            """);
  }

  @Test
  void withoutARoleAllAreAskedAndOneIsEnough() throws Exception {
    Ended check = check(PUSH.replace("heads/main", "heads/patch"), EXAMPLE, "--token", "-");

    assertThat(check.status()).isZero();
    assertThat(check.output())
        .contains(DEPLOY + "\n  refused: no rule of the role holds\n")
        .contains(READ + "\n  allowed by «organisation»");
  }

  @Test
  void aRefusalHasAStatusOfItsOwnAndIsExplained() throws Exception {
    String tag = PUSH.replace("refs/heads/main", "refs/tags/v1.2.3").replace("branch", "tag");
    Ended check = check(tag, EXAMPLE, "--token", "-", "--role", DEPLOY);

    assertThat(check.status()).isEqualTo(3);
    assertThat(check.output())
        .contains("refused: no rule of the role holds")
        .contains("«releases» cannot be answered: key 'environment' is not present");
  }

  @Test
  void whatBarsARoleIsTold() throws Exception {
    Ended check =
        check(PUSH.replace("\"push\"", "\"pull_request_target\""), EXAMPLE, "--token", "-");

    assertThat(check.status()).isEqualTo(3);
    assertThat(check.output()).contains("refused: the role is not for pull_request_target");
  }

  @Test
  void aRoleThatThePolicyDoesNotNameIsRefused() throws Exception {
    Ended check = check(PUSH, EXAMPLE, "--token", "-", "--role", DEPLOY + "2");

    assertThat(check.status()).isEqualTo(3);
    assertThat(check.output()).contains("the policy does not name the role");
  }

  @Test
  void aDurationAboveTheRolesIsRefused() throws Exception {
    Ended check = check(PUSH, EXAMPLE, "--token", "-", "--role", DEPLOY, "--duration", "3601");

    assertThat(check.status()).isEqualTo(3);
    assertThat(check.output()).contains("--duration is above 3600 s");
  }

  @Test
  void aTokenIsReadForItsClaims() throws Exception {
    String token =
        "e30."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(PUSH.getBytes(UTF_8))
            + ".c2ln";
    Path file = Files.writeString(directory.resolve("token"), token + "\n");

    Ended check = check("", EXAMPLE, "--token", file.toString(), "--role", DEPLOY);

    assertThat(check.status()).isZero();
    assertThat(check.output()).contains("allowed by «main branch»");
  }

  @Test
  void aMisspeltClaimIsBadInputWithItsPlace() throws Exception {
    String text = Files.readString(Path.of(EXAMPLE)).replaceFirst("claims\\.ref ", "claims.rev ");
    Path file = Files.writeString(directory.resolve("policy.yaml"), text);

    Ended check = check("", file.toString());

    assertThat(check.status()).isEqualTo(2);
    assertThat(check.output()).isEmpty();
    assertThat(check.errors()).contains(file + ":19:57: undefined field 'rev'");
  }

  /// It is YAML, and each condition in it is one; but more tags are releases by it.
  @Test
  void aFileThatIsCutOffIsBadInputWithThePlaceOfTheCut() throws Exception {
    String text = Files.readString(Path.of(EXAMPLE));
    Path file =
        Files.writeString(
            directory.resolve("policy.yaml"), text.substring(0, text.indexOf("          && ")));

    Ended check = check("", file.toString());

    assertThat(check.status()).isEqualTo(2);
    assertThat(check.output()).isEmpty();
    assertThat(check.errors()).contains(file + ":23:1: the last line is not ...");
  }

  @Test
  void aPolicyThatNamesNoRoleIsOneAndIsWarnedOf() throws Exception {
    Path file = Files.writeString(directory.resolve("policy.yaml"), "roles: []\n...\n");

    Ended check = check("", file.toString());

    assertThat(check.status()).isZero();
    assertThat(check.output()).isEqualTo(file + ": 0 roles, 0 rules\n");
    assertThat(check.errors()).contains(file + ": warning: without a role nothing is issued");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "a.b", "{\"a\":1,\"a\":2}", "{} {}", "e30.AAAAA.x"})
  void whatIsNoTokenIsBadInputAndNotRepeated(String token) throws Exception {
    Ended check = check(token, EXAMPLE, "--token", "-");

    assertThat(check.status()).isEqualTo(2);
    assertThat(check.errors()).contains("--token holds").doesNotContain("AAAAA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-file.yaml", "/"})
  void aFileThatCannotBeReadIsNamed(String file) throws Exception {
    Ended check = check("", file);

    assertThat(check.status()).isEqualTo(2);
    assertThat(check.errors()).contains(file + " cannot be read");
  }

  private Ended check(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("policy", "check"));
    command.addAll(List.of(arguments));
    Path in = Files.writeString(directory.resolve("in"), input);
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    int status =
        new ProcessBuilder(Launcher.command(directory, command.toArray(String[]::new)))
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Ended(status, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private record Ended(int status, String output, String errors) {}
}
