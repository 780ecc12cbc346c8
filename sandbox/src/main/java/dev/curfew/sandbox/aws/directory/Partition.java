package dev.curfew.sandbox.aws.directory;

import java.util.Arrays;
import java.util.Optional;

/// AWS's separate worlds. A call is in the partition of the region it is signed for.
public enum Partition {
  AWS("aws", ""),
  CHINA("aws-cn", "cn-"),
  GOV_CLOUD("aws-us-gov", "us-gov-");

  private final String id;
  private final String regionPrefix;

  Partition(String id, String regionPrefix) {
    this.id = id;
    this.regionPrefix = regionPrefix;
  }

  public static Partition ofRegion(String region) {
    return Arrays.stream(values())
        .filter(p -> !p.regionPrefix.isEmpty() && region.startsWith(p.regionPrefix))
        .findFirst()
        .orElse(AWS);
  }

  static Optional<Partition> ofId(String id) {
    return Arrays.stream(values()).filter(p -> p.id.equals(id)).findFirst();
  }

  /// The second part of its ARNs.
  @Override
  public String toString() {
    return id;
  }
}
