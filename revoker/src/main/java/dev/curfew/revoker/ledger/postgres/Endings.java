package dev.curfew.revoker.ledger.postgres;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Which endings fall upon which credentials. New credentials are looked up under all known
/// endings, and new endings upon all known credentials: whichever came first, they meet.
final class Endings {
  private static final String FALLS_UPON =
      """
      select c.credential_id, c.role_arn, e.cause, e.event_id, e.detected_at, e.received_at, e.decided_at
      from credential c join ending e on e.repository_id = c.repository_id and e.run_id = c.run_id
        and ((e.job_id = c.job_id and (e.steps is null or c.step = any(e.steps))) or e.up_to_attempt >= c.run_attempt or e.credential_id = c.credential_id)
      """;

  private Endings() {}

  /// Decides for each credential by the first ending that it falls under. One that is dead already
  /// stays dead for its first cause; one that has expired needs nothing.
  static Uni<List<Decided>> decide(
      StatelessSession session,
      Collection<UUID> newCredentials,
      Collection<UUID> newEndings,
      Instant now) {
    return session
        .createNativeQuery(
            """
            insert into revocation (credential_id, role_arn, cause, cause_event_id, detected_at, received_at, decided_at)
            select distinct on (f.credential_id)
              f.credential_id, f.role_arn, f.cause, f.event_id, f.detected_at, f.received_at, :now
            from (
              %1$s where c.credential_id = any(cast(:credentials as uuid[])) and c.expires_at > :alive
              union all
              %1$s where e.event_id = any(cast(:endings as uuid[])) and c.expires_at > :alive
            ) as f
            where not exists (select 1 from revocation r where r.credential_id = f.credential_id)
            order by f.credential_id, f.decided_at, f.event_id
            on conflict (credential_id) do nothing
            returning credential_id, role_arn
            """
                .formatted(FALLS_UPON),
            Object[].class)
        .setParameter("now", now)
        .setParameter("alive", Expiry.aliveAfter(now))
        .setParameter("credentials", Ids.array(newCredentials))
        .setParameter("endings", Ids.array(newEndings))
        .getResultList()
        .map(rows -> rows.stream().map(Decided::of).toList());
  }
}
