package dev.curfew.issuer.policy.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.curfew.issuer.policy.InvalidPolicyException;
import dev.curfew.issuer.policy.PolicySet;
import dev.curfew.issuer.policy.RolePolicy;
import dev.curfew.issuer.policy.Rule;
import dev.curfew.issuer.policy.cel.CelConditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  private static final String SMALLEST =
      """
      roles:
        - role: arn:aws:iam::111122223333:role/deploy
          maximum_duration_seconds: 3600
          rules:
            - name: main
              when: claims.ref == 'refs/heads/main'
      ...
      """;

  @Test
  void whatIsNotSaidIsTheStrictest() {
    RolePolicy role = only(read(SMALLEST));

    assertThat(role.arn()).isEqualTo("arn:aws:iam::111122223333:role/deploy");
    assertThat(role.maximumDuration()).isEqualTo(Duration.ofHours(1));
    assertThat(role.leash()).isEmpty();
    assertThat(role.sessionPolicy()).isEmpty();
    assertThat(role.tags()).isEmpty();
    assertThat(role.allowsPullRequestTarget()).isFalse();
    assertThat(role.allowsSelfHosted()).isFalse();
    assertThat(role.rules()).extracting(Rule::name).containsExactly("main");
  }

  @Test
  void allThatCanBeSaidIsRead() {
    RolePolicy role =
        only(
            read(
                """
                # who may deploy
                roles:
                  - role: "arn:aws-cn:iam::111122223333:role/teams/deploy"
                    maximum_duration_seconds: 900
                    leash_seconds: 60
                    session_policy: |
                      { "Version": "2012-10-17",
                        "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }
                    tags: [repository, commit, run, job, actor]
                    pull_request_target: true
                    self_hosted: true
                    rules:
                      - { name: main, when: "claims.ref == 'refs/heads/main'" }
                      - name: tags
                        when: >
                          claims.ref_type == 'tag'
                          && claims.ref_protected == 'true'
                ...
                """));

    assertThat(role.maximumDuration()).isEqualTo(Duration.ofMinutes(15));
    assertThat(role.leash()).contains(Duration.ofMinutes(1));
    assertThat(role.sessionPolicy())
        .contains(
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}\
            """);
    assertThat(role.tags())
        .containsExactlyInAnyOrder("repository", "commit", "run", "job", "actor");
    assertThat(role.allowsPullRequestTarget()).isTrue();
    assertThat(role.allowsSelfHosted()).isTrue();
    assertThat(role.rules()).extracting(Rule::name).containsExactly("main", "tags");
  }

  @Test
  void aPolicyCanBeNobodys() {
    assertThat(read("roles: []\n...\n").roles()).isEmpty();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("empty", SMALLEST, "", "1:1", "empty"),
        wrong("a list", SMALLEST, "- roles\n...\n", "1:1", "not a mapping"),
        wrong("no roles", "roles:", "rolls:", "1:1", "roles is missing"),
        wrong("more than roles", "roles:", "rules: 1\nroles:", "1:1", "unknown field: rules"),
        wrong(
            "a misspelt field",
            "maximum_duration_s",
            "max_s",
            "2:5",
            "maximum_duration_seconds is missing"),
        wrong(
            "one field more",
            "    rules:",
            "    leash: 60\n    rules:",
            "4:5",
            "unknown field: leash"),
        wrong("a field twice", "    rules:", "    role: x\n    rules:", "4:5", "there twice: role"),
        wrong("a key that is no text", "    rules:", "    [a]: x\n    rules:", "4:5", "not a text"),
        wrong(
            "a name twice",
            "      - name",
            "      - {name: main, when: 'true'}\n      - name",
            "6:9",
            "another main"),
        wrong(
            "a role twice",
            SMALLEST,
            SMALLEST.replace("...\n", "") + SMALLEST.replace("roles:\n", ""),
            "7:5",
            "another arn:"),
        wrong(
            "a role that is none",
            "arn:aws:iam::111122223333:role/deploy",
            "deploy",
            "2:11",
            "not the ARN"),
        wrong("a pattern", "role/deploy", "role/ci-*", "2:11", "patterns are not taken"),
        wrong("a pattern within", "role/deploy", "role/a*b", "2:11", "not the ARN"),
        wrong("a colon", "role/deploy", "role/a:b", "2:11", "not the ARN"),
        wrong("a long name", "role/deploy", "role/" + "a".repeat(65), "2:11", "not the ARN"),
        wrong("a path alone", "role/deploy", "role/teams/", "2:11", "not the ARN"),
        wrong("all roles", "role/deploy", "role/de ploy", "2:11", "not the ARN"),
        wrong("too short", "3600", "899", "3:31", "from 900 to 43200"),
        wrong("too long", "3600", "43201", "3:31", "from 900 to 43200"),
        wrong("no number", "3600", "1h", "3:31", "from 900 to 43200"),
        wrong("a number as text", "3600", "'3600'", "3:31", "from 900 to 43200"),
        wrong("an octal number", "3600", "010000", "3:31", "from 900 to 43200"),
        wrong("of base 60", "3600", "1:00:00", "3:31", "from 900 to 43200"),
        wrong(
            "a leash too short",
            "    rules:",
            "    leash_seconds: 59\n    rules:",
            "4:20",
            "from 60"),
        wrong(
            "a truth of old",
            "    rules:",
            "    self_hosted: yes\n    rules:",
            "4:18",
            "not true or false"),
        wrong(
            "a truth as text",
            "    rules:",
            "    self_hosted: 'true'\n    rules:",
            "4:18",
            "not true or false"),
        wrong(
            "an unknown tag",
            "    rules:",
            "    tags: [run, runner]\n    rules:",
            "4:17",
            "not one of actor, commit, job, repository, run"),
        wrong(
            "no rules",
            "    rules:\n      - name: main\n        when: claims.ref == 'refs/heads/main'",
            "    rules: []",
            "4:12",
            "nobody's"),
        wrong(
            "a rule without a name", "name: main\n        when", "when", "5:9", "name is missing"),
        wrong(
            "a condition that is a list",
            "claims.ref == 'refs/heads/main'",
            "[true]",
            "6:15",
            "not a text"),
        wrong("an empty condition", "claims.ref == 'refs/heads/main'", "", "6:14", "empty"),
        wrong("an anchor", "- name: main", "- name: &a main", "5:15", "anchors"),
        wrong("an alias to itself", "roles:", "x: &a [*a]\nroles:", "1:4", "anchors"),
        wrong("a merge", "    rules:", "    <<: {a: 1}\n    rules:", "4:5", "unknown field: <<"),
        wrong("a tag of its own", "name: main", "name: !!java.net.URL main", "5:15", "not allowed"),
        wrong(
            "a binary",
            "when: claims.ref == 'refs/heads/main'",
            "when: !!binary dHJ1ZQ==",
            "6:15",
            "not a text"),
        wrong("a second document", SMALLEST, SMALLEST + "---\nroles: []\n...\n", "8:1", "not YAML"),
        wrong("no end", "...\n", "", "7:1", "the last line is not ..."),
        wrong("an end without a line break", "...\n", "...", "7:4", "the last line is not ..."),
        wrong("an end within a comment", "main'\n...\n", "main'\n# ...\n", "8:1", "last line"),
        wrong("more after the end", "...\n", "...\n# end\n", "9:1", "the last line is not ..."),
        wrong("no YAML", "- role: arn", "- role: : arn", "2:11", "not YAML"),
        wrong("a tab", "    rules:", "\trules:", "4:1", "not YAML"),
        wrong("a control character", "name: main", "name: ma\u0007in", "5:1", "not YAML"),
        wrong(
            "too deep",
            "roles:",
            "x: " + "[".repeat(50) + "]".repeat(50) + "\nroles:",
            "1:1",
            "epth"));
  }

  @ParameterizedTest
  @MethodSource
  void wrong(String file, String place, String why) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageStartingWith(place + ": ")
        .hasMessageContaining(why);
  }

  /// The misspelt claim is told where it stands in the file, however YAML was told to read it.
  static Stream<Arguments> styles() {
    return Stream.of(
        argumentSet("plain", "claims.rev == 'x'", "6:21"),
        argumentSet("plain, folded", "claims.ref == 'x'\n          && claims.rev == 'y'", "7:20"),
        argumentSet("single quotes", "'claims.ref == ''x'' && claims.rev == ''y'''", "6:45"),
        argumentSet("double quotes", "\"claims.ref == \\\"x\\\" && claims.rev == 'y'\"", "6:45"),
        argumentSet("escapes", "\"claims.ref == '\\x41\\u0041' && claims.rev == 'y'\"", "6:52"),
        argumentSet("escaped break", "\"claims.ref == 'x' \\\n     && claims.rev == 'y'\"", "7:15"),
        argumentSet(
            "literal",
            "|\n          claims.ref == 'x'\n\n            && claims.rev == 'y'",
            "9:22"),
        argumentSet(
            "folded",
            "> # why\n          claims.ref == 'x'\n          && claims.rev == 'y'",
            "8:20"),
        argumentSet("beyond the plane", "claims.ref == '😀' && claims.rev == 'y'", "6:42"));
  }

  @ParameterizedTest
  @MethodSource
  void styles(String condition, String place) {
    String file = SMALLEST.replace("claims.ref == 'refs/heads/main'", condition);

    assertThatThrownBy(() -> read(file)).hasMessage(place + ": undefined field 'rev'");
  }

  /// As whoever reads it sees it while it is written: many of these are YAML, and some would give
  /// roles to more jobs than the whole file does.
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void aFileThatIsCutOffAnywhereIsNoPolicy(String lineBreak) throws IOException {
    String text = Files.readString(Path.of("../docs/policy/policy.yaml"));
    byte[] whole = text.replace("\n", lineBreak).getBytes(UTF_8);
    assertThat(read(whole).roles()).hasSize(2);

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as("the first %d bytes", length)
          .isInstanceOf(InvalidPolicyException.class);
    }
  }

  static Stream<Arguments> sessionPolicies() {
    return Stream.of(
        argumentSet("no JSON", "{\"Statement\": ]}", "5:21", "not JSON"),
        argumentSet("cut", "{\"Statement\":", "6:1", "not JSON"),
        argumentSet("a field twice", "{\"Statement\":1,\"Statement\":2}", "5:33", "Duplicate"),
        argumentSet(
            "two documents", "{\"Statement\":{\"Effect\":\"Deny\"}} {}", "5:39", "not JSON"),
        argumentSet("a list", "[]", "4:21", "no Statement"),
        argumentSet("no statement", "{}", "4:21", "no Statement"),
        argumentSet("a statement that is none", "{\"Statement\":[]}", "4:21", "Statement is empty"),
        argumentSet("no effect", "{\"Statement\":[{}]}", "4:21", "Effect"),
        argumentSet(
            "a principal",
            "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\"}}",
            "4:21",
            "Principal"),
        argumentSet(
            "an unknown field",
            "{\"Statement\":{\"Effect\":\"Deny\"},\"Statements\":1}",
            "4:21",
            "no Statements"),
        argumentSet(
            "too large",
            "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"%s\"}}".formatted("a".repeat(2_048)),
            "4:21",
            "2091 characters without blanks; AWS takes 2048, a leash among them, which leaves "));
  }

  @ParameterizedTest
  @MethodSource
  void sessionPolicies(String json, String place, String why) {
    String file =
        SMALLEST.replace("    rules:", "    session_policy: |\n      " + json + "\n    rules:");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageStartingWith(place + ": ")
        .hasMessageContaining(why);
  }

  @Test
  void bytesThatAreNoTextAreNoPolicy() {
    byte[] latin = SMALLEST.replace("main", "m\u00e4in").getBytes(ISO_8859_1);

    assertThatThrownBy(() -> read(latin)).hasMessage("1:1: not UTF-8");
  }

  @Test
  void aFileThatIsTooLargeIsNoPolicy() {
    String large = SMALLEST + "#".repeat(1024 * 1024);

    assertThatThrownBy(() -> read(large)).hasMessageContaining("larger than");
  }

  private static PolicySet read(String file) {
    return read(file.getBytes(UTF_8));
  }

  private static PolicySet read(byte[] file) {
    return new PolicyReader(new CelConditions()).read(file);
  }

  private static RolePolicy only(PolicySet policy) {
    assertThat(policy.roles()).hasSize(1);
    return policy.roles().getFirst();
  }

  private static Arguments wrong(String name, String what, String by, String place, String why) {
    assertThat(SMALLEST).contains(what);
    return argumentSet(name, SMALLEST.replace(what, by), place, why);
  }
}
