package dev.curfew.issuer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.sandbox.aws.policy.AccessRequest;
import dev.curfew.sandbox.aws.policy.Decision;
import dev.curfew.sandbox.aws.policy.Evaluation;
import dev.curfew.sandbox.aws.policy.MalformedPolicyException;
import dev.curfew.sandbox.aws.policy.NamedPolicy;
import dev.curfew.sandbox.aws.policy.PolicyDocument;
import dev.curfew.sandbox.aws.policy.PolicyLayer;
import dev.curfew.sandbox.aws.policy.RequestContext;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the statements deny to a session that may do all, by the evaluator of the sandbox.
class LeashTest {
  private static final Instant END = Instant.parse("2026-11-23T10:30:40Z");

  /// All that STS gives to whoever calls it with credentials (Service Authorization Reference, «AWS
  /// Security Token Service»).
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AssumeRole",
        "AssumeRoot",
        "GetDelegatedAccessToken",
        "GetFederationToken",
        "GetServiceBearerToken",
        "GetSessionToken",
        "GetWebIdentityToken",
      })
  void nothingThatWouldOutliveItIsHadFromSts(String action) throws Exception {
    assertThat(decision("sts:" + action, END.minusSeconds(60)))
        .isInstanceOf(Decision.ExplicitlyDenied.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3:PutObject", "sts:DecodeAuthorizationMessage", "ecr:GetAuthorizationToken"})
  void untilItsEndItMayDoTheRest(String action) throws Exception {
    assertThat(decision(action, END.minusSeconds(1)).allowed()).isTrue();
    assertThat(decision(action, END)).isInstanceOf(Decision.ExplicitlyDenied.class);
  }

  @Test
  void whatItTakesOfAPolicyIsWhatIsLeftToNoRole() {
    assertThat(Leash.statements(END).length() + 1 + Leash.LARGEST_OF_ROLE)
        .isEqualTo(Leash.LARGEST_POLICY);
  }

  private static Decision decision(String action, Instant now) throws MalformedPolicyException {
    RequestContext context =
        RequestContext.builder().put("aws:CurrentTime", now.toString()).build();
    return Evaluation.decide(
        List.of(
            PolicyLayer.identity(List.of(policy(allowing()))),
            PolicyLayer.session(policy(allowing() + "," + Leash.statements(END)))),
        new AccessRequest(action, "*", context));
  }

  private static NamedPolicy policy(String statements) throws MalformedPolicyException {
    return new NamedPolicy(
        "policy",
        PolicyDocument.identityPolicy(
            "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}"));
  }

  private static String allowing() {
    return "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";
  }
}
