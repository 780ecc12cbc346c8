package dev.curfew.sandbox.aws;

/// A user's long-term access key. Prints without its secret.
public record AccessKey(String accessKeyId, String secretAccessKey) {

  @Override
  public String toString() {
    return "AccessKey[accessKeyId=%s]".formatted(accessKeyId);
  }
}
