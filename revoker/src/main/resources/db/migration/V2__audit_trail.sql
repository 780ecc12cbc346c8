-- The audit trail: append-only, and chained so that a removed or edited row is found. What the chain cannot show by itself
-- is a tail cut off: compare audit_head() with a value kept elsewhere.

create table audit_entry (
  sequence bigint primary key,
  at timestamptz not null,
  kind varchar not null,
  event_id uuid,                  -- the event that caused it
  credential_id uuid,
  access_key_id varchar,
  user_id varchar,
  role_arn varchar,
  repository varchar,
  run_id bigint,
  run_attempt integer,
  job_id bigint,
  cause varchar,
  detected_at timestamptz,
  received_at timestamptz,
  decided_at timestamptz,
  applied_at timestamptz,
  effective_at timestamptz,
  detail varchar,
  hash bytea not null
);
create index audit_entry_by_credential on audit_entry (credential_id);
create index audit_entry_by_job on audit_entry (repository, run_id, job_id);
create index audit_entry_at on audit_entry (at);
-- Each revocation stands here exactly once, whatever is delivered twice or retried.
create unique index audit_entry_once on audit_entry (credential_id, kind)
  where kind in ('credential-issued', 'revocation-decided', 'revocation-applied', 'revocation-effective', 'collateral-denied');

-- SHA-256 over the predecessor's hash and this row's JSON. The time zone is pinned, or the JSON would depend on the session.
create function audit_hash(previous bytea, entry audit_entry) returns bytea
  language sql stable set timezone = 'UTC'
  return sha256(previous || convert_to((to_jsonb(entry) - 'hash')::text, 'UTF8'));

create function audit_chain() returns trigger language plpgsql as $$
declare
  last audit_entry;
begin
  -- One writer at a time, until its transaction ends: the chain has no forks.
  perform pg_advisory_xact_lock(hashtextextended('curfew.audit', 0));
  select * into last from audit_entry order by sequence desc limit 1;
  new.sequence := coalesce(last.sequence, 0) + 1;
  new.hash := ''::bytea;
  new.hash := audit_hash(coalesce(last.hash, ''::bytea), new);
  return new;
end $$;
create trigger audit_chain before insert on audit_entry for each row execute function audit_chain();

create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_append_only before update or delete on audit_entry for each row execute function audit_refuse();
create trigger audit_no_truncate before truncate on audit_entry for each statement execute function audit_refuse();

-- The first sequence number at which the chain is broken; null where it is whole.
create function audit_broken_at() returns bigint language sql stable as $$
  select min(sequence) from (
    select sequence,
           row_number() over (order by sequence) as position,
           hash,
           audit_hash(coalesce(lag(hash) over (order by sequence), ''::bytea), e) as expected
    from audit_entry e
  ) checked
  where hash <> expected or sequence <> position
$$;

-- What to keep elsewhere, so that a cut tail is found too.
create function audit_head(out sequence bigint, out hash text) language sql stable as $$
  select sequence, encode(hash, 'hex') from audit_entry order by sequence desc limit 1
$$;

-- One row for each revocation with all its times: what analysts and dashboards read.
create view revocation_times as
  select a.credential_id, a.access_key_id, a.user_id, a.role_arn, a.repository, a.run_id, a.run_attempt, a.job_id, a.cause,
         a.detected_at, a.received_at, a.decided_at, a.applied_at, e.effective_at
  from audit_entry a
  left join audit_entry e on e.credential_id = a.credential_id and e.kind = 'revocation-effective'
  where a.kind = 'revocation-applied';
