package dev.curfew.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentParserTest {
  private static final String V = "'Version':'2012-10-17',";
  private static final String S = "'Effect':'Allow','Action':'s3:*','Resource':'*'";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{" + V + "'Statement':{" + S + "}}",
        "{'Statement':[{" + S + "}]}",
        "{" + V + "'Id':'x','Statement':[{'Sid':'A1'," + S + "},{'Sid':'B'," + S + "}]}",
        "{" + V + "'Statement':{" + S + ",'Condition':{'Null':{'aws:TokenIssueTime':true}}}}",
        "{"
            + V
            + "'Statement':{"
            + S
            + ",'Condition':{'DateEquals':{'aws:EpochTime':1772366400}}}}",
        "{'Version':'2008-10-17','Statement':{'Effect':'Deny','NotAction':'iam:*',"
            + "'NotResource':'arn:aws:s3:::${aws:username}'}}",
      })
  void acceptsWhatIamAccepts(String json) {
    assertThatCode(() -> PolicyDocument.identityPolicy(json.replace('\'', '"')))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | invalid Json",
        "{'Statement':{" + S + "}} x | invalid Json",
        "{'Statement':{" + S + ",'Effect':'Deny'}} | invalid Json",
        "[] | Syntax errors",
        "{'Version':'2012-10-18','Statement':{" + S + "}} | valid version",
        "{" + V + "'Statements':{" + S + "}} | Unknown field Statements",
        "{" + V + "'Statement':[]} | Statement",
        "{'Version':'2012-10-17'} | Statement",
        "{'Statement':{'Effect':'allow','Action':'s3:*','Resource':'*'}} | Effect",
        "{'Statement':{'Effect':'Allow','Resource':'*'}} | must contain actions",
        "{'Statement':{'Effect':'Allow','Action':[],'Resource':'*'}} | must contain actions",
        "{'Statement':{'Effect':'Allow','Action':'s3:*','NotAction':'x:*','Resource':'*'}} | Both",
        "{'Statement':{'Effect':'Allow','Action':'getobject','Resource':'*'}} | by a vendor",
        "{'Statement':{'Effect':'Allow','Action':'s3:*'}} | must contain resources",
        "{'Statement':{'Effect':'Allow','Action':'s3:*','Resource':'bucket'}} | ARN format",
        "{'Statement':{" + S + ",'NotResource':'*'}} | Both Resource",
        "{'Statement':{" + S + ",'Principal':'*'}} | not specify a principal",
        "{'Statement':{'Sid':'a-b'," + S + "}} | alpha-numeric",
        "{'Statement':[{'Sid':'a'," + S + "},{'Sid':'a'," + S + "}]} | must be unique",
        "{'Statement':{" + S + ",'Condition':[]}} | Condition",
        "{'Statement':{" + S + ",'Condition':{'StringIs':{'aws:userid':'x'}}}} | type : StringIs",
        "{'Statement':{" + S + ",'Condition':{'stringlike':{'aws:userid':'x'}}}} | Condition type",
        "{'Statement':{" + S + ",'Condition':{'NullIfExists':{'aws:userid':true}}}} | type",
        "{'Statement':{" + S + ",'Condition':{'Null':{'aws:userid':'yes'}}}} | Invalid value",
        "{'Statement':{" + S + ",'Condition':{'StringLike':{'userid':'x'}}}} | by a vendor",
        "{'Statement':{" + S + ",'Condition':{'StringLike':{'aws:userid':[]}}}} | No value",
        "{'Statement':{"
            + S
            + ",'Condition':{'DateLessThan':{'aws:CurrentTime':'2026-*'}}}} | 2026-*",
        "{'Statement':{" + S + ",'Condition':{'DateLessThan':{'aws:CurrentTime':'noon'}}}} | noon",
        "{'Statement':{" + S + ",'Condition':{'ArnLike':{'aws:PrincipalArn':'role/x'}}}} | role/x",
      })
  void refusesWhatIamRefusesWithTheReason(String json, String reason) {
    assertThatThrownBy(() -> PolicyDocument.identityPolicy(json.replace('\'', '"')))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Action':'sts:AssumeRole' | Principal",
        "'Principal':{},'Action':'sts:AssumeRole' | Principal",
        "'Principal':{'Role':'*'},'Action':'sts:AssumeRole' | Role",
        "'Principal':{'AWS':'arn:aws:iam::1:root'},'Action':'sts:AssumeRole' | Invalid principal",
        "'Principal':{'AWS':'arn:aws:iam::*:root'},'Action':'sts:AssumeRole' | Invalid principal",
        "'Principal':'*','Action':'s3:*' | STS AssumeRole",
        "'Principal':'*','Action':'sts:AssumeRole','Resource':'*' | prohibited field Resource",
      })
  void refusesTrustPoliciesThatIamRefuses(String statement, String reason) {
    String json = "{'Statement':{'Effect':'Allow',%s}}".formatted(statement).replace('\'', '"');

    assertThatThrownBy(() -> PolicyDocument.trustPolicy(json))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesPolicyVariablesLoudly() {
    String json =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",
          "Resource":"arn:aws:s3:::b/${aws:userid}"}}\
        """;

    assertThatThrownBy(() -> PolicyDocument.identityPolicy(json))
        .isInstanceOf(NotEmulatedException.class)
        .hasMessage("not emulated: policy variable in \"arn:aws:s3:::b/${aws:userid}\"");
  }

  @Test
  void whiteSpaceDoesNotCount() throws MalformedPolicyException {
    String dense = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    String airy = dense.replace(":", " : \n\t").replace(",", " ,\r\n");

    assertThat(PolicyDocument.identityPolicy(airy).size()).isEqualTo(dense.length());
  }
}
