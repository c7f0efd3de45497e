-- A question that a person must answer: are two records, and the people that they stand for, one?
-- It outlives the runs: opened by the run that first was not sure, by somebody who doubts a join, or
-- by a clerical sample; closed by answers, or by a run in which the question no longer arises.
create table match.review (
  review_id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('pair', 'doubt', 'sample')),
  feed_a text not null,
  key_a text not null,
  feed_b text not null,
  key_b text not null,
  weight double precision,
  probability double precision,
  -- Why the two weigh what they do, as the run had it: levels and bits, and no value of a record.
  explanation jsonb,
  -- Facts of risk that one side has and the other lacks, by their kinds, and how many records it is about.
  risk_kinds text[] not null default '{}',
  records integer not null default 2,
  opened_at timestamptz not null default now(),
  opened_run bigint references platform.run,
  opened_by uuid,
  opened_because text,
  claimed_by uuid,
  claimed_at timestamptz,
  closed_at timestamptz,
  outcome text check (outcome in ('same', 'not-same', 'cannot-tell', 'gone')),
  check ((closed_at is null) = (outcome is null))
);
create unique index review_open on match.review (feed_a, key_a, feed_b, key_b) where closed_at is null;
create index review_of_a on match.review (feed_a, key_a);
create index review_of_b on match.review (feed_b, key_b);

-- The records on either side, where somebody said which: those that do not belong, and the rest.
create table match.review_side (
  review_id uuid not null references match.review on delete cascade,
  side text not null check (side in ('a', 'b')),
  feed text not null,
  person_key text not null,
  primary key (review_id, feed, person_key)
);

-- What each reviewer said. Never changed; one that was undone says when and by whom.
create table match.answer (
  answer_id uuid primary key default gen_random_uuid(),
  review_id uuid not null references match.review on delete cascade,
  account uuid not null,
  answer text not null check (answer in ('same', 'not-same', 'cannot-tell')),
  reason text not null,
  words text,
  answered_at timestamptz not null default clock_timestamp(),
  undone_at timestamptz,
  undone_by uuid
);
create unique index answer_once on match.answer (review_id, account) where undone_at is null;
create index answer_account on match.answer (account, answered_at);

-- What stands: it outranks every weight, in every run, until it is undone.
create table match.decision (
  decision_id uuid primary key default gen_random_uuid(),
  review_id uuid not null references match.review on delete cascade,
  answer text not null check (answer in ('same', 'not-same')),
  decided_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
create unique index decision_once on match.decision (review_id) where ended_at is null;

-- The records that a decision joins or keeps apart, two by two.
create table match.decision_pair (
  decision_id uuid not null references match.decision on delete cascade,
  feed_a text not null,
  key_a text not null,
  feed_b text not null,
  key_b text not null,
  primary key (decision_id, feed_a, key_a, feed_b, key_b)
);
create index decision_pair_a on match.decision_pair (feed_a, key_a);
create index decision_pair_b on match.decision_pair (feed_b, key_b);

create view match.decided_pair_v1 as
select d.decision_id, d.answer, p.feed_a, p.key_a, p.feed_b, p.key_b
from match.decision d join match.decision_pair p using (decision_id)
where d.ended_at is null;

-- What became of a reference, and why: the trail that an old reference is followed by.
create table match.reference_event (
  event_id bigint generated always as identity primary key,
  person_id uuid not null references match.person,
  run_id bigint not null references platform.run,
  -- joined-to: it leads to the other. split-from: its records stood under the other before.
  -- back: a join was undone, and it has its records again. moved-from: some of the other's records came.
  kind text not null check (kind in ('joined-to', 'split-from', 'back', 'moved-from')),
  other_person uuid not null references match.person,
  records integer not null,
  decision_id uuid references match.decision on delete set null,
  because text not null check (because in ('matching', 'decision', 'undone')),
  at timestamptz not null default now()
);
create index on match.reference_event (person_id);
create index on match.reference_event (other_person);
create index on match.reference_event (run_id);

insert into match.reference_event (person_id, run_id, kind, other_person, records, because)
select person_id, run_to, 'joined-to', merged_into, 0, 'matching' from match.person where merged_into is not null;

-- The records that Kith must not show to just anybody, whatever it is about.
create view match.restricted_record_v1 as
select feed, person_key from extract.shield_v1 where kind = 'restricted';

-- People of whom any record is restricted: nothing of them is shown to a reviewer who may not see it.
create view match.restricted_person_v1 as
select distinct l.person_id
from match.restricted_record_v1 r join match.current_link_v1 l using (feed, person_key);
