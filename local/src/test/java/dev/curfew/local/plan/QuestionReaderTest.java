package dev.curfew.local.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.curfew.local.InvalidInputException;
import dev.curfew.revoker.deny.DenyQuestion;
import dev.curfew.revoker.deny.RoleSpace;
import dev.curfew.revoker.deny.Session;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionReaderTest {
  private static final String INPUT =
      """
      {"role":{"arn":"arn:aws-cn:iam::111122223333:role/ci/deploy","inlineCharactersUsed":12,"managedPoliciesUsed":3},
       "now":"2026-11-23T10:15:00Z","horizon":"2026-11-23T10:14:50.5Z",
       "sessions":[{"userId":"AROA1:@a000","issuedAt":"2026-11-23T10:00:00Z","expiresAt":"2026-11-23T10:15:00Z","state":"live"},
                   {"userId":"AROA1:@b000","issuedAt":"2026-11-23T10:01:00Z","expiresAt":"2026-11-23T10:16:00Z","state":"dead"}]}
      """;

  @Test
  void readsWhatIsThere() {
    assertThat(QuestionReader.read(INPUT.getBytes(UTF_8)))
        .isEqualTo(
            new DenyQuestion(
                List.of(
                    session("AROA1:@a000", "2026-11-23T10:00:00Z", false),
                    session("AROA1:@b000", "2026-11-23T10:01:00Z", true)),
                Instant.parse("2026-11-23T10:15:00Z"),
                Instant.parse("2026-11-23T10:14:50.500Z"),
                null,
                new RoleSpace(12, 3)));
  }

  private static Session session(String userId, String issuedAt, boolean dead) {
    Instant issued = Instant.parse(issuedAt);
    return new Session(userId, issued, issued.plusSeconds(900), dead);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "now"                                      | "then"           | now: missing
          "horizon"                                  | "horizont"       | horizon: missing
          "role":{                                   | "role":{"x":1,   | role.x: unknown
          {"role"                                    | {"more":1,"role" | more: unknown
          {"role"                                    | {"m\\u001b[2J\\nore":1,"role" | m\\u001b[2J\\u000aore: unknown
          {"role"                                    | {"\\u009b":1,"\\u009b":1,"role" | \\u009b: is there twice
          "state":"dead"                             | "state":"Dead"   | sessions[1].state: not one of live, dead
          "state":"dead"                             | "state":true     | sessions[1].state: not a string
          "state":"dead"                             | "state":null     | sessions[1].state: not a string
          ,"state":"live"                            | ``               | sessions[0].state: missing
          "state":"dead"                             | "state":"dead","state":"live" | sessions[1].state: is there twice
          "managedPoliciesUsed":3                    | "managedPoliciesUsed":3,"arn":"" | role.arn: is there twice
          "inlineCharactersUsed":12                  | "inlineCharactersUsed":12.0   | role.inlineCharactersUsed: not an integer from 0 to 10240
          "inlineCharactersUsed":12                  | "inlineCharactersUsed":"12"   | role.inlineCharactersUsed: not an integer
          "inlineCharactersUsed":12                  | "inlineCharactersUsed":10241  | role.inlineCharactersUsed: not an integer
          "inlineCharactersUsed":12                  | "inlineCharactersUsed":99999999999 | role.inlineCharactersUsed: not an integer
          "managedPoliciesUsed":3                    | "managedPoliciesUsed":-1 | role.managedPoliciesUsed: not an integer from 0 to 20
          arn:aws-cn:                                | arn:aws-eu:      | role.arn: not the ARN of a role
          :role/                                     | :user/           | role.arn: not the ARN of a role
          "2026-11-23T10:15:00Z","horizon"           | "2026-11-23T10:15:00+00:00","horizon" | now: not a time like
          "2026-11-23T10:15:00Z","horizon"           | "2026-13-23T10:15:00Z","horizon" | now: not a time that exists
          "2026-11-23T10:15:00Z","horizon"           | 1795428900,"horizon" | now: not a string
          "horizon":"2026                            | "horizon":"2226  | horizon: is not before 2200
          "issuedAt":"2026-11-23T10:01               | "issuedAt":"2026-11-23T10:16 | sessions[1].expiresAt: is not after issuedAt
          "issuedAt":"2026-11-23T10:01               | "issuedAt":"1999-11-23T10:01 | sessions[1].issuedAt: is before 2000
          AROA1:@b000                                | AROA1:@b*        | sessions[1].userId: is not ROLEID:session-name
          AROA1:@b000                                | AROA1:x          | sessions[1].userId: is not ROLEID:session-name
          AROA1:@b000                                | @b000            | sessions[1].userId: is not ROLEID:session-name
          "sessions":[                               | "sessions":[[],  | sessions[0]: not an object
          "sessions":[                               | "sessions":["    | sessions[1]: is not JSON
          """)
  void whatCannotBeUsedIsNamed(String good, String bad, String complaint) {
    String input = INPUT.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));

    assertThat(input).isNotEqualTo(INPUT);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> QuestionReader.read(input.getBytes(UTF_8)))
        .withMessageStartingWith(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``       | the input is empty
          ` `      | the input is empty
          []       | the input: not an object
          null     | the input: not an object
          {        | the input is not JSON (line 1
          {}       | role: missing
          not json | the input is not JSON
          {} {}    | the input goes on after its end
          {} x     | the input is not JSON
          """)
  void whatIsNoObjectIsRefused(String input, String complaint) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> QuestionReader.read(input.getBytes(UTF_8)))
        .withMessageStartingWith(complaint);
  }

  @Test
  void aLongPathIsShortened() {
    String input = INPUT.replaceFirst("\"role\"", "\"" + "x".repeat(10_000) + "\":1,\"role\"");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> QuestionReader.read(input.getBytes(UTF_8)))
        .withMessage("x".repeat(120) + "…: unknown");
  }

  @Test
  void depthIsRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> QuestionReader.read("[".repeat(100_000).getBytes(UTF_8)))
        .withMessageContaining("is not JSON");
  }
}
