package dev.curfew.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.sandbox.aws.policy.Decision.Allowed;
import dev.curfew.sandbox.aws.policy.Decision.ExplicitlyDenied;
import dev.curfew.sandbox.aws.policy.Decision.NotAllowed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
  private static final String ALLOW_ALL = statement("Allow", "\"Action\":\"*\",\"Resource\":\"*\"");
  private static final String DENY_ALL = statement("Deny", "\"Action\":\"*\",\"Resource\":\"*\"");

  @Test
  void whatNobodyAllowsIsNotAllowed() {
    assertThat(decide(identity(statement("Allow", actions("s3:*")))))
        .isEqualTo(new NotAllowed(PolicyKind.IDENTITY));
    assertThat(decide(PolicyLayer.identity(List.of())))
        .isEqualTo(new NotAllowed(PolicyKind.IDENTITY));
  }

  @Test
  void aDenyBeatsEveryAllowWhereverItStands() {
    assertThat(decide(identity(ALLOW_ALL))).isEqualTo(new Allowed());
    assertThat(decide(identity(ALLOW_ALL, DENY_ALL))).isEqualTo(denied(PolicyKind.IDENTITY, "p1"));
    assertThat(decide(identity(DENY_ALL, ALLOW_ALL))).isEqualTo(denied(PolicyKind.IDENTITY, "p0"));
    assertThat(decide(identity(ALLOW_ALL), session(DENY_ALL)))
        .isEqualTo(denied(PolicyKind.SESSION, "session"));
    assertThat(decide(identity(DENY_ALL), session(ALLOW_ALL)))
        .isEqualTo(denied(PolicyKind.IDENTITY, "p0"));
  }

  @Test
  void aSessionPolicyCanOnlyNarrow() {
    PolicyLayer s3 = identity(statement("Allow", actions("s3:*")));

    assertThat(decide(s3, session(ALLOW_ALL))).isEqualTo(new NotAllowed(PolicyKind.IDENTITY));
    assertThat(decide(identity(ALLOW_ALL), session(statement("Allow", actions("s3:*")))))
        .isEqualTo(new NotAllowed(PolicyKind.SESSION));
    assertThat(decide(identity(ALLOW_ALL), session(statement("Allow", actions("iam:Get*")))))
        .isEqualTo(new Allowed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Action':'iam:getrole','Resource':'*'                                     | true",
        "'Action':['s3:*','iam:Get???e'],'Resource':'*'                            | true",
        "'Action':'*:*','Resource':'*'                                             | true",
        "'Action':'iam:Get','Resource':'*'                                         | false",
        "'NotAction':'iam:GetRole','Resource':'*'                                  | false",
        "'NotAction':['s3:*','sts:*'],'Resource':'*'                               | true",
        "'Action':'*','Resource':'arn:aws:iam::111122223333:role/ci/*'             | true",
        "'Action':'*','Resource':'arn:aws:iam::111122223333:role/CI/*'             | false",
        "'Action':'*','Resource':['arn:aws:s3:::b/*','arn:aws:iam::*:role/ci/d*']  | true",
        "'Action':'*','NotResource':'arn:aws:iam::*:role/ci/*'                     | false",
        "'Action':'*','NotResource':'arn:aws:iam::*:role/prod/*'                   | true",
      })
  void aStatementCoversActionsAndResources(String scope, boolean expected) {
    String json = statement("Allow", scope.replace('\'', '"'));

    assertThat(decide(identity(json)).allowed()).isEqualTo(expected);
  }

  /// The leash: a session policy that allows all and denies all from a moment on.
  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:59Z, true",
    "2026-03-01T12:01:00Z, false",
    "2026-03-01T12:01:01Z, false"
  })
  void aLeashEndsASessionAtItsMoment(String now, boolean allowed) {
    PolicyLayer leash =
        PolicyLayer.session(
            policy(
                "session",
                ALLOW_ALL
                    + ","
                    + statement(
                        "Deny",
                        """
                        "Action":"*","Resource":"*","Condition":
                          {"DateGreaterThanEquals":{"aws:CurrentTime":"2026-03-01T12:01:00Z"}}\
                        """)));
    RequestContext context = RequestContext.builder().put("aws:CurrentTime", now).build();

    Decision decision = Evaluation.decide(List.of(identity(ALLOW_ALL), leash), request(context));

    assertThat(decision.allowed()).isEqualTo(allowed);
  }

  /// Curfew's deny: a name pattern that holds only for sessions issued before the horizon.
  @ParameterizedTest
  @CsvSource({
    "AROA1:@7kq2abcd,   2026-03-01T11:59:59Z, false",
    "AROA1:@7kq2abcd,   2026-03-01T12:00:00Z, true",
    "AROA1:@7jq2abcd,   2026-03-01T11:59:59Z, true",
    "AROA1:gha-foreign, 2026-03-01T11:59:59Z, true"
  })
  void denyBeforeDateHitsOldSessionsOfThePrefixOnly(String userId, String issued, boolean alive) {
    PolicyLayer policies =
        identity(
            ALLOW_ALL,
            statement(
                "Deny",
                """
                "Action":"*","Resource":"*","Condition":{
                  "StringLike":{"aws:userid":["*:@7k*"]},
                  "DateLessThan":{"aws:TokenIssueTime":"2026-03-01T12:00:00Z"}}\
                """));
    RequestContext context =
        RequestContext.builder()
            .put("aws:userid", userId)
            .put("aws:TokenIssueTime", issued)
            .build();

    Decision decision = Evaluation.decide(List.of(policies), request(context));

    assertThat(decision.allowed()).isEqualTo(alive);
  }

  @Test
  void theReasonIsWordedAsAwsWordsIt() {
    assertThat(denied(PolicyKind.IDENTITY, "p").reason("iam:GetRole"))
        .isEqualTo("with an explicit deny in an identity-based policy");
    assertThat(new NotAllowed(PolicyKind.SESSION).reason("iam:GetRole"))
        .isEqualTo("because no session policy allows the iam:GetRole action");
  }

  private static Decision decide(PolicyLayer... layers) {
    return Evaluation.decide(List.of(layers), request(RequestContext.builder().build()));
  }

  private static AccessRequest request(RequestContext context) {
    return new AccessRequest("iam:GetRole", "arn:aws:iam::111122223333:role/ci/deploy", context);
  }

  private static Decision denied(PolicyKind by, String policy) {
    return new ExplicitlyDenied(by, policy, "statement 1");
  }

  private static PolicyLayer identity(String... documents) {
    return PolicyLayer.identity(
        IntStream.range(0, documents.length).mapToObj(i -> policy("p" + i, documents[i])).toList());
  }

  private static PolicyLayer session(String statements) {
    return PolicyLayer.session(policy("session", statements));
  }

  static NamedPolicy policy(String name, String statements) {
    try {
      return new NamedPolicy(
          name,
          PolicyDocument.identityPolicy(
              "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}".formatted(statements)));
    } catch (MalformedPolicyException e) {
      throw new AssertionError(e);
    }
  }

  static String statement(String effect, String rest) {
    return "{\"Effect\":\"%s\",%s}".formatted(effect, rest);
  }

  private static String actions(String pattern) {
    return "\"Action\":\"%s\",\"Resource\":\"*\"".formatted(pattern);
  }
}
