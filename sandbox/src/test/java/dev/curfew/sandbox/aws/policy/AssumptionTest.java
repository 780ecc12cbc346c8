package dev.curfew.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssumptionTest {
  private static final String HOME = "111122223333";
  private static final String ABROAD = "444455556666";
  private static final String ROLE = "arn:aws:iam::111122223333:role/a";
  private static final String SESSION = "arn:aws:sts::111122223333:assumed-role/a/s";

  private static final Principal CALLER =
      new Principal(HOME, ROLE, "AROAEXAMPLEEXAMPLEEXA", Optional.of(SESSION));

  private static final String ALLOW = "Allow";
  private static final String NOTHING = "-";

  /// What the caller's own policies must say besides, by how the trust policy names the caller.
  @ParameterizedTest
  @CsvSource({
    // trusted name,                            role's account, identity, session policy, outcome
    "arn:aws:iam::111122223333:role/a,           home,   -,     none,  true",
    "AROAEXAMPLEEXAMPLEEXA,                      home,   -,     none,  true",
    "*,                                          home,   -,     none,  true",
    "arn:aws:iam::111122223333:role/a,           home,   -,     -,     false",
    "arn:aws:iam::111122223333:role/a,           home,   -,     Allow, true",
    "arn:aws:sts::111122223333:assumed-role/a/s, home,   -,     -,     true",
    "arn:aws:sts::111122223333:assumed-role/a/t, home,   Allow, none,  false",
    "111122223333,                               home,   -,     none,  false",
    "111122223333,                               home,   Allow, none,  true",
    "arn:aws:iam::111122223333:root,             home,   Allow, none,  true",
    "arn:aws:iam::111122223333:root,             home,   Allow, -,     false",
    "arn:aws:iam::111122223333:role/b,           home,   Allow, none,  false",
    "444455556666,                               home,   Allow, none,  false",
    "arn:aws:iam::111122223333:role/a,           abroad, -,     none,  false",
    "arn:aws:iam::111122223333:role/a,           abroad, Allow, none,  true",
    "arn:aws:iam::111122223333:role/a,           abroad, Allow, -,     false",
    "*,                                          abroad, -,     none,  false",
    "111122223333,                               abroad, Allow, none,  true",
    "arn:aws:sts::111122223333:assumed-role/a/s, abroad, -,     none,  false"
  })
  void trustAndTheCallersPoliciesTogetherDecide(
      String trusted, String where, String identity, String session, boolean expected) {
    List<PolicyLayer> layers = new ArrayList<>();
    layers.add(PolicyLayer.identity(saying(identity)));
    if (!session.equals("none")) {
      layers.add(new PolicyLayer(PolicyKind.SESSION, saying(session)));
    }

    Decision decision =
        Evaluation.decideAssumption(
            layers,
            trust(ALLOW, trusted),
            where.equals("home") ? HOME : ABROAD,
            CALLER,
            request("ext"));

    assertThat(decision.allowed()).isEqualTo(expected);
  }

  @Test
  void aDenyInTheTrustPolicyIsFinal() {
    NamedPolicy trust =
        trust(
            "{\"Sid\":\"out\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:*\"},"
                + trustStatement(ALLOW, ROLE, "{}"));

    assertThat(decide(trust, request("ext")))
        .isEqualTo(new Decision.ExplicitlyDenied(PolicyKind.TRUST, "trust", "out"));
  }

  @Test
  void theCallersOwnDenyIsFinalEvenWhereTheTrustPolicyWouldBeEnough() {
    Decision decision =
        Evaluation.decideAssumption(
            List.of(PolicyLayer.identity(saying("Deny"))),
            trust(ALLOW, ROLE),
            HOME,
            CALLER,
            request("ext"));

    assertThat(decision)
        .isEqualTo(new Decision.ExplicitlyDenied(PolicyKind.IDENTITY, "caller", "statement 1"));
  }

  @Test
  void aTrustConditionMustHold() {
    NamedPolicy trust =
        trust(trustStatement(ALLOW, ROLE, "{\"StringEquals\":{\"sts:ExternalId\":\"ext\"}}"));

    assertThat(decide(trust, request("ext")).allowed()).isTrue();
    assertThat(decide(trust, request("other")))
        .isEqualTo(new Decision.NotAllowed(PolicyKind.TRUST));
  }

  private static Decision decide(NamedPolicy trust, AccessRequest request) {
    return Evaluation.decideAssumption(
        List.of(PolicyLayer.identity(List.of())), trust, HOME, CALLER, request);
  }

  private static AccessRequest request(String externalId) {
    return new AccessRequest(
        "sts:AssumeRole",
        "arn:aws:iam::111122223333:role/target",
        RequestContext.builder().put("sts:ExternalId", externalId).build());
  }

  private static List<NamedPolicy> saying(String effect) {
    return effect.equals(NOTHING)
        ? List.of()
        : List.of(
            EvaluationTest.policy(
                "caller",
                EvaluationTest.statement(
                    effect, "\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"")));
  }

  private static NamedPolicy trust(String effect, String principal) {
    return trust(trustStatement(effect, principal, "{}"));
  }

  private static NamedPolicy trust(String statements) {
    try {
      return new NamedPolicy(
          "trust",
          PolicyDocument.trustPolicy(
              "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}".formatted(statements)));
    } catch (MalformedPolicyException e) {
      throw new AssertionError(e);
    }
  }

  private static String trustStatement(String effect, String principal, String condition) {
    return """
    {"Effect":"%s","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole","Condition":%s}\
    """
        .formatted(effect, principal, condition);
  }
}
