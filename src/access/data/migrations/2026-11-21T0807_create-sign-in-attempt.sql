-- Recent tries to sign in, to slow down guessing by account and by address. The account is kept as
-- a keyed digest of what was typed, so that the table holds nobody's e-mail address.
create table access.sign_in_attempt (
  sign_in_attempt_id bigint generated always as identity primary key,
  account_digest text not null,
  address text not null,
  at timestamptz not null default clock_timestamp()
);

create index sign_in_attempt_account_idx on access.sign_in_attempt (account_digest, at);
create index sign_in_attempt_address_idx on access.sign_in_attempt (address, at);
