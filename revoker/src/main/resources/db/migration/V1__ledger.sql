-- What is known of credentials and of what ended them. A role's deny policy is a pure function of these tables.

-- Events already applied: «at least once» becomes «applied once», in the transaction of the effect.
create table inbox (
  event_id uuid primary key,
  applied_at timestamptz not null
);

create table credential (
  credential_id uuid primary key,
  access_key_id varchar not null unique,
  user_id varchar not null,          -- aws:userid: ROLEID:session-name
  role_arn varchar not null,
  issued_at timestamptz not null, -- AWS's clock, whole seconds
  expires_at timestamptz not null,
  repository_id bigint not null,
  repository varchar not null,
  run_id bigint not null,
  run_attempt integer not null,
  job_id bigint not null,
  commit_sha varchar not null,
  ref varchar not null,
  workflow varchar not null,
  environment varchar,
  actor varchar not null,
  event_name varchar not null,
  token_sha256 varchar not null,
  recorded_at timestamptz not null,
  check (expires_at between issued_at and issued_at + interval '12 hours')
);
create index credential_by_run on credential (repository_id, run_id);
create index credential_by_role on credential (role_arn, expires_at);

-- Latches: once here, what it names has ended, whatever arrives later. Exactly one of the three scopes.
create table ending (
  event_id uuid primary key,
  cause varchar not null,
  repository_id bigint not null,
  run_id bigint not null,
  job_id bigint,                  -- this job
  up_to_attempt integer,          -- every job of the run up to this attempt
  credential_id uuid,             -- this credential, released
  detected_at timestamptz not null,
  received_at timestamptz not null,
  decided_at timestamptz not null,
  check (num_nonnulls(job_id, up_to_attempt, credential_id) = 1)
);
create index ending_by_run on ending (repository_id, run_id);

-- Credentials that must be dead. One row for each, for its first cause.
create table revocation (
  credential_id uuid primary key references credential,
  role_arn varchar not null,
  cause varchar not null,
  cause_event_id uuid not null,
  detected_at timestamptz not null,
  received_at timestamptz not null,
  decided_at timestamptz not null,
  applied_at timestamptz,         -- IAM's answer
  effective_at timestamptz        -- a probe was denied
);
create index revocation_pending on revocation (role_arn) where applied_at is null;

-- Roles whose policy may differ from what the tables say. Dirty while wanted <> applied.
create table role_guard (
  role_arn varchar primary key,
  wanted bigint not null,
  applied bigint not null default 0,
  attempts integer not null default 0,
  last_error varchar,
  not_before timestamptz not null default '-infinity',
  revisit_at timestamptz          -- when the last session it denies has expired
);
create index role_guard_dirty on role_guard (not_before) where wanted <> applied;
create index role_guard_revisit on role_guard (revisit_at) where revisit_at is not null;

-- Events that must leave because the database changed.
create table outbox (
  position bigint generated always as identity primary key,
  event_id uuid not null unique,
  event_type varchar not null,
  occurred_at timestamptz not null,
  data varchar not null
);
