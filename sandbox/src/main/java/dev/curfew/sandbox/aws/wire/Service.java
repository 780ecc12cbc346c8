package dev.curfew.sandbox.aws.wire;

import java.util.Arrays;
import java.util.Optional;

/// The services behind the one endpoint, told apart by the version of the API that a call names.
public enum Service {
  STS("sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/"),
  IAM("iam", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/");

  private final String signingName;
  private final String version;
  private final String namespace;

  Service(String signingName, String version, String namespace) {
    this.signingName = signingName;
    this.version = version;
    this.namespace = namespace;
  }

  public static Optional<Service> ofVersion(String version) {
    return Arrays.stream(values()).filter(s -> s.version.equals(version)).findFirst();
  }

  /// What signatures are scoped to, and what its actions are prefixed with.
  public String signingName() {
    return signingName;
  }

  String namespace() {
    return namespace;
  }
}
