package dev.curfew.revoker.ledger;

import java.time.Duration;

/// What is left to do.
///
/// @param dirty roles whose policy is not what the ledger says, the blocked ones included
/// @param blocked roles in a terminal state
/// @param oldest since when the oldest dirty role that is not blocked has waited; zero where none
///   does
public record Backlog(int dirty, int blocked, Duration oldest) {}
