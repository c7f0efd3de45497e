-- What a load was: all that the source has, or what changed.
alter table extract.load add column extract text check (extract in ('full', 'delta'));
-- Source records removed at the source's own wish, all versions counted.
alter table extract.load add column records_erased bigint not null default 0;

-- Versions that have ended are looked up by person too: as it was on a day, and to erase.
drop index extract.source_record_person;
create index source_record_person on extract.source_record (feed, person_key);

-- Who must be hidden, or have their whereabouts masked, from the moment a load commits: before
-- matching and indexing have caught up, and for as long as the shield is not lifted.
create table extract.shield (
  shield_id uuid primary key default gen_random_uuid(),
  feed text not null references extract.feed,
  person_key text not null,
  -- restricted: the source restricts the person. gone: the person is no longer in the source's full
  -- extract, or was erased at the source's wish, and nobody has said why yet.
  kind text not null check (kind in ('restricted', 'gone')),
  is_erased boolean not null default false,
  since_load bigint not null references extract.load,
  -- The load that lifted it: the source no longer restricts the person, or holds them again.
  until_load bigint references extract.load,
  -- Why the person is gone, once the owner of the source has said so: a code of gone-reasons.ts.
  reason text,
  -- Whereabouts stay masked with this reason, as for a family in flight.
  reason_keeps_masked boolean,
  reason_given_by text,
  reason_given_at timestamptz,
  check ((reason is null) = (reason_keeps_masked is null)),
  check ((reason is null) = (reason_given_at is null)),
  check (reason is null or kind = 'gone')
);
create unique index shield_in_force on extract.shield (feed, person_key, kind) where until_load is null;

-- What the portal obeys before anything else. A person of the index is shielded by every source
-- record that is theirs or was theirs last: one that is gone has no link in force any more.
create view extract.shield_v1 as
select s.feed, s.person_key, s.kind, s.since_load,
       (l.extract_at at time zone 'Europe/London')::date as since_on,
       s.is_erased, s.reason
from extract.shield s
join extract.load l on l.load_id = s.since_load
where s.until_load is null and coalesce(s.reason_keeps_masked, true);

-- Each act of erasing, without anything of what was erased.
create table extract.erasure (
  erasure_id uuid primary key default gen_random_uuid(),
  feed text not null references extract.feed,
  cause text not null check (cause in ('source', 'retention', 'agreement-ended', 'rights-request')),
  -- The load whose file asked for it, where the source did.
  load_id bigint references extract.load,
  persons bigint not null,
  -- All versions counted.
  records bigint not null,
  reason text,
  done_by text,
  done_at timestamptz not null default clock_timestamp()
);

-- Digests of what was erased, so that an older file that is loaded again cannot bring it back. What
-- Kith erased by itself stays out even where the source still sends it, until the source changes it.
create table extract.erased_content (
  feed text not null,
  kind text not null,
  content_digest bytea not null,
  erasure_id uuid not null references extract.erasure on delete cascade,
  keeps_out boolean not null,
  primary key (feed, kind, content_digest)
);

-- What has been erased, when and why.
create view extract.erasure_v1 as
select erasure_id, feed, cause, load_id, persons, records, reason, done_by, done_at
from extract.erasure;
