package dev.curfew.sandbox.aws.directory;

import java.security.SecureRandom;

/// Fresh identifiers and secrets in AWS's forms:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>.
public final class Identifiers {
  private static final String ID = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String SECRET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Identifiers() {}

  static String userId() {
    return "AIDA" + random(ID, 17);
  }

  static String roleId() {
    return "AROA" + random(ID, 17);
  }

  static String policyId() {
    return "ANPA" + random(ID, 17);
  }

  static String longTermAccessKeyId() {
    return "AKIA" + random(ID, 16);
  }

  public static String sessionAccessKeyId() {
    return "ASIA" + random(ID, 16);
  }

  public static Secret secretKey() {
    return new Secret(random(SECRET, 40));
  }

  public static Secret sessionToken() {
    return new Secret("IQoJb3JpZ2luX2Vj" + random(SECRET, 200));
  }

  /// The alphabet's length is a power of two, so that all its characters are as likely.
  private static String random(String alphabet, int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    StringBuilder text = new StringBuilder(length);
    for (byte each : bytes) {
      text.append(alphabet.charAt(each & (alphabet.length() - 1)));
    }
    return text.toString();
  }
}
