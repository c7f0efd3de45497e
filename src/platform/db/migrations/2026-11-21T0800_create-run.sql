-- A run of the pipeline. What it derives carries its number as run_from, and the number of the run
-- that replaced it as run_to.
create table platform.run (
  run_id bigint generated always as identity primary key,
  command text not null,
  host text not null,
  process_id integer not null,
  state text not null default 'running' check (state in ('running', 'done', 'failed', 'abandoned')),
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  summary jsonb
);

create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch;
create extension if not exists unaccent;
