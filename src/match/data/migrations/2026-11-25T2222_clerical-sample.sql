-- Pairs drawn at random for reviewers to judge, so that how well matching works is known and not believed.
create table match.sample (
  sample_id uuid primary key default gen_random_uuid(),
  drawn_at timestamptz not null default clock_timestamp(),
  drawn_by uuid not null,
  run_id bigint references platform.run
);

-- How many pairs there were of each kind between two sources, of which some were drawn.
-- joined: of one person at present. possible: the machine is not sure. apart: likely enough to be
-- compared (same birth date and a name that begins alike, or the same number), and held apart.
create table match.sample_stratum (
  sample_id uuid not null references match.sample on delete cascade,
  stratum text not null check (stratum in ('joined', 'possible', 'apart')),
  -- A pair of sources, an age band, a sex, a broad ethnic group; the whole is 'all'.
  by_what text not null check (by_what in ('all', 'source', 'age', 'sex', 'ethnicity')),
  value text not null,
  pairs integer not null,
  primary key (sample_id, stratum, by_what, value)
);

create table match.sample_pair (
  sample_id uuid not null references match.sample on delete cascade,
  review_id uuid not null references match.review on delete cascade,
  stratum text not null check (stratum in ('joined', 'possible', 'apart')),
  source text not null,
  age text not null,
  sex text not null,
  -- To measure by, and never an input to the matching.
  ethnicity text not null,
  primary key (sample_id, review_id)
);
create index on match.sample_pair (review_id);
