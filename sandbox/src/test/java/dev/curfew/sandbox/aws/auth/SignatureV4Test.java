package dev.curfew.sandbox.aws.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.sandbox.aws.directory.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Vectors of AWS's Signature Version 4 test suite: `post-vanilla`, `post-header-key-sort`,
/// `post-x-www-form-urlencoded`.
class SignatureV4Test {
  private static final Secret KEY = new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  private static final CredentialScope SCOPE =
      new CredentialScope("20150830", "us-east-1", "service");
  private static final String DATE = "20150830T123600Z";

  @Test
  void signsAnEmptyPost() {
    assertThat(sign(Map.of(), "", List.of("host", "x-amz-date")))
        .isEqualTo("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  }

  @Test
  void signsFurtherHeaders() {
    assertThat(
            sign(
                Map.of("My-Header1", List.of("  value1 ")),
                "",
                List.of("host", "my-header1", "x-amz-date")))
        .isEqualTo("c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c");
  }

  @Test
  void signsAForm() {
    assertThat(
            sign(
                Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
                "Param1=value1",
                List.of("content-type", "host", "x-amz-date")))
        .isEqualTo("ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
  }

  private static String sign(
      Map<String, List<String>> more, String body, List<String> signedHeaders) {
    Map<String, List<String>> headers = new HashMap<>(more);
    headers.put("Host", List.of("example.amazonaws.com"));
    headers.put("X-Amz-Date", List.of(DATE));
    SignedRequest request = SignedRequest.of(headers, body.getBytes(StandardCharsets.UTF_8));
    return SignatureV4.sign(request, signedHeaders, DATE, SCOPE, KEY);
  }
}
