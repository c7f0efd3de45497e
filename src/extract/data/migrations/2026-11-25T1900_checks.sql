-- What a file was found to hold, for comparison with the next one: counts and column names only.
alter table extract.load add column header text[];
alter table extract.load add column coverage jsonb;
-- A past load that this one took again, why, and who decided it.
alter table extract.load add column replay_of bigint references extract.load;
alter table extract.load add column replay_reason text;
alter table extract.load add column replay_by text;
alter table extract.load add check ((replay_of is null) = (replay_reason is null));

-- What each check of a file found, before it was taken or refused.
create table extract.check_result (
  load_id bigint not null references extract.load,
  place integer not null,
  check_name text not null,
  level text not null check (level in ('passed', 'warning', 'stop', 'let-through')),
  message text not null,
  primary key (load_id, place)
);

-- Files that a check stopped and a person let through, by their bytes.
create table extract.let_through (
  feed text not null references extract.feed,
  checksum text not null,
  reason text not null,
  let_by text not null,
  let_at timestamptz not null default clock_timestamp(),
  primary key (feed, checksum)
);

-- When the next extract is expected: in words, how often, and by when on that day in London.
alter table extract.feed add column sent text not null default '';
alter table extract.feed add column every text not null default 'day'
  check (every in ('day', 'weekday', 'week', 'month', 'term'));
alter table extract.feed add column due_by text not null default '00:00';

-- What is in force is what was loaded last: after a replay that may be older than what came before.
create or replace view extract.feed_freshness_v1 as
select f.feed, f.source_name, f.organisation, f.late_after_hours, l.extract_at as last_extract_at
from extract.feed f
left join lateral (
  select extract_at from extract.load
  where feed = f.feed and state in ('loaded', 'unchanged') order by load_id desc limit 1
) l on true;

-- Each attempt to load an extract, with what it did.
create or replace view extract.load_v1 as
select load_id, feed, file_name, checksum, bytes, extract_at, state, started_at, finished_at,
       rows_read, records_added, records_changed, records_ended, refusal,
       extract, records_erased, coverage, replay_of, replay_reason, replay_by
from extract.load;

create view extract.check_result_v1 as
select load_id, place, check_name, level, message from extract.check_result;
