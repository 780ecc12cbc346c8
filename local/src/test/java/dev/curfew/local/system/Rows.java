package dev.curfew.local.system;

import dev.curfew.local.job.JobCredentials;
import dev.curfew.local.stack.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The database as somebody with `psql` sees it.
record Rows(Database database) {

  long auditEntries(JobCredentials credentials, String kind) {
    return Long.parseLong(
        texts(
                "select count(*) from audit_entry where kind = '%s' and access_key_id = '%s'"
                    .formatted(kind, credentials.accessKeyId()))
            .getFirst());
  }

  /// Of all entries of a kind, their credentials.
  List<String> credentialsOf(String kind) {
    return texts("select credential_id from audit_entry where kind = '%s'".formatted(kind));
  }

  List<String> accessKeysOf(String kind) {
    return texts("select access_key_id from audit_entry where kind = '%s'".formatted(kind));
  }

  boolean knowsEndOf(long jobId) {
    return !texts("select job_id from ending where job_id = " + jobId).isEmpty();
  }

  boolean issuerKnowsEndOf(long jobId) {
    return !texts("select job_id from issuer.ended_job where job_id = " + jobId).isEmpty();
  }

  boolean auditChainIsWhole() {
    return texts("select coalesce(audit_broken_at()::text, 'whole')").equals(List.of("whole"));
  }

  /// Every row of every table, as text.
  List<String> dump() {
    List<String> rows = new ArrayList<>();
    for (String table :
        texts(
            "select format('%I.%I', schemaname, tablename) from pg_tables"
                + " where schemaname in ('public', 'issuer')")) {
      rows.addAll(texts("select t::text from " + table + " t"));
    }
    return rows;
  }

  /// The first column.
  private List<String> texts(String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException("query failed: " + sql, e);
    }
  }
}
