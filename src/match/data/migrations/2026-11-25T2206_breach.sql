-- What follows when records that had stood under one reference turn out to be of two children: somebody
-- may have seen one child's facts as another's. UK GDPR, articles 33 and 34.
create table match.breach (
  breach_id uuid primary key default gen_random_uuid(),
  -- Under which reference the wrong picture was shown, and which now has the records that did not belong.
  person_id uuid not null references match.person,
  other_person uuid not null references match.person,
  run_id bigint not null references platform.run,
  because text not null check (because in ('matching', 'decision', 'undone')),
  records integer not null,
  wrong_since timestamptz not null,
  opened_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null,
  risk text check (risk in ('unlikely', 'risk', 'high')),
  decision text check (decision in ('not-reported', 'reported', 'reported-and-told')),
  reasons text,
  decided_by uuid,
  decided_at timestamptz,
  check ((decided_at is null) = (decision is null))
);
create index breach_open on match.breach (due_at) where decided_at is null;

-- Whether readers have been told of what became of a reference; a run that broke off is made up for.
alter table match.reference_event add column followed_at timestamptz;
update match.reference_event set followed_at = now();
create index reference_event_open on match.reference_event (run_id) where followed_at is null;

-- Who was shown the wrong picture, out of the access log, and when they were told.
create table match.breach_reader (
  breach_id uuid not null references match.breach on delete cascade,
  account uuid not null,
  organisation text,
  events text[] not null,
  looks integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  told_at timestamptz,
  primary key (breach_id, account)
);

-- Whom Kith told that a record which they had looked at has since gained a fact of risk.
create table match.risk_notice (
  run_id bigint not null references platform.run,
  reference text not null,
  account uuid not null,
  kinds text[] not null,
  told_at timestamptz not null default clock_timestamp(),
  primary key (run_id, reference, account)
);
