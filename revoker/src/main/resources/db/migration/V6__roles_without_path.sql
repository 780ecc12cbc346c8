-- IAM knows a role by account and name. In role_arn stands the ARN without its path, so that one role is one row wherever it
-- is kept, and in assumed_arn what the issuer said.
create function role_identity(arn varchar) returns varchar language sql immutable
  return regexp_replace(arn, ':role/.*/', ':role/');

alter table credential add column assumed_arn varchar;
update credential set assumed_arn = role_arn, role_arn = role_identity(role_arn);
alter table credential alter column assumed_arn set not null;
update revocation set role_arn = role_identity(role_arn) where role_arn <> role_identity(role_arn);
update revocation_order set scope_value = role_identity(scope_value) where scope = 'role';
-- Written anew from the credentials at their next look.
delete from role_guard where role_arn <> role_identity(role_arn);

create or replace function scope_holds(scope varchar, value varchar, c credential) returns boolean language sql immutable
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
    when 'role' then c.role_arn = role_identity(value)
    when 'account' then split_part(c.role_arn, ':', 5) = value
    when 'all' then true
    else false
  end;
