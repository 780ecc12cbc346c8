package dev.curfew.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final RequestContext CONTEXT =
      RequestContext.builder()
          .put("aws:userid", "AROAEXAMPLE:@7kq2abcd")
          .put("aws:PrincipalArn", "arn:aws:iam::111122223333:role/ci/deploy")
          .put("aws:PrincipalTag/Team", "Blue")
          .put("aws:TokenIssueTime", "2026-03-01T12:00:00Z")
          .put("aws:EpochTime", "1772366400")
          .putAll("aws:TagKeys", List.of("team", "cost"))
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Strings: case counts unless said otherwise; wildcards only in Like.
        "StringEquals              | aws:PrincipalTag/Team | 'Blue'       | true",
        "StringEquals              | aws:principaltag/team | 'Blue'       | true",
        "StringEquals              | aws:PrincipalTag/Team | 'blue'       | false",
        "StringEquals              | aws:PrincipalTag/Team | 'B*'         | false",
        "StringEquals              | aws:PrincipalTag/Team | 'Red,Blue'   | true",
        "StringNotEquals           | aws:PrincipalTag/Team | 'blue'       | true",
        "StringNotEquals           | aws:PrincipalTag/Team | 'Red,Blue'   | false",
        "StringEqualsIgnoreCase    | aws:PrincipalTag/Team | 'bLUE'       | true",
        "StringNotEqualsIgnoreCase | aws:PrincipalTag/Team | 'bLUE'       | false",
        "StringLike                | aws:userid            | '*:@7k*'     | true",
        "StringLike                | aws:userid            | '*:@7j*'     | false",
        "StringLike                | aws:userid            | '*:@6*,*:@7*' | true",
        "StringLike                | aws:PrincipalTag/Team | 'Blu?'       | true",
        "StringNotLike             | aws:userid            | '*:@7k*'     | false",
        "StringNotLike             | aws:userid            | '*:@7j*'     | true",
        // Dates: ISO-8601 with any offset, days, epoch seconds, on either side.
        "DateLessThan              | aws:TokenIssueTime | '2026-03-01T12:00:01Z'      | true",
        "DateLessThan              | aws:TokenIssueTime | '2026-03-01T12:00:00Z'      | false",
        "DateLessThanEquals        | aws:TokenIssueTime | '2026-03-01T12:00:00.000Z'  | true",
        "DateLessThan              | aws:TokenIssueTime | '2026-03-01T12:00:00-01:00' | true",
        "DateGreaterThan           | aws:TokenIssueTime | '2026-03-01'                | true",
        "DateGreaterThan           | aws:TokenIssueTime | '2026-03-01T12:00:00Z'      | false",
        "DateGreaterThanEquals     | aws:TokenIssueTime | '1772366400'                | true",
        "DateEquals                | aws:EpochTime      | '2026-03-01T12:00:00Z'      | true",
        "DateNotEquals             | aws:EpochTime      | '2026-03-01T12:00:00Z'      | false",
        "DateLessThan              | aws:userid         | '2026-03-01T12:00:01Z'      | false",
        // ARNs: a star does not reach over a colon.
        "ArnLike      | aws:PrincipalArn | 'arn:aws:iam::111122223333:role/*'         | true",
        "ArnLike      | aws:PrincipalArn | 'arn:*:iam::*:role/ci/deploy'              | true",
        "ArnLike      | aws:PrincipalArn | 'arn:aws:*:111122223333:role/ci/deploy:x'  | false",
        "ArnEquals    | aws:PrincipalArn | 'arn:aws:iam::*:role/ci/*'                 | true",
        "ArnNotLike   | aws:PrincipalArn | 'arn:aws:iam::111122223333:role/*'         | false",
        "ArnNotEquals | aws:PrincipalArn | 'arn:aws:iam::999999999999:role/*'         | true",
        "ArnLike      | aws:userid       | 'arn:aws:iam::*:role/*'                    | false",
        // Absent keys: positive operators fail, negated ones hold, IfExists holds.
        "StringEquals              | aws:SourceIdentity | 'alice'                     | false",
        "StringLike                | aws:SourceIdentity | '*'                         | false",
        "StringNotEquals           | aws:SourceIdentity | 'alice'                     | true",
        "StringNotLike             | aws:SourceIdentity | '*'                         | true",
        "StringEqualsIfExists      | aws:SourceIdentity | 'alice'                     | true",
        "StringEqualsIfExists      | aws:PrincipalTag/Team | 'Red'                    | false",
        "DateLessThan              | aws:CurrentTime    | '2099-01-01T00:00:00Z'      | false",
        "DateNotEquals             | aws:CurrentTime    | '2099-01-01T00:00:00Z'      | true",
        "DateLessThanIfExists      | aws:CurrentTime    | '1999-01-01T00:00:00Z'      | true",
        "ArnNotLike                | aws:SourceIdentity | 'arn:aws:iam::*:role/*'     | true",
        "Null                      | aws:SourceIdentity | 'true'                      | true",
        "Null                      | aws:SourceIdentity | 'false'                     | false",
        "Null                      | aws:userid         | 'true'                      | false",
        "Null                      | aws:userid         | 'false'                     | true",
        // Sets.
        "ForAllValues:StringEquals    | aws:TagKeys | 'team,cost,stage' | true",
        "ForAllValues:StringEquals    | aws:TagKeys | 'team'            | false",
        "ForAllValues:StringNotEquals | aws:TagKeys | 'stage'           | true",
        "ForAllValues:StringNotEquals | aws:TagKeys | 'team'            | false",
        "ForAnyValue:StringEquals     | aws:TagKeys | 'team'            | true",
        "ForAnyValue:StringEquals     | aws:TagKeys | 'stage'           | false",
        "ForAnyValue:StringNotEquals  | aws:TagKeys | 'team'            | true",
        "ForAnyValue:StringNotEquals  | aws:TagKeys | 'team,cost'       | false",
        "ForAnyValue:StringLike       | aws:TagKeys | 't*'              | true",
        "ForAllValues:StringEquals    | sts:TransitiveTagKeys | 'team'  | true",
        "ForAnyValue:StringEquals     | sts:TransitiveTagKeys | 'team'  | false",
        "ForAnyValue:StringNotEquals  | sts:TransitiveTagKeys | 'team'  | false",
        "ForAnyValue:StringEqualsIfExists | sts:TransitiveTagKeys | 'team' | true",
      })
  void holdsAsAwsSays(String operator, String key, String values, boolean expected)
      throws MalformedPolicyException {
    String json = "\"" + values.replace(",", "\",\"") + "\"";
    String condition = "{\"%s\":{\"%s\":[%s]}}".formatted(operator, key, json);

    assertThat(allows(condition)).isEqualTo(expected);
  }

  @Test
  void allKeysOfAllOperatorsMustHold() throws MalformedPolicyException {
    String both =
        """
        {"StringLike": {"aws:userid": "*:@7k*", "aws:PrincipalTag/Team": "%s"},
         "DateLessThan": {"aws:TokenIssueTime": "%s"}}\
        """;

    assertThat(allows(both.formatted("Blue", "2027-01-01"))).isTrue();
    assertThat(allows(both.formatted("Red", "2027-01-01"))).isFalse();
    assertThat(allows(both.formatted("Blue", "2025-01-01"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:SourceIp", "aws:PrincipalTag/", "s3:prefix", "aws:TokenIssueTim"})
  void aKeyTheStandInDoesNotKnowIsNeverAnAnswer(String key) {
    String failsAnyway =
        "{\"StringEquals\":{\"aws:userid\":\"nobody\"},\"StringNotEquals\":{\"%s\":\"x\"}}"
            .formatted(key);

    assertThatThrownBy(() -> allows(failsAnyway))
        .isInstanceOf(NotEmulatedException.class)
        .hasMessage("not emulated: condition key %s in statement 1 of policy p", key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IpAddress", "NumericLessThanIfExists", "ForAnyValue:Bool"})
  void anOperatorTheStandInDoesNotHaveIsNeverAnAnswer(String operator) {
    assertThatThrownBy(() -> allows("{\"%s\":{\"aws:userid\":\"1\"}}".formatted(operator)))
        .isInstanceOf(NotEmulatedException.class)
        .hasMessage("not emulated: condition operator %s on aws:userid in statement 1", operator);
  }

  @Test
  void aKeyOfManyValuesWantsASetOperator() {
    assertThatThrownBy(() -> allows("{\"StringEquals\":{\"aws:TagKeys\":\"team\"}}"))
        .isInstanceOf(NotEmulatedException.class);
  }

  private static boolean allows(String condition) throws MalformedPolicyException {
    PolicyDocument document =
        PolicyDocument.identityPolicy(
            """
            {"Version": "2012-10-17", "Statement":
              {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": %s}}\
            """
                .formatted(condition));
    AccessRequest request = new AccessRequest("iam:GetRole", "*", CONTEXT);
    return document.statements().getFirst().matches(request, "p");
  }
}
