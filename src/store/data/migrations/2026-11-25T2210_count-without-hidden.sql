-- Counts leave out whom nobody is shown from the moment that they are hidden: whoever is, and was still
-- counted by the last build, is taken off here.
create view store.coverage_v1 as
with newly as materialized (
  select person_id from store.hidden_person_v1 except select person_id from store.uncounted
),
held as (
  select distinct v.feed, v.attribute as field, v.person_key
  from newly join store.value v using (person_id) where v.run_to is null
  union
  select distinct i.feed, i.kind, i.person_key
  from newly join store.item i using (person_id) where i.run_to is null
),
filled as (select feed, field, count(*)::int as n from held group by feed, field),
people as (select feed, count(distinct person_key)::int as n from held group by feed)
select c.feed, c.field, c.people - coalesce(p.n, 0) as people, c.filled - coalesce(f.n, 0) as filled, c.run_from
from store.coverage c
left join filled f on f.feed = c.feed and f.field = c.field
left join people p on p.feed = c.feed
where c.run_to is null;

create or replace view reporting.coverage_v1 as
select c.feed, c.field, c.people, c.filled, (b.shown_from at time zone 'Europe/London')::date as since
from store.coverage_v1 c join store.build b on b.run_id = c.run_from;

-- Workers who are known only through people hidden since the last build, or through people whose
-- whereabouts are shielded, are left out: a refuge's worker would say where its residents are.
create view store.unlisted_person_v1 as
select person_id from store.hidden_person_v1
union
select person_id from store.shielded_person_v1;

create or replace view reporting.practitioner_v1 as
with newly as materialized (
  select person_id from store.unlisted_person_v1 except select person_id from store.uncounted
)
select p.feed, p.name, p.role, p.organisation, p.phone, p.email,
       (s.last_extract_at at time zone 'Europe/London')::date as last_confirmed_on
from store.practitioner p
join store.source s on s.feed = p.feed and s.run_to is null
where p.run_to is null and (
  not exists (
    select from newly join store.item i using (person_id)
    where i.kind = 'involvement' and i.run_to is null and i.feed = p.feed
      and i.content ->> 'organisation' = p.organisation and i.content ->> 'workerName' is not distinct from p.name)
  or exists (
    select from store.item i
    where i.kind = 'involvement' and i.run_to is null and i.feed = p.feed
      and i.content ->> 'organisation' = p.organisation and i.content ->> 'workerName' is not distinct from p.name
      and not exists (select from store.unlisted_person_v1 h where h.person_id = i.person_id)));

-- The records of people whom nobody is shown: linked to them, or restricted before any link.
create view store.hidden_record_v1 as
select l.feed, l.person_key from match.current_link_v1 l
join store.hidden_person_v1 h using (person_id)
union
select feed, person_key from extract.shield_v1 where kind = 'restricted';
