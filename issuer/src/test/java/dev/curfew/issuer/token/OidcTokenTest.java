package dev.curfew.issuer.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OidcTokenTest {
  /// FIPS 180-2, appendix B.1.
  private static final String SHA_256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void printsItsFingerprint() {
    OidcToken token = new OidcToken("abc");

    assertThat(token.sha256()).isEqualTo(SHA_256_OF_ABC);
    assertThat(token).hasToString("OidcToken[sha256=" + SHA_256_OF_ABC + "]");
  }
}
