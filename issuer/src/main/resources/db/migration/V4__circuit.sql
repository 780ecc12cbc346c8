-- Roles whose denies the revoker cannot write, by its last word.
create table revocation_trouble (
  role_arn varchar primary key,       -- without its path, as the revoker says it
  account varchar not null,
  failing_since timestamptz,          -- null: it works again
  role_alone boolean not null,        -- whether it is the role's fault: it is gone, not ours to change, or full
  told_at timestamptz not null,       -- words that are read again after later ones change nothing
  forget_at timestamptz not null
);
create index revocation_trouble_account on revocation_trouble (account) where failing_since is not null;
create index revocation_trouble_old on revocation_trouble (forget_at);
