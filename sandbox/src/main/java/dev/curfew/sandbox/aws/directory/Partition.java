package dev.curfew.sandbox.aws.directory;

import java.util.Arrays;
import java.util.Optional;

/// AWS's separate worlds. A call is in the partition of the region it is signed for.
public enum Partition {
  AWS("aws", "", "aws-global"),
  CHINA("aws-cn", "cn-", "aws-cn-global"),
  GOV_CLOUD("aws-us-gov", "us-gov-", "aws-us-gov-global");

  private final String id;
  private final String regionPrefix;

  /// What SDKs sign for where a service has no region and its endpoint is overridden.
  private final String pseudoRegion;

  Partition(String id, String regionPrefix, String pseudoRegion) {
    this.id = id;
    this.regionPrefix = regionPrefix;
    this.pseudoRegion = pseudoRegion;
  }

  public static Partition ofRegion(String region) {
    return Arrays.stream(values()).filter(p -> p.has(region)).findFirst().orElse(AWS);
  }

  private boolean has(String region) {
    return region.equals(pseudoRegion)
        || (!regionPrefix.isEmpty() && region.startsWith(regionPrefix));
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
