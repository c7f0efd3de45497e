-- Sharing agreements as rules: the only thing that opens data. A change is a new version; none is ever
-- changed or removed, so that what opened something on a day can be told later.
create table access.sharing_agreement (
  agreement text not null,
  version integer not null,
  -- As src/access/rules/sharing-agreement.ts has it.
  content jsonb not null,
  changed_at timestamptz not null default clock_timestamp(),
  -- Null where a file was loaded.
  changed_by uuid references access."user" (id) on delete set null,
  reason text not null,
  primary key (agreement, version)
);

-- Why somebody looks at a child: said once a day, and again where it changes. The last counts.
create table access.said_purpose (
  said_purpose_id bigint generated always as identity primary key,
  account uuid not null references access."user" (id) on delete cascade,
  reference text not null,
  said_on date not null,
  purpose text not null,
  said_at timestamptz not null default clock_timestamp()
);
create index said_purpose_of on access.said_purpose (account, reference, said_on);

-- What a purpose can rest on: a concern that came in, a strategy discussion, a section 47 enquiry.
create table access.concern (
  concern_id uuid primary key default gen_random_uuid(),
  reference text not null,
  kind text not null check (kind in ('concern', 'discussion', 'enquiry')),
  organisations text[] not null,
  reason text not null,
  opened_at timestamptz not null default clock_timestamp(),
  opened_by uuid not null references access."user" (id) on delete restrict,
  closed_at timestamptz,
  closed_by uuid references access."user" (id) on delete restrict,
  closed_because text,
  check ((closed_at is null) = (closed_because is null))
);
create index concern_of on access.concern (reference);

-- What a child or parent said when they were asked; the last counts.
create table access.consent (
  consent_id bigint generated always as identity primary key,
  reference text not null,
  state text not null check (state in ('asked', 'given', 'refused', 'withdrawn')),
  said_by text not null check (said_by in ('child', 'parent', 'carer')),
  said_on date not null,
  note text not null default '',
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by uuid not null references access."user" (id) on delete restrict,
  organisation text not null
);
create index consent_of on access.consent (reference);

-- Decisions not to share, each with its reason (Children Act 2004, section 16LA).
create table access.decision_not_to_share (
  decision_id bigint generated always as identity primary key,
  reference text not null,
  what text not null,
  asked_by text not null,
  reason text not null,
  decided_at timestamptz not null default clock_timestamp(),
  decided_by uuid not null references access."user" (id) on delete restrict,
  organisation text not null
);
create index decision_not_to_share_of on access.decision_not_to_share (reference);

-- The reader's grants, as the application sets them within its transaction. Where none are set
-- nothing is open.
create function access.reader_grants() returns text[] language sql stable parallel safe as $$
  select coalesce(string_to_array(nullif(current_setting('kith.grants', true), ''), ','), '{}')
$$;

-- Those that are open about some people only: [{keys, bornFrom, bornTo, areas}].
create function access.reader_limited_grants() returns jsonb language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('kith.limited_grants', true), '')::jsonb, '[]')
$$;
