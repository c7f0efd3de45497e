create schema match;

-- The ledger of references: one row for each person that the index has ever known. A reference is
-- never used again; one that was joined to another says which.
create table match.person (
  person_id uuid primary key default gen_random_uuid(),
  reference text not null unique,
  run_from bigint not null references platform.run,
  run_to bigint references platform.run,
  merged_into uuid references match.person,
  check (merged_into is null or run_to is not null)
);
create index on match.person (merged_into) where merged_into is not null;

-- Which person a source's record is of, from one run to another; closed, never updated.
create table match.link (
  link_id uuid primary key default gen_random_uuid(),
  feed text not null,
  person_key text not null,
  person_id uuid not null references match.person,
  run_from bigint not null references platform.run,
  run_to bigint references platform.run
);
create unique index link_current on match.link (feed, person_key) where run_to is null;
create index link_person on match.link (person_id) where run_to is null;
create index link_latest on match.link (feed, person_key, run_from desc);

-- Pairs between the two thresholds: the machine is not sure, a person must say.
create table match.possible_pair (
  pair_id uuid primary key default gen_random_uuid(),
  feed_a text not null,
  key_a text not null,
  feed_b text not null,
  key_b text not null,
  weight double precision not null,
  probability double precision not null,
  run_from bigint not null references platform.run,
  run_to bigint references platform.run
);
create unique index possible_pair_current on match.possible_pair (feed_a, key_a, feed_b, key_b) where run_to is null;

-- The parameters that each run matched with, so that a join can be explained afterwards.
create table match.model (
  run_id bigint primary key references platform.run,
  name text not null,
  parameters jsonb not null
);

-- What later steps may read.
create view match.current_link_v1 as
select l.feed, l.person_key, l.person_id
from match.link l
where l.run_to is null;

create view match.person_v1 as
select p.person_id, p.reference, p.run_from, p.run_to, p.merged_into
from match.person p;

create view match.possible_pair_v1 as
select feed_a, key_a, feed_b, key_b, weight, probability from match.possible_pair where run_to is null;
