package dev.curfew.sandbox.aws.policy;

/// Somebody wants to do this to that.
///
/// @param action as AWS spells it, such as `iam:GetRole`
/// @param resource an ARN, or `*` for actions that have no resource
public record AccessRequest(String action, String resource, RequestContext context) {}
