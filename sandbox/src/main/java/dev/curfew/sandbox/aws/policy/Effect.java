package dev.curfew.sandbox.aws.policy;

enum Effect {
  ALLOW,
  DENY
}
