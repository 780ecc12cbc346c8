package dev.curfew.issuer.policy.yaml;

/// A place in the file.
///
/// @param line from 1
/// @param column in code points, from 1
record Position(int line, int column) {
  /// Of a character of the file.
  ///
  /// @param index in code points, from 0
  static Position of(int[] file, int index) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < index; i++) {
      if (file[i] == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new Position(line, column);
  }
}
