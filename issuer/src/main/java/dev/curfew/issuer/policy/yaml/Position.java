package dev.curfew.issuer.policy.yaml;

/// A place in the file.
///
/// @param line from 1
/// @param column in code points, from 1
record Position(int line, int column) {}
