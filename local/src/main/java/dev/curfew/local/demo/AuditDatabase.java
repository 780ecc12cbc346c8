package dev.curfew.local.demo;

import dev.curfew.local.stack.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/// The audit trail as an analyst reads it: over SQL.
final class AuditDatabase {
  private final Database database;

  AuditDatabase(Database database) {
    this.database = database;
  }

  /// The revocation of a credential, once its effect is measured.
  Optional<RevocationRow> revocation(String accessKeyId) {
    return query(
        """
        select cause, detected_at, received_at, decided_at, applied_at, effective_at
        from revocation_times
        where access_key_id = ? and effective_at is not null\
        """,
        row -> row.next() ? Optional.of(revocation(row)) : Optional.empty(),
        accessKeyId);
  }

  /// How many revocations of this credential stand in the trail, whatever their effect.
  long revocations(String accessKeyId) {
    return query(
        "select count(*) from audit_entry where kind = 'revocation-decided' and access_key_id = ?",
        AuditDatabase::number,
        accessKeyId);
  }

  long entries() {
    return query("select count(*) from audit_entry", AuditDatabase::number);
  }

  /// The first entry that was edited, or before which one was removed; empty where the chain is
  /// whole.
  OptionalLong brokenAt() {
    return query(
        "select audit_broken_at()",
        row -> {
          row.next();
          long sequence = row.getLong(1);
          return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(sequence);
        });
  }

  private static RevocationRow revocation(ResultSet row) throws SQLException {
    return new RevocationRow(
        row.getString("cause"),
        instant(row, "detected_at"),
        instant(row, "received_at"),
        instant(row, "decided_at"),
        instant(row, "applied_at"),
        instant(row, "effective_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static long number(ResultSet row) throws SQLException {
    row.next();
    return row.getLong(1);
  }

  private <T> T query(String sql, Reading<T> reading, String... parameters) {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return reading.read(rows);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the audit database cannot be asked: " + e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }
}
