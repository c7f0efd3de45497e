-- Whom the shields that people raise bind: the person of the reference, whoever has records that were
-- theirs then, and for whereabouts the close family. Only ever added to while a shield lasts.
create table store.shielded_person (
  shield_id uuid not null references access.shield on delete cascade,
  person_id uuid not null,
  hides text not null check (hides in ('record', 'whereabouts')),
  primary key (shield_id, person_id, hides)
);
create index shielded_person_person on store.shielded_person (person_id);

-- In force, the moment that a shield is raised or lifted. A record that a run has given to somebody
-- else takes the shield along before the index knows.
create view store.shielded_person_v1 as
with bound as (
  select b.person_id, b.hides from store.shielded_person b
  join access.shield s using (shield_id) where s.lifted_at is null
)
select person_id, hides from bound
union
select l.person_id, b.hides
from match.link_v1 l
join match.link_v1 was on was.feed = l.feed and was.person_key = l.person_key and was.run_to = l.run_from
join bound b on b.person_id = was.person_id
where l.run_to is null and l.run_from > coalesce((select max(run_id) from store.build), 0);

create or replace view store.hidden_person_v1 as
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
  and l.run_from > coalesce((select max(run_id) from store.build), 0)
union
select person_id from store.shielded_person_v1 where hides = 'record';

create or replace view store.masked_person_v1 as
select distinct p.person_id
from extract.shield_v1 s
cross join lateral store.person_of(s.feed, s.person_key) p (person_id)
where s.kind = 'gone' and p.person_id is not null
union
select person_id from store.shielded_person_v1 where hides = 'whereabouts';

-- Whom the reader of this transaction is not shown: everybody hidden, but those whom a grant of theirs
-- opens. Without a reader that is everybody hidden.
create view store.hidden_from_reader_v1 as
select h.person_id from store.hidden_person_v1 h
where not access.passes_shields()
  and not exists (select from access.grant_in_force_v1 g
                  where g.person_id = h.person_id and g.account = access.reader_account());

-- Whose whereabouts the reader of this transaction is not shown by a shield. A grant opens the record
-- alone unless it says otherwise. Those who are gone from a source come on top: store.gone_records.
create view store.masked_from_reader_v1 as
select p.person_id
from (
  select person_id from store.shielded_person_v1 where hides = 'whereabouts'
  union select person_id from store.hidden_person_v1
) p
where not access.passes_shields()
  and not exists (select from access.grant_in_force_v1 g
                  where g.person_id = p.person_id and g.account = access.reader_account() and g.opens_whereabouts);

-- Whether the reader passes the shield of this person.
create function store.passes_shield(person uuid) returns boolean language sql stable as $$
  select access.passes_shields() or exists (
    select from access.grant_in_force_v1 g where g.person_id = person and g.account = access.reader_account())
$$;

create or replace function store.held_hidden(person uuid, at_run bigint) returns boolean language sql stable as $$
  select exists (
    select from match.link_v1 l
    where l.person_id = person and l.run_from <= at_run and (l.run_to is null or l.run_to > at_run)
      and store.person_of(l.feed, l.person_key) in (select h.person_id from store.hidden_from_reader_v1 h))
$$;

-- Mother, brothers and sisters and own children, as the sources' relationships say them: whoever lives,
-- or may live, where the person does.
create function store.close_family(person uuid) returns table (person_id uuid) language sql stable as $$
  with kin as (
    select i.person_id, i.other_person_id, lower(i.content ->> 'kind') as kind
    from store.item i
    where i.kind = 'relationship' and i.run_to is null and i.other_person_id is not null
      and (i.person_id = person or i.other_person_id = person)
  ),
  mother as (
    select other_person_id as person_id from kin
    where kin.person_id = person and kind ~ '(^|[^d])mother|\mmum\M|\mmam\M'
    union
    select kin.person_id from kin join store.value v on v.person_id = kin.person_id
    where other_person_id = person and kind ~ '\m(son|daughter|child)\M'
      and v.attribute = 'sex' and v.content ->> 'value' = 'F' and v.run_to is null
  )
  select f.person_id from (
    select person_id from mother
    union
    select case when kin.person_id = person then other_person_id else kin.person_id end
    from kin where kind ~ 'sibling|brother|sister|\mtwin'
    union
    select kin.person_id from kin
    where other_person_id = person and kind ~ '(^|[^d])(mother|father)|\mmum\M|\mmam\M|\mdad\M|\mparent'
    union
    select other_person_id from kin where kin.person_id = person and kind ~ '\m(son|daughter|child)\M'
    union
    select i.person_id from mother join store.item i on i.other_person_id = mother.person_id
    where i.kind = 'relationship' and i.run_to is null and lower(i.content ->> 'kind') ~ '(^|[^d])mother|\mmum\M|\mmam\M'
    union
    select i.other_person_id from mother join store.item i on i.person_id = mother.person_id
    where i.kind = 'relationship' and i.run_to is null and lower(i.content ->> 'kind') ~ '\m(son|daughter|child)\M'
  ) f where f.person_id is not null and f.person_id <> person
$$;

-- Binds shields in force to whom they are of today: one that has just been raised, or all at a build.
create function store.bind_shields(of_shield uuid) returns void language sql as $$
  with target as (
    select distinct s.shield_id, s.scope, s.covers_family, p.person_id
    from access.shield s
    join match.person_v1 m on m.reference = s.reference
    cross join lateral (
      select store.final_person(m.person_id)
      union
      select store.person_of(l.feed, l.person_key) from match.link_v1 l
      where l.person_id = m.person_id and (l.run_to is null or l.run_to > s.raised_run)
    ) p (person_id)
    where s.lifted_at is null and (of_shield is null or s.shield_id = of_shield) and p.person_id is not null
  )
  insert into store.shielded_person (shield_id, person_id, hides)
  select shield_id, person_id, scope from target
  union
  select t.shield_id, f.person_id, 'whereabouts'
  from target t cross join lateral store.close_family(t.person_id) f
  where t.covers_family
  on conflict do nothing
$$;

-- A pupil number names the school that gave it, so that it goes with the whereabouts.
create or replace view reporting.identifier_v1 as
select v.person_id, v.feed,
       case v.attribute when 'nhsNumber' then 'nhs-number' else v.attribute end as kind,
       v.content ->> 'value' as value,
       coalesce((v.content ->> 'valid')::boolean, true) as is_valid,
       v.rank, v.recorded_on
from store.value v join store.shown_person_v1 using (person_id)
where v.run_to is null and v.attribute in ('nhsNumber', 'upn', 'uln')
  and not (v.attribute = 'upn' and exists (
    select from store.masked_person_v1 m where m.person_id = v.person_id));

create or replace view reporting.value_v1 as
select v.person_id, v.feed, v.attribute, v.content ->> 'value' as value, v.rank, v.recorded_on, v.grant_key
from store.value v join store.shown_person_v1 using (person_id)
where v.run_to is null and v.attribute <> 'name'
  and not (v.attribute in ('gpPractice', 'upn') and exists (
    select from store.masked_person_v1 m where m.person_id = v.person_id));
