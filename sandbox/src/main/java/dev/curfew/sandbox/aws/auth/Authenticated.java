package dev.curfew.sandbox.aws.auth;

import dev.curfew.sandbox.aws.directory.Caller;
import dev.curfew.sandbox.aws.directory.Partition;

/// A caller whose signature was verified, and what the signature is good for.
public record Authenticated(Caller caller, CredentialScope scope) {

  public Partition partition() {
    return Partition.ofRegion(scope.region());
  }

  public String arn() {
    return caller.arn(partition());
  }
}
