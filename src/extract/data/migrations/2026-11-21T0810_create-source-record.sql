create schema extract;

-- A feed as its definition stood when last used; the file under feeds/ is the master.
create table extract.feed (
  feed text primary key,
  source_name text not null,
  organisation text not null,
  late_after_hours integer not null,
  -- The source vouches that one key is one person and is never given again.
  keys_vouched_unique boolean not null,
  -- 0 to 100 by attribute or record kind: which source wins where two differ; 50 where not given.
  trust jsonb not null,
  -- The fields that the feed gives, by record kind: what is not here the source does not ask for.
  gives jsonb not null
);

-- One attempt to load one extract (all files of one feed for one day). A refused load keeps its reason.
create table extract.load (
  load_id bigint generated always as identity primary key,
  feed text not null references extract.feed,
  file_name text not null,
  -- SHA-256 of the file as it came; null where it was refused before it could be landed.
  checksum text,
  bytes bigint,
  -- What the definition said of reading; the same bytes are read again when it says something else.
  definition_digest text not null,
  -- The moment that the source wrote the extract: the as-of time of all that is in it.
  extract_at timestamptz not null,
  state text not null check (state in ('loaded', 'unchanged', 'refused')),
  started_at timestamptz not null,
  finished_at timestamptz not null,
  rows_read bigint not null default 0,
  records_added bigint not null default 0,
  records_changed bigint not null default 0,
  records_ended bigint not null default 0,
  -- In plain words, with file, line and column; never a value of a row.
  refusal text,
  check (state = 'refused' or (checksum is not null and bytes is not null)),
  check ((state = 'refused') = (refusal is not null))
);
create index on extract.load (feed, load_id desc);

-- What arrived, in the words of the feed contract: a new version only where the source changed it,
-- never updated but for its end.
create table extract.source_record (
  record_id uuid primary key default gen_random_uuid(),
  feed text not null,
  kind text not null check (kind in ('person', 'address', 'relationship', 'involvement', 'indicator', 'event')),
  record_key text not null,
  person_key text not null,
  content jsonb not null,
  content_digest bytea not null,
  line integer not null,
  -- extract.load of the same feed. Not declared as references: one statement writes them, in the
  -- transaction that makes the load, and a check for each row took longer than the row itself.
  load_from bigint not null,
  load_to bigint
);
create unique index source_record_current on extract.source_record (feed, kind, record_key) where load_to is null;
create index source_record_person on extract.source_record (feed, person_key) where load_to is null;

-- What was wrong in a file, with the line and why: the rows that a load set aside, or the problems
-- for which it was refused.
create table extract.reject (
  reject_id uuid primary key default gen_random_uuid(),
  load_id bigint not null references extract.load,
  file_name text not null,
  line integer,
  column_name text,
  reason text not null
);
create index on extract.reject (load_id);

-- What later steps may read: the records in force, with the day their source wrote them.
create view extract.current_record_v1 as
select r.record_id, r.feed, r.kind, r.record_key, r.person_key, r.content,
       (l.extract_at at time zone 'Europe/London')::date as recorded_on
from extract.source_record r
join extract.load l on l.load_id = r.load_from
where r.load_to is null;

-- How fresh each feed is: the day of its last good extract.
create view extract.feed_freshness_v1 as
select f.feed, f.source_name, f.organisation, f.late_after_hours,
       max(l.extract_at) filter (where l.state in ('loaded', 'unchanged')) as last_extract_at
from extract.feed f
left join extract.load l on l.feed = f.feed
group by f.feed;

-- What each feed is: how far it is trusted for what, and what it gives at all.
create view extract.feed_v1 as
select feed, source_name, organisation, keys_vouched_unique, trust, gives
from extract.feed;
