-- Sealing reads the head of the trail once for all that it moves. A trigger read it for each row, by a plan made when the trail
-- was empty, and that took most of the database's time. The trigger guarded nothing: it chained what
-- anybody inserted. Who may insert here can add an entry that never happened; that is a matter of privileges.
drop trigger audit_chain on audit_entry;
drop function audit_chain();

-- Moves the oldest into the trail, each at most once of what may stand there only once. Answers how many left the queue.
create or replace function audit_seal(most integer) returns bigint language plpgsql
  -- Both reads follow an index, whatever the statistics of a table say that was empty a minute ago.
  set enable_seqscan = off
as $$
declare
  entry audit_entry;
  head audit_entry;
  moved bigint := 0;
begin
  -- One sealer at a time, until its transaction ends: the chain has no forks.
  perform pg_advisory_xact_lock(hashtextextended('curfew.audit', 0));
  select * into head from audit_entry order by sequence desc limit 1;
  for entry in
    with taken as (
      delete from audit_queue where position in (select position from audit_queue order by position limit most)
      returning *
    )
    select 0, at, kind, event_id, credential_id, access_key_id, user_id, role_arn, repository, run_id, run_attempt, job_id,
      cause, detected_at, received_at, decided_at, applied_at, effective_at, detail, ''::bytea
    from taken order by position
  loop
    moved := moved + 1;
    entry.sequence := coalesce(head.sequence, 0) + 1;
    entry.hash := audit_hash(coalesce(head.hash, ''::bytea), entry);
    insert into audit_entry values (entry.*) on conflict do nothing;
    if found then
      head := entry;
    end if;
  end loop;
  return moved;
end $$;
