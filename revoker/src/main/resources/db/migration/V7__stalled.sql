-- Since when it is published that a role's deny waits for IAM; null while it does not.
alter table role_guard add column stalled_at timestamptz;
