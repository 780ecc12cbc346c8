package dev.curfew.sandbox.aws.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.sandbox.aws.directory.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature that a `POST /` must have:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.
///
/// Written out here because the SDK's signer is no verifier: it signs headers of its own choice
/// (`x-amz-content-sha256` always), where other clients sign what they like.
final class SignatureV4 {
  private static final HexFormat HEX = HexFormat.of();

  private SignatureV4() {}

  /// @param date of the request, `yyyyMMdd'T'HHmmss'Z'`
  static String sign(
      SignedRequest request,
      List<String> signedHeaders,
      String date,
      CredentialScope scope,
      Secret secretKey) {
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            date,
            scope.toString(),
            sha256(canonical(request, signedHeaders).getBytes(UTF_8)));
    byte[] key = ("AWS4" + secretKey.value()).getBytes(UTF_8);
    for (String part : List.of(scope.date(), scope.region(), scope.service(), "aws4_request")) {
      key = hmac(key, part);
    }
    return HEX.formatHex(hmac(key, toSign));
  }

  private static String canonical(SignedRequest request, List<String> signedHeaders) {
    String headers =
        signedHeaders.stream()
            .map(name -> name + ":" + canonicalValue(request, name) + "\n")
            .collect(Collectors.joining());
    String names = String.join(";", signedHeaders);
    return String.join("\n", "POST", "/", "", headers, names, request.payloadHash());
  }

  private static String canonicalValue(SignedRequest request, String header) {
    return request.headers().getOrDefault(header, List.of()).stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  static String sha256(byte[] bytes) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
