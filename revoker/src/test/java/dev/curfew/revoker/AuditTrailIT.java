package dev.curfew.revoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.curfew.schemas.event.CredentialIssued;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The trail is append-only, and who gets round that is found out.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@SuppressWarnings("NullAway.Init") // injected
class AuditTrailIT {
  SurroundingsResource surroundings;
  Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
    for (int i = 0; i < 3; i++) {
      CredentialIssued credential = stage.issue(stage.role(), Stage.job());
      await().until(() -> stage.auditKinds(credential).contains("credential-issued"));
    }
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set repository = 'somebody/else'",
        "delete from audit_entry",
        "truncate audit_entry"
      })
  void refusesChanges(String change) {
    assertThatThrownBy(() -> stage.sql(change)).hasMessageContaining("append-only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set repository = 'somebody/else' where sequence = 2",
        "update audit_entry set at = at + interval '1 second' where sequence = 2",
        "delete from audit_entry where sequence = 2",
        "delete from audit_entry where sequence = 1",
        "update audit_entry set sequence = -sequence where sequence = 2",
      })
  void findsWhatAnAdministratorChanged(String change) throws Exception {
    assertThat(stage.sql("select audit_broken_at()").getFirst().getFirst()).isNull();

    try (Connection connection = stage.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("alter table audit_entry disable trigger user");
      statement.execute(change);

      var broken = statement.executeQuery("select audit_broken_at()");

      broken.next();
      assertThat(broken.getObject(1)).isNotNull();
      connection.rollback();
    }
  }

  @Test
  void theHashDependsOnNoSessionSetting() {
    assertThat(
            stage.sql(
                "select audit_broken_at() from (select set_config('TimeZone', 'Asia/Kathmandu', false)) s"))
        .first()
        .satisfies(row -> assertThat(row.getFirst()).isNull());
  }
}
