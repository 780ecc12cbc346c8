package dev.curfew.issuer.policy;

/// The policy in force.
public interface CurrentPolicy {

  PolicySet get();
}
