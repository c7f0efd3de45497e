create schema retention;

-- What retention did, without anything of what was erased.
create table retention.act (
  act_id uuid primary key default gen_random_uuid(),
  -- Of extract, where the source asked for it by itself.
  erasure_id uuid unique,
  done_at timestamptz not null default clock_timestamp(),
  done_by text not null,
  feed text not null,
  cause text not null check (cause in ('gone', 'agreement-ended', 'source')),
  persons integer not null,
  records bigint not null,
  -- Persons whom a hold kept.
  spared integer not null,
  -- The words of the period or the agreement that asked for it.
  basis text not null
);

-- Landed files that are to go, and when they went: one that could not be removed is tried again.
create table retention.removed_file (
  feed text not null,
  load_id bigint not null primary key,
  file_name text not null,
  checksum text not null,
  reason text not null,
  asked_at timestamptz not null default clock_timestamp(),
  removed_at timestamptz
);
