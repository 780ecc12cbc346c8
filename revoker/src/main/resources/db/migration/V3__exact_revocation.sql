-- What exact denies, orders, convergence and sweeps need to know.

alter table credential
  add column event_id uuid,          -- the issuance event
  add column runner varchar,
  add column dead boolean not null default false,  -- has a row in revocation: told here too, since planning reads it for thousands
  add column hit_at timestamptz,      -- when it was denied besides, though alive
  add column overdue_at timestamptz,  -- when it was reported as overdue
  add column closed_at timestamptz;  -- when it was seen to have expired: nothing is to be done about it any more
create index credential_open on credential (expires_at) where closed_at is null;

alter table role_guard
  add column urgent boolean not null default false,       -- a person waits for the next write
  add column dirty_since timestamptz,                     -- the oldest decision that is not applied; null while clean
  add column blocked varchar,                             -- the terminal state: why no write can succeed until somebody mends it
  add column deny_before timestamptz,                     -- role-wide orders: everything issued before this is denied, whoever issued it
  add column others_inline integer not null default 0,    -- characters of the role's inline policies that are not ours
  add column others_managed integer not null default 0,   -- managed policies attached to the role that are not ours
  add column inline_fingerprint varchar,                  -- SHA-256 of what we put; null where there should be nothing
  add column managed_fingerprints varchar[] not null default '{}',
  add column verify_at timestamptz;                       -- when to compare what stands on the role with what we put
create index role_guard_verify on role_guard (verify_at) where verify_at is not null;

-- The time up to which every issuance event of a partition of curfew.credentials is in table credential. The least over
-- all partitions is the horizon.
create table read_mark (
  partition integer primary key,
  read_up_to timestamptz not null
);

-- What people ordered. A row stays, so that sessions which surface later and match it die too.
create table revocation_order (
  order_id uuid primary key,
  event_id uuid not null unique,
  scope varchar not null,
  scope_value varchar,
  issued_before timestamptz,
  quarantine_until timestamptz,
  reason varchar not null,
  person varchar not null,
  ordered_at timestamptz not null,
  received_at timestamptz not null,
  decided_at timestamptz not null,
  catches_before timestamptz not null  -- a session that surfaces later dies if it was issued before this, or in quarantine
);

-- A table of its own: a lift may be read before its order.
create table order_lift (
  order_id uuid primary key,
  event_id uuid not null unique,
  reason varchar not null,
  person varchar not null,
  lifted_at timestamptz not null
);

-- The credentials that an order found, those included that were dead already.
create table order_hit (
  order_id uuid not null references revocation_order,
  credential_id uuid not null references credential,
  found_at timestamptz not null default now(),
  primary key (order_id, credential_id)
);
create index order_hit_by_credential on order_hit (credential_id);

-- Whether a credential is of the kind that an order names. GitHub's names do not differ by case.
create function scope_holds(scope varchar, value varchar, c credential) returns boolean language sql immutable
  return case scope
    when 'credential' then c.credential_id::text = lower(value)
    when 'access-key' then c.access_key_id = value
    when 'job' then c.job_id::text = value
    when 'run' then c.run_id::text = value
    when 'repository' then lower(c.repository) = lower(value)
    when 'organisation' then lower(split_part(c.repository, '/', 1)) = lower(value)
    when 'commit' then lower(c.commit_sha) = lower(value)
    when 'ref' then c.ref = value
    when 'workflow' then value in (c.workflow, split_part(c.workflow, '@', 1))
    when 'environment' then lower(c.environment) = lower(value)
    when 'actor' then lower(c.actor) = lower(value)
    when 'runner' then c.runner = value
    when 'role' then c.role_arn = value
    when 'account' then split_part(c.role_arn, ':', 5) = value
    when 'all' then true
    else false
  end;

drop index audit_entry_once;
create unique index audit_entry_once on audit_entry (credential_id, kind)
  where kind in ('credential-issued', 'credential-expired', 'credential-overdue', 'revocation-decided', 'revocation-applied',
                 'revocation-effective', 'collateral-denied');

-- Entries on their way into the audit trail, written in the transaction of what they tell of. Only whoever moves them needs the
-- trail's lock: transactions that each held it to their end would wait for each other.
create table audit_queue (like audit_entry);
alter table audit_queue drop column sequence, drop column hash,
  add column position bigint generated always as identity primary key;

-- Moves the oldest into the trail, each at most once of what may stand there only once. Answers how many left the queue.
create function audit_seal(most integer) returns bigint language sql as $$
  with moved as (
    delete from audit_queue where position in (select position from audit_queue order by position limit most)
    returning *
  ), sealed as (
    insert into audit_entry (at, kind, event_id, credential_id, access_key_id, user_id, role_arn, repository, run_id, run_attempt,
      job_id, cause, detected_at, received_at, decided_at, applied_at, effective_at, detail)
    select at, kind, event_id, credential_id, access_key_id, user_id, role_arn, repository, run_id, run_attempt,
      job_id, cause, detected_at, received_at, decided_at, applied_at, effective_at, detail
    from moved order by position
    on conflict do nothing
  )
  select count(*) from moved
$$;
