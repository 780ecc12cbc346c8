package dev.curfew.revoker.deny;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {
  private static final String JSON =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Condition":{"Bool":{"b":true,"a":[1,2]}}}]}\
      """;

  @Test
  void thePrintOfADocumentDoesNotDependOnSpaceOrTheOrderOfKeys() {
    String reserialised =
        """
        { "Statement" : [ {
            "Condition" : { "Bool" : { "a" : [ 1, 2 ], "b" : true } },
            "Effect" : "\\u0044eny" } ],
          "Version" : "2012-10-17" }
        """;

    assertThat(new PolicyDocument(reserialised).fingerprint())
        .isEqualTo(new PolicyDocument(JSON).fingerprint())
        .matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Condition":{"Bool":{"b":true,"a":[2,1]}}}]}\
        """,
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Condition":{"Bool":{"b":"true","a":[1,2]}}}]}\
        """,
        """
        {"Version":"2012-10-17","Statement":[]}\
        """
      })
  void whatSaysSomethingElseHasAnotherPrint(String other) {
    assertThat(new PolicyDocument(other).fingerprint())
        .isNotEqualTo(new PolicyDocument(JSON).fingerprint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{}{}", "nul", "{\"a\":1,\"a\":2}", "{\"a\":1e999999999}"})
  void whatIsNoDocumentHasAPrintOfItsOwn(String text) {
    assertThat(new PolicyDocument(text).fingerprint())
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(new PolicyDocument("{\"a\":2}").fingerprint());
  }

  @Test
  void depthDoesNotBreakIt() {
    assertThat(new PolicyDocument("[".repeat(100_000)).fingerprint()).matches("[0-9a-f]{64}");
  }
}
