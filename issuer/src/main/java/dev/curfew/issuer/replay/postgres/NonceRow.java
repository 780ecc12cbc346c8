package dev.curfew.issuer.replay.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.issuer.replay.Nonce;
import dev.curfew.schemas.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// A nonce that may be used.
@Entity
@Immutable
@Table(schema = "issuer", name = "nonce")
class NonceRow {
  @Id
  @Column(name = "nonce_sha256")
  String nonceSha256;

  String repository;

  @Column(name = "job_id")
  long jobId;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "forget_at")
  Instant forgetAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills it
  protected NonceRow() {}

  NonceRow(Nonce nonce, String repository, long jobId) {
    nonceSha256 = Sha256.hex(nonce.value().getBytes(UTF_8));
    this.repository = repository;
    this.jobId = jobId;
    expiresAt = nonce.expiresAt();
    forgetAt = nonce.expiresAt();
  }
}
