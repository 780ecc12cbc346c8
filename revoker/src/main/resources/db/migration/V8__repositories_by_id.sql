-- A repository keeps its id whatever it is called.
create or replace function scope_holds(scope varchar, value varchar, c credential) returns boolean language sql immutable
  return case scope
    when 'credential' then c.credential_id::text = lower(value)
    when 'access-key' then c.access_key_id = value
    when 'job' then c.job_id::text = value
    when 'run' then c.run_id::text = value
    when 'repository' then lower(c.repository) = lower(value)
    when 'repository-id' then c.repository_id::text = value
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
