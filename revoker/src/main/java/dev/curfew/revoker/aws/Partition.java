package dev.curfew.revoker.aws;

import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/// The partitions whose roles can be written. IAM has one control plane in each.
public enum Partition {
  AWS("aws", "aws-global", "us-east-1"),
  AWS_CN("aws-cn", "aws-cn-global", "cn-north-1"),
  AWS_US_GOV("aws-us-gov", "aws-us-gov-global", "us-gov-west-1");

  private final String id;
  private final String iam;
  private final String home;

  Partition(String id, String iam, String home) {
    this.id = id;
    this.iam = iam;
    this.home = home;
  }

  /// By the second part of an ARN.
  static Optional<Partition> ofId(String id) {
    return Arrays.stream(values()).filter(p -> p.id.equals(id)).findFirst();
  }

  /// The region to sign IAM's calls for.
  Region iam() {
    return Region.of(iam);
  }

  /// The region to call STS in: the one given, or where that is of another partition, this one's
  /// oldest.
  Region sts(Region configured) {
    return configured.metadata() != null && configured.metadata().partition().id().equals(id)
        ? configured
        : Region.of(home);
  }

  /// As ARNs spell it.
  @Override
  public String toString() {
    return id;
  }
}
