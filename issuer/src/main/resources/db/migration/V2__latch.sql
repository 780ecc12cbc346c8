-- What the topics told: jobs that have ended, and orders' quarantines. All of it can be read from Kafka again.

-- The offset after the last record that is in the tables below, written in the same transaction.
create table read_position (
  topic varchar not null,
  partition integer not null,
  next_offset bigint not null,
  primary key (topic, partition)
);

-- Latches: nothing is issued to these.
create table ended_job (
  repository_id bigint not null,
  run_id bigint not null,
  job_id bigint not null,
  forget_at timestamptz not null,
  primary key (repository_id, run_id, job_id)
);
create index ended_job_old on ended_job (forget_at);

create table ended_run (
  repository_id bigint not null,
  run_id bigint not null,
  up_to_attempt integer not null,     -- every job of the run up to this attempt
  forget_at timestamptz not null,
  primary key (repository_id, run_id)
);
create index ended_run_old on ended_run (forget_at);

-- Orders that refuse what is yet to be issued. A lift may be read before its order, and then stands alone.
create table quarantine (
  order_id uuid primary key,
  selector varchar,                   -- the scope's kind and value, as issuances are looked up by
  quarantined_until timestamptz,
  lifted_at timestamptz,
  forget_at timestamptz not null
);
-- Those that hold are few, whatever they select by.
create index quarantine_open on quarantine (quarantined_until);
create index quarantine_old on quarantine (forget_at);
