-- The sources that no longer hold the person and have not said why, as the portal had it: {feed, sinceOn}.
alter table store.person add column gone jsonb not null default '[]';

-- Each derived row says which source record of which person it comes from, so that a changed record
-- rebuilds its people alone, and an erased one is erased here.
alter table store.value add column person_key text not null default '';
alter table store.value alter column person_key drop default;
alter table store.item add column person_key text not null default '';
alter table store.item alter column person_key drop default;
alter table store.item add column record_key text not null default '';
alter table store.item alter column record_key drop default;
-- Whom a relationship leads to, where the source gives that person's key.
alter table store.item add column other_person_id uuid;
-- Which house an address is: the postcode and the numbers in it. Null where it can't be told.
alter table store.item add column place text;
alter table store.search_entry add column feed text not null default '';
alter table store.search_entry alter column feed drop default;
alter table store.search_entry add column person_key text not null default '';
alter table store.search_entry alter column person_key drop default;
update store.value v set person_key = r.person_key
from extract.record_version_v1 r where r.record_id = v.record_id;
update store.item i set person_key = r.person_key, record_key = r.record_key
from extract.record_version_v1 r where r.record_id = i.record_id;

create index value_source on store.value (feed, person_key);
create index item_source on store.item (feed, person_key);
create index search_source on store.search_entry (feed, person_key);
create index item_other on store.item (other_person_id) where other_person_id is not null;
create index item_place on store.item (place) where run_to is null and place is not null;
create index item_other_key on store.item (feed, (content ->> 'otherKey'))
  where run_to is null and kind = 'relationship';
-- What is no longer so is read by person as well: the index as it stood at a run.
create index person_ended on store.person (person_id) where run_to is not null;
create index value_ended on store.value (person_id) where run_to is not null;
create index item_ended on store.item (person_id) where run_to is not null;

-- Each build of the index: the run, and from when on the portal showed what it built.
create table store.build (
  run_id bigint primary key references platform.run,
  shown_from timestamptz not null,
  -- Everybody, or only the people whose records or links had changed.
  is_full boolean not null,
  people_rebuilt integer not null,
  rows_added bigint not null,
  rows_ended bigint not null,
  seconds numeric not null,
  -- The rules that made it: another number here rebuilds everybody.
  rules_version integer not null
);
create index build_shown on store.build (shown_from);

-- The sources as the index knows them: how fresh what it holds is, what they give, how far they are
-- trusted. By time, so that an empty value of last month can say why it was empty then.
create table store.source (
  row_id uuid primary key default gen_random_uuid(),
  feed text not null,
  source_name text not null,
  organisation text not null,
  late_after_hours integer not null,
  last_extract_at timestamptz,
  -- The last load whose records are in the index; 0 where none has come.
  load_id bigint not null,
  -- Attributes, kinds of record, and `indicator:caf` for a kind of those.
  attributes text[] not null,
  trust jsonb not null,
  row_digest uuid not null,
  run_from bigint not null references platform.run,
  run_to bigint references platform.run
);
create unique index source_current on store.source (feed) where run_to is null;

-- Whom to ring: the workers whom the sources name. No row says with which child.
create table store.practitioner (
  row_id uuid primary key default gen_random_uuid(),
  feed text not null,
  organisation text not null,
  name text,
  role text,
  phone text,
  email text,
  -- The name, role and organisation in the form in which they are compared.
  text text not null,
  grant_key text not null,
  row_digest uuid not null,
  run_from bigint not null references platform.run,
  run_to bigint references platform.run
);
create unique index practitioner_digest on store.practitioner (row_digest) where run_to is null;
create index practitioner_text on store.practitioner using gin (text gin_trgm_ops) where run_to is null;

-- How many of a source's people have something of a field. Restricted people are not counted.
create table store.coverage (
  row_id uuid primary key default gen_random_uuid(),
  feed text not null,
  field text not null,
  people integer not null,
  filled integer not null,
  row_digest uuid not null,
  run_from bigint not null references platform.run,
  run_to bigint references platform.run
);
create unique index coverage_current on store.coverage (feed, field) where run_to is null;

-- Whom a person has been joined to, by way of however many; themselves where nobody.
create function store.final_person(person uuid) returns uuid language sql stable parallel safe as $$
  with recursive trail as (
    select person_id, merged_into from match.person_v1 where person_id = person
    union
    select p.person_id, p.merged_into from match.person_v1 p join trail t on p.person_id = t.merged_into
  )
  select person_id from trail where merged_into is null
$$;

-- The person whom a source's record is of, or was of when it was last linked.
create function store.person_of(of_feed text, of_key text) returns uuid language sql stable parallel safe as $$
  select store.final_person(person_id) from match.link_v1
  where feed = of_feed and person_key = of_key
  order by run_from desc, run_to desc nulls first limit 1
$$;

-- Whom nobody is shown: restricted when the index was built, by a load that it does not know yet, or
-- by a link that it does not know yet.
create index person_restricted on store.person (person_id) where run_to is null and is_restricted;
create view store.hidden_person_v1 as
select person_id from store.person where run_to is null and is_restricted
union
select p.person_id
from extract.shield_v1 s
left join store.source f on f.feed = s.feed and f.run_to is null
cross join lateral store.person_of(s.feed, s.person_key) p (person_id)
where s.kind = 'restricted' and s.since_load > coalesce(f.load_id, 0) and p.person_id is not null
union
select l.person_id
from match.link_v1 l
join extract.shield_v1 s using (feed, person_key)
where s.kind = 'restricted' and l.run_to is null
  and l.run_from > coalesce((select max(run_id) from store.build), 0);

-- Which of a person's records their sources no longer send, without a word of why: their whereabouts
-- are masked. Records that are theirs, or were when they were last linked.
create function store.gone_records(person uuid)
returns table (feed text, person_key text, since_on date) language sql stable parallel safe as $$
  with recursive before as (
    select person as person_id
    union
    select p.person_id from match.person_v1 p join before b on p.merged_into = b.person_id
  )
  select distinct s.feed, s.person_key, s.since_on
  from before join match.link_v1 l using (person_id)
  join extract.shield_v1 s on s.feed = l.feed and s.person_key = l.person_key and s.kind = 'gone'
  where store.person_of(l.feed, l.person_key) = person
$$;

-- When the index was last cleared of what no source record stands behind any more.
create table store.sweep (
  sweep_id bigint generated always as identity primary key,
  swept_at timestamptz not null default clock_timestamp(),
  rows_removed bigint not null
);
