create schema cleanse;

-- Something wrong in a source's own record: opened by the run that finds it, closed by the run whose
-- extract shows the repair. Holds the record's key and no value of it: the steward looks it up at home.
create table cleanse.exception (
  exception_id uuid primary key default gen_random_uuid(),
  rule text not null,
  feed text not null,
  record_kind text not null,
  record_key text not null,
  person_key text not null,
  -- What is wrong, in words, without personal data.
  detail text not null,
  row_digest uuid not null,
  run_from bigint not null references platform.run,
  run_to bigint references platform.run
);
create unique index exception_open on cleanse.exception (row_digest) where run_to is null;
create index exception_list on cleanse.exception (feed, rule) where run_to is null;
