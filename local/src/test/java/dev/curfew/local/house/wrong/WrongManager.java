package dev.curfew.local.house.wrong;

/// Breaks house rules, so that they are seen to find it: its name, and a package without a
/// package-info.
public final class WrongManager {}
