package dev.curfew.local.bench.revoke;

import dev.curfew.local.stack.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The audit trail by SQL.
///
/// @param whole as `audit_broken_at()` says
/// @param applied entries that say that a revocation stands in IAM
/// @param credentials of these entries; fewer where one stands twice
record AuditTrail(boolean whole, long entries, long applied, long credentials) {

  static AuditTrail of(Database database) {
    String sql =
        """
        select audit_broken_at() is null,
               count(*),
               count(*) filter (where kind = 'revocation-applied'),
               count(distinct credential_id) filter (where kind = 'revocation-applied')
        from audit_entry\
        """;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new AuditTrail(row.getBoolean(1), row.getLong(2), row.getLong(3), row.getLong(4));
    } catch (SQLException e) {
      throw new IllegalStateException("the audit trail cannot be read", e);
    }
  }
}
