-- Who may give a credential back: whoever has its release token.
create table release_right (
  credential_id uuid primary key,
  token_sha256 varchar not null,
  repository_id bigint not null,
  repository varchar not null,
  run_id bigint not null,
  run_attempt integer not null,
  job_id bigint not null,
  released_at timestamptz,            -- when that was published
  forget_at timestamptz not null
);
create index release_right_old on release_right (forget_at);
