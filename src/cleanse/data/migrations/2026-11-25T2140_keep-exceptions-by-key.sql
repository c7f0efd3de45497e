-- An exception is one fault in one field of one record. It keeps its key for ever: each time that it
-- opens is a round, from the run that found it to the run that no longer did. What was found before
-- is found anew by the next run.
delete from cleanse.exception;
drop index cleanse.exception_open;
drop index cleanse.exception_list;
alter table cleanse.exception
  drop column row_digest,
  add column exception_key uuid not null,
  -- Which of the record's fields.
  add column aspect text not null,
  -- How it likely got in: a cause of the rule book.
  add column cause text not null,
  -- A digest of the values that it rests on and of its key: an answer holds as long as it is the same.
  add column rests_on uuid not null,
  add column round integer not null,
  -- Said only to those who may know that a record is restricted.
  add column is_sealed boolean not null default false,
  add column opened_on date not null,
  add column closed_on date,
  add check ((run_to is null) = (closed_on is null));
create unique index exception_open on cleanse.exception (exception_key) where run_to is null;
create unique index exception_round on cleanse.exception (exception_key, round);
create index exception_list on cleanse.exception (feed, cause, rule) where run_to is null;
create index exception_record on cleanse.exception (feed, person_key);
create index exception_ended on cleanse.exception (run_to) where run_to is not null;

-- Up to which load of each feed the records have been looked at, and by which rules.
create table cleanse.checked_load (
  feed text primary key,
  load_id bigint not null,
  rules_digest text not null
);

-- Whose exceptions were kept back at the last run: somebody restricts them.
create table cleanse.hidden_key (
  feed text not null,
  person_key text not null,
  primary key (feed, person_key)
);

-- What a steward answered to an exception. An answer is undone, never changed.
create table cleanse.answer (
  answer_id uuid primary key default gen_random_uuid(),
  exception_key uuid not null,
  -- It holds for the values that it was given for.
  rests_on uuid not null,
  answer text not null check (answer in ('repaired', 'not-an-error', 'cannot-repair')),
  reason text,
  -- How long it took, where the steward says so.
  minutes integer check (minutes between 0 and 600),
  answered_by uuid not null,
  answered_by_name text not null,
  answered_at timestamptz not null default clock_timestamp(),
  undone_by uuid,
  undone_at timestamptz,
  check ((undone_by is null) = (undone_at is null)),
  check (answer = 'repaired' or length(trim(reason)) > 0)
);
create unique index answer_standing on cleanse.answer (exception_key) where undone_at is null;
create index answer_key on cleanse.answer (exception_key);

-- A value that somebody who works with the child says is wrong.
create table cleanse.report (
  report_id uuid primary key default gen_random_uuid(),
  exception_key uuid not null,
  feed text not null,
  person_key text not null,
  record_kind text not null,
  record_key text not null,
  aspect text not null,
  what text not null,
  -- In the reporter's words; for the source's steward alone.
  note text,
  -- The value as it was reported, as a digest: the exception is open while the record still has it.
  value_digest uuid not null,
  -- The child's reference as the reporter had it.
  reference text not null,
  reported_by uuid not null,
  reported_by_name text not null,
  reported_at timestamptz not null default clock_timestamp()
);
create index report_key on cleanse.report (exception_key);
create index report_by on cleanse.report (reported_by, reported_at);

-- How often a source's steward is mailed what is open, where it is other than the rule book says.
create table cleanse.report_schedule (
  feed text primary key,
  every text not null check (every in ('day', 'week', 'month', 'never')),
  set_by uuid,
  set_at timestamptz not null default clock_timestamp(),
  last_sent_on date
);

-- Each exception as it stands: its last round, and what was answered. Nothing of a person who is hidden
-- now, whenever it was found.
create view cleanse.exception_now as
select e.*, a.answer_id, a.answer, a.reason, a.answered_at, a.answered_by_name,
       case
         when e.run_to is not null then 'closed'
         when a.answer is null or a.rests_on <> e.rests_on then 'to-do'
         when a.answer = 'repaired' and exists (
           select from extract.load_v1 l
           where l.feed = e.feed and l.state in ('loaded', 'unchanged') and l.finished_at > a.answered_at)
           then 'still-wrong'
         when a.answer = 'repaired' then 'waiting'
         else a.answer
       end as state
from cleanse.exception e
left join cleanse.answer a on a.exception_key = e.exception_key and a.undone_at is null
where e.round = (select max(l.round) from cleanse.exception l where l.exception_key = e.exception_key)
  and not exists (
    select from extract.shield_v1 s
    where s.kind = 'restricted' and s.feed = e.feed and s.person_key = e.person_key and not e.is_sealed)
  and (e.is_sealed or not exists (
    select from match.current_link_v1 l
    where l.feed = e.feed and l.person_key = e.person_key
      and l.person_id in (select person_id from store.hidden_person_v1)));

-- The key of an exception, the same for ever.
create function cleanse.exception_key(rule text, feed text, record_kind text, record_key text, aspect text)
returns uuid language sql immutable parallel safe as $$
  select md5(jsonb_build_array(rule, feed, record_kind, record_key, aspect)::text)::uuid
$$;

-- What a report rests on: the field that was reported, or the whole record where it is not a person's.
create function cleanse.value_digest(record_kind text, aspect text, record_key text, content jsonb)
returns uuid language sql immutable parallel safe as $$
  select md5(record_key || coalesce((case when record_kind = 'person' then content -> aspect else content end)::text, ''))::uuid
$$;
