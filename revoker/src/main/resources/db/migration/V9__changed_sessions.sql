-- Which transaction recorded a session, and which that it must die: whoever has seen a role's sessions once reads on from there.
alter table credential add column recorded_in bigint not null default cast(cast(pg_current_xact_id() as varchar) as bigint);
alter table revocation add column recorded_in bigint not null default cast(cast(pg_current_xact_id() as varchar) as bigint);
create index credential_by_transaction on credential (role_arn, recorded_in);
create index revocation_by_transaction on revocation (role_arn, recorded_in);
