-- What the issuer must remember of tokens. Rows go once `forget_at` has passed; no check relies on that.

-- Tokens that have been shown: each is good for one request, whichever instance it comes to.
create table token_use (
  token_sha256 varchar primary key,   -- of issuer and jti, which may be of any length
  forget_at timestamptz not null      -- when no verifier takes the token any more
);
create index token_use_old on token_use (forget_at);

-- Nonces that were given out and have not been used.
create table nonce (
  nonce_sha256 varchar primary key,
  repository varchar not null,
  job_id bigint not null,
  expires_at timestamptz not null,
  forget_at timestamptz not null
);
create index nonce_old on nonce (forget_at);
