package dev.curfew.revoker.ledger.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// How far a partition of `curfew.credentials` has been read.
@Entity
@Immutable
@Table(name = "read_mark")
class ReadMarkRow {
  @Id int partition;

  @Column(name = "read_up_to")
  Instant readUpTo;

  @SuppressWarnings("NullAway.Init") // Hibernate fills it
  protected ReadMarkRow() {}
}
