package dev.curfew.sandbox.aws.policy;

/// A policy and what it is called where it is attached.
public record NamedPolicy(String name, PolicyDocument document) {}
