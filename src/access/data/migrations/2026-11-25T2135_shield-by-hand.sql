-- Shields that people raise, beside those that sources bring: who is restricted, how far, why, and when
-- it is looked at again. A row is never removed; one that is lifted says by whom and why.
create table access.shield (
  shield_id uuid primary key default gen_random_uuid(),
  -- The person as they were called when it was raised; the store knows whom that binds today.
  reference text not null,
  -- record: nobody is shown the person. whereabouts: nobody is shown where they are.
  scope text not null check (scope in ('record', 'whereabouts')),
  -- Mother, brothers and sisters, and own children, have their whereabouts masked too.
  covers_family boolean not null,
  ground text not null,
  reason text not null,
  review_on date not null,
  raised_by uuid not null references access."user",
  raised_at timestamptz not null default clock_timestamp(),
  -- The last run when it was raised: records that leave the person after it stay shielded.
  raised_run bigint not null,
  lifted_by uuid references access."user",
  lifted_at timestamptz,
  lifted_because text,
  check (scope = 'record' or covers_family),
  check ((lifted_at is null) = (lifted_by is null)),
  check ((lifted_at is null) = (lifted_because is null))
);
create index shield_in_force on access.shield (reference) where lifted_at is null;

-- Who may pass the shield of one person: by name, for a time, with a reason. A grant is of the person as
-- they are: joined to another, they must be granted again.
create table access.shield_grant (
  grant_id uuid primary key default gen_random_uuid(),
  reference text not null,
  person_id uuid not null,
  account uuid not null references access."user",
  kind text not null check (kind in ('named', 'break-glass')),
  opens_whereabouts boolean not null,
  reason text not null,
  granted_by uuid not null references access."user",
  granted_at timestamptz not null default clock_timestamp(),
  until_at timestamptz not null,
  ended_by uuid references access."user",
  ended_at timestamptz,
  check (until_at > granted_at),
  check ((ended_at is null) = (ended_by is null))
);
create index shield_grant_account on access.shield_grant (account, person_id) where ended_at is null;

create view access.grant_in_force_v1 as
select grant_id, reference, person_id, account, kind, opens_whereabouts, until_at
from access.shield_grant
where ended_at is null and until_at > now();

-- Each time that somebody broke the glass, or asked to. Nobody's reference where no restricted record
-- was found: that is not told to whoever asked before a second person has agreed, where one must.
create table access.broken_glass (
  glass_id uuid primary key default gen_random_uuid(),
  asked_by uuid not null references access."user",
  asked_at timestamptz not null default clock_timestamp(),
  ground text not null,
  reason text not null,
  wants_whereabouts boolean not null,
  reference text,
  person_id uuid,
  state text not null check (state in ('waiting', 'agreed', 'refused')),
  decided_by uuid references access."user",
  decided_at timestamptz,
  until_at timestamptz,
  grant_id uuid references access.shield_grant,
  reviewed_by uuid references access."user",
  reviewed_at timestamptz,
  outcome text check (outcome in ('justified', 'not-justified')),
  note text,
  -- Nobody is their own second person, and nobody reviews what they did.
  check (decided_by is null or decided_by <> asked_by),
  check (reviewed_by is null or reviewed_by <> asked_by),
  check ((reviewed_at is null) = (outcome is null))
);
create index broken_glass_open on access.broken_glass (asked_at) where reviewed_at is null;

-- Who asks, as the transaction was told: undefined outside of pages, where nobody passes a shield.
create function access.reader_account() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('kith.account', true), '')::uuid
$$;

-- Whether the reader looks after restricted records, and so passes every shield.
create function access.passes_shields() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('kith.passes_shields', true), '') = 'on'
$$;
