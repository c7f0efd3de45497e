create schema store;

-- The index. Every table here is derived: it can be rebuilt from extract and match. A row holds from
-- the run that made it to the run that found it no longer so; row_digest names its content.

create table store.person (
  row_id uuid primary key default gen_random_uuid(),
  person_id uuid not null,
  reference text not null,
  -- Restricted by any source: hidden from everyone.
  is_restricted boolean not null,
  row_digest uuid not null,
  run_from bigint not null references platform.run,
  run_to bigint references platform.run
);
create unique index person_current on store.person (person_id) where run_to is null;
create unique index person_reference on store.person (reference) where run_to is null;

-- The candidates of each attribute, best first: a reader gets the first that they may see.
create table store.value (
  row_id uuid primary key default gen_random_uuid(),
  person_id uuid not null,
  attribute text not null,
  rank integer not null,
  content jsonb not null,
  feed text not null,
  record_id uuid not null,
  recorded_on date not null,
  grant_key text not null,
  row_digest uuid not null,
  run_from bigint not null references platform.run,
  run_to bigint references platform.run
);
create index value_current on store.value (person_id, attribute, rank) where run_to is null;
create unique index value_digest on store.value (row_digest) where run_to is null;

-- What else the sources hold of a person: addresses, relationships, involvements, indicators, events.
create table store.item (
  row_id uuid primary key default gen_random_uuid(),
  person_id uuid not null,
  kind text not null check (kind in ('address', 'relationship', 'involvement', 'indicator', 'event')),
  -- Addresses: the best first, but for whether it has ended, which depends on the day of reading.
  rank integer check ((rank is not null) = (kind = 'address')),
  content jsonb not null,
  feed text not null,
  record_id uuid not null,
  recorded_on date not null,
  grant_key text not null,
  row_digest uuid not null,
  run_from bigint not null references platform.run,
  run_to bigint references platform.run
);
create index item_current on store.item (person_id, kind) where run_to is null;
create unique index item_digest on store.item (row_digest) where run_to is null;

-- What a person can be found by. Names are normalised; `sounds` are the phonetic codes of their parts.
create table store.search_entry (
  row_id uuid primary key default gen_random_uuid(),
  person_id uuid not null,
  attribute text not null check (attribute in ('name', 'born_on', 'postcode', 'nhs_number', 'upn')),
  text text not null,
  -- Of a name: which of its parts, the last ones, are the family name.
  family text,
  sounds text[] not null,
  grant_key text not null,
  row_digest uuid not null,
  run_from bigint not null references platform.run,
  run_to bigint references platform.run
);
create unique index search_digest on store.search_entry (row_digest) where run_to is null;
create index search_exact on store.search_entry (attribute, text) where run_to is null;
create index search_person on store.search_entry (person_id) where run_to is null;
create index search_similar on store.search_entry using gin (text gin_trgm_ops)
  where run_to is null and attribute = 'name';
create index search_sounds on store.search_entry using gin (sounds)
  where run_to is null and attribute = 'name';

-- The phonetic codes of a name's parts; w is heard as v as well, for Slavic and German names.
create function store.sounds(name text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct code), '{}')
  from unnest(string_to_array(name, ' ')) as part
  cross join lateral (values
    (dmetaphone(part)), (dmetaphone_alt(part)), (dmetaphone(replace(part, 'w', 'v')))) as c (code)
  where code <> ''
$$;

-- Which source gives which attribute, and how far it is trusted for it (0 to 100).
create view store.source_attribute as
select distinct f.feed, a.attribute, coalesce((f.trust ->> a.trusted_for)::integer, 50) as trust
from extract.feed_v1 f
cross join jsonb_each(f.gives) as g (kind, fields)
cross join jsonb_array_elements_text(g.fields) as field
cross join lateral (
  select case when g.kind <> 'person' then g.kind when field = 'names' then 'name' else field end as attribute,
         case when g.kind <> 'person' then g.kind else field end as trusted_for
) a;

-- The kinds of indicator that a feed has ever given, in small letters with hyphens: only such a feed
-- can say that a person has none of a kind.
create table store.indicator_kind (
  feed text not null,
  kind text not null,
  primary key (feed, kind)
);

create view store.person_v1 as
select person_id, reference, is_restricted from store.person where run_to is null;
