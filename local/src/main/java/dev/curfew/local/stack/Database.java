package dev.curfew.local.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Curfew's database, as its clients are told of it. Prints without the password.
public record Database(String jdbcUrl, String reactiveUrl, String username, String password) {

  /// A new connection, which is the caller's to close.
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, username, password);
  }

  @Override
  public String toString() {
    return "Database[" + jdbcUrl + ", " + username + "]";
  }
}
