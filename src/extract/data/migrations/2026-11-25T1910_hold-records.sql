-- Records that nothing may erase while the hold lasts, neither their source nor retention: a court or
-- an inquiry may ask for them, or a recorded decision rests on them.
create table extract.hold (
  hold_id uuid primary key default gen_random_uuid(),
  feed text not null,
  person_key text not null,
  kind text not null check (kind in ('legal-hold', 'decision')),
  -- In plain words, without a name.
  reason text not null,
  placed_by text not null,
  placed_at timestamptz not null default clock_timestamp(),
  lifted_by text,
  lifted_at timestamptz,
  check ((lifted_by is null) = (lifted_at is null))
);
create unique index hold_in_force on extract.hold (feed, person_key, kind, reason) where lifted_at is null;

create view extract.hold_v1 as
select hold_id, feed, person_key, kind, reason, placed_by, placed_at
from extract.hold where lifted_at is null;

-- A source whose sharing agreement has ended: nothing of it is held or taken in any more.
alter table extract.feed add column ended_on date;

create or replace view extract.feed_freshness_v1 as
select f.feed, f.source_name, f.organisation, f.late_after_hours, l.extract_at as last_extract_at, f.ended_on
from extract.feed f
left join lateral (
  select extract_at from extract.load
  where feed = f.feed and state in ('loaded', 'unchanged') order by load_id desc limit 1
) l on true;
