-- Approved organisations, how their people register, sign in and leave.
alter table access.organisation
  add column kind text not null default 'other',
  -- Addresses under these may register; an organisation without any lets nobody register.
  add column email_domains text[] not null default '{}',
  -- The roles that its people may have: permissions follow organisation and role.
  add column roles text[] not null default '{}',
  add column closed_at timestamptz;

alter table access."user"
  add column job_title text,
  -- Approves, changes and closes the accounts of the same organisation.
  add column is_lead boolean not null default false,
  -- Made for a demonstration with invented data, with a password and a key that everybody knows.
  add column is_demo boolean not null default false,
  add column review_on date,
  add column last_active_on date,
  add column warned_on date,
  add column approved_by uuid references access."user" on delete set null,
  add column closed_at timestamptz,
  add column closed_because text;

create index user_organisation_idx on access."user" (organisation);

-- Sessions before this version had tokens that could be read here. They end.
delete from access."session";
alter table access."session"
  add column method text not null,
  add column last_seen_at timestamptz not null default now(),
  -- When its owner last showed who they are: at sign-in, or asked again before a grave action.
  add column confirmed_at timestamptz not null default now();
comment on column access."session".token is 'A digest of the token; the browser alone has the token.';

-- One authenticator app for each account. The key is encrypted with the portal's secret.
create table access.authenticator (
  user_id uuid primary key references access."user" on delete cascade,
  key text not null,
  -- Codes of this step and before it are spent.
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);

create table access.recovery_code (
  user_id uuid not null references access."user" on delete cascade,
  digest text not null,
  used_at timestamptz,
  primary key (user_id, digest)
);

create table access.passkey (
  credential_id text primary key,
  user_id uuid not null references access."user" on delete cascade,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_user_id_idx on access.passkey (user_id);

-- Signing in takes several pages: what is known between them. It is no session and opens nothing.
create table access.sign_in_step (
  token_digest text primary key,
  kind text not null,
  user_id uuid references access."user" on delete cascade,
  -- Encrypted with the portal's secret.
  content text not null,
  wrong_codes integer not null default 0,
  expires_at timestamptz not null
);

-- Somebody who asks for an account. There is no account before the organisation's lead has agreed.
create table access.registration (
  registration_id uuid primary key default gen_random_uuid(),
  organisation text not null references access.organisation,
  email text not null,
  name text not null,
  job_title text not null,
  state text not null check (state in ('unverified', 'waiting', 'approved', 'refused')),
  asked_at timestamptz not null default now(),
  verified_at timestamptz,
  decided_at timestamptz,
  decided_by uuid references access."user" on delete set null,
  reason text
);
create index registration_organisation_idx on access.registration (organisation, state);
create unique index registration_open_idx on access.registration (email) where state = 'waiting';

-- Links sent by mail: to verify an address, to choose a password. Each works once, for a time.
create table access.mailed_link (
  token_digest text primary key,
  purpose text not null check (purpose in ('verify-address', 'choose-password')),
  user_id uuid references access."user" on delete cascade,
  registration_id uuid references access.registration on delete cascade,
  expires_at timestamptz not null
);

-- Who accepted which version of the joint confidentiality agreement, and when.
create table access.agreement_acceptance (
  user_id uuid not null references access."user" on delete cascade,
  version text not null,
  accepted_at timestamptz not null default now(),
  primary key (user_id, version)
);

-- A form that was sent after its session had ended: kept encrypted until its owner is back.
create table access.kept_form (
  user_id uuid primary key references access."user" on delete cascade,
  content text not null,
  kept_at timestamptz not null default now()
);
