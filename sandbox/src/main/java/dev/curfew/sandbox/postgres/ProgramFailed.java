package dev.curfew.sandbox.postgres;

/// One of PostgreSQL's programs ended with an error; the message is what it printed.
final class ProgramFailed extends RuntimeException {
  ProgramFailed(String program, int status, String output) {
    super("%s ended with status %d: %s".formatted(program, status, output));
  }
}
