-- What reports and outside tools may rely on. A view here keeps its columns, their types and their
-- meaning for as long as it is there: a change is a new view with the next number. What each column
-- means stands in src/store/reporting/catalogue.ts, from which comments and docs/reporting.md are made.
create schema reporting;

-- Whom reports may count and list: everybody in force but those whom a source restricts, the moment
-- that its load commits.
create view store.shown_person_v1 as
select p.person_id, p.reference, p.run_from
from store.person p
where p.run_to is null
  and not exists (select from store.hidden_person_v1 h where h.person_id = p.person_id);

-- Whose whereabouts are masked: a source no longer has them and has not said why.
create view store.masked_person_v1 as
select distinct p.person_id
from extract.shield_v1 s
cross join lateral store.person_of(s.feed, s.person_key) p (person_id)
where s.kind = 'gone' and p.person_id is not null;

create view reporting.person_v1 as
select p.person_id, p.reference,
       name.content ->> 'family' as family_name,
       name.content ->> 'given' as given_name,
       (born.content ->> 'value')::date as born_on,
       born.content ->> 'certainty' as born_on_certainty,
       (expected.content ->> 'value')::date as expected_on,
       (died.content ->> 'value')::date as died_on,
       sex.content ->> 'value' as sex,
       ethnicity.content ->> 'value' as ethnicity,
       (select count(distinct v.feed)::integer from store.value v
        where v.person_id = p.person_id and v.run_to is null) as sources,
       (b.shown_from at time zone 'Europe/London')::date as in_force_since
from store.shown_person_v1 p
left join store.build b on b.run_id = p.run_from
left join store.value name on name.person_id = p.person_id and name.attribute = 'name' and name.rank = 1 and name.run_to is null
left join store.value born on born.person_id = p.person_id and born.attribute = 'bornOn' and born.rank = 1 and born.run_to is null
left join store.value expected on expected.person_id = p.person_id and expected.attribute = 'expectedOn' and expected.rank = 1 and expected.run_to is null
left join store.value died on died.person_id = p.person_id and died.attribute = 'diedOn' and died.rank = 1 and died.run_to is null
left join store.value sex on sex.person_id = p.person_id and sex.attribute = 'sex' and sex.rank = 1 and sex.run_to is null
left join store.value ethnicity on ethnicity.person_id = p.person_id and ethnicity.attribute = 'ethnicity' and ethnicity.rank = 1 and ethnicity.run_to is null;

create view reporting.identifier_v1 as
select v.person_id, v.feed,
       case v.attribute when 'nhsNumber' then 'nhs-number' else v.attribute end as kind,
       v.content ->> 'value' as value,
       coalesce((v.content ->> 'valid')::boolean, true) as is_valid,
       v.rank, v.recorded_on
from store.value v join store.shown_person_v1 using (person_id)
where v.run_to is null and v.attribute in ('nhsNumber', 'upn', 'uln');

create view reporting.value_v1 as
select v.person_id, v.feed, v.attribute, v.content ->> 'value' as value, v.rank, v.recorded_on, v.grant_key
from store.value v join store.shown_person_v1 using (person_id)
where v.run_to is null and v.attribute <> 'name'
  and not (v.attribute = 'gpPractice' and exists (
    select from store.masked_person_v1 m where m.person_id = v.person_id));

create view reporting.address_v1 as
select i.person_id, i.feed,
       (select string_agg(line, ', ' order by place) from jsonb_array_elements_text(i.content -> 'lines')
          with ordinality l (line, place)) as lines,
       i.content ->> 'postcode' as postcode,
       i.content ->> 'uprn' as uprn,
       i.content ->> 'type' as type,
       (i.content ->> 'fromOn')::date as from_on,
       (i.content ->> 'toOn')::date as to_on,
       i.rank, i.recorded_on, i.grant_key
from store.item i join store.shown_person_v1 using (person_id)
where i.run_to is null and i.kind = 'address'
  and not exists (select from store.masked_person_v1 m where m.person_id = i.person_id);

create view reporting.relationship_v1 as
select i.person_id, i.feed, i.content ->> 'kind' as kind, i.other_person_id,
       (i.content ->> 'hasParentalResponsibility')::boolean as has_parental_responsibility,
       (i.content ->> 'fromOn')::date as from_on,
       (i.content ->> 'toOn')::date as to_on,
       i.recorded_on, i.grant_key
from store.item i join store.shown_person_v1 using (person_id)
where i.run_to is null and i.kind = 'relationship'
  and not exists (select from store.hidden_person_v1 h where h.person_id = i.other_person_id)
  and not exists (select from extract.shield_v1 s where s.kind = 'restricted' and s.feed = i.feed
                    and s.person_key = i.content ->> 'otherKey');

create view reporting.involvement_v1 as
select i.person_id, i.feed, i.content ->> 'service' as service,
       case when m.person_id is null then i.content ->> 'organisation' end as organisation,
       (i.content ->> 'startOn')::date as start_on,
       (i.content ->> 'endOn')::date as end_on,
       i.content ->> 'workerRole' as worker_role,
       case when m.person_id is null then i.content ->> 'workerName' end as worker_name,
       i.recorded_on, i.grant_key
from store.item i join store.shown_person_v1 using (person_id)
left join store.masked_person_v1 m using (person_id)
where i.run_to is null and i.kind = 'involvement';

create view reporting.indicator_v1 as
select i.person_id, i.feed, i.content ->> 'kind' as kind,
       (i.content ->> 'startOn')::date as start_on,
       (i.content ->> 'endOn')::date as end_on,
       i.recorded_on, i.grant_key
from store.item i join store.shown_person_v1 using (person_id)
where i.run_to is null and i.kind = 'indicator';

create view reporting.event_v1 as
select i.person_id, i.feed, i.content ->> 'kind' as kind,
       (i.content ->> 'happenedOn')::date as happened_on,
       coalesce(i.content ->> 'sensitivity', 'ordinary') as sensitivity,
       i.recorded_on, i.grant_key
from store.item i join store.shown_person_v1 using (person_id)
where i.run_to is null and i.kind = 'event';

create view reporting.practitioner_v1 as
select p.feed, p.name, p.role, p.organisation, p.phone, p.email,
       (s.last_extract_at at time zone 'Europe/London')::date as last_confirmed_on
from store.practitioner p
join store.source s on s.feed = p.feed and s.run_to is null
where p.run_to is null;

create view reporting.source_v1 as
select feed, source_name, organisation, last_extract_at, late_after_hours,
       coalesce(last_extract_at + make_interval(hours => late_after_hours) < now(), true) as is_late
from store.source where run_to is null;

create view reporting.coverage_v1 as
select c.feed, c.field, c.people, c.filled, (b.shown_from at time zone 'Europe/London')::date as since
from store.coverage c join store.build b on b.run_id = c.run_from
where c.run_to is null;

create view reporting.load_v1 as
select load_id, feed, extract_at, state, finished_at, rows_read, records_added, records_changed, records_ended
from extract.load_v1;

create view reporting.build_v1 as
select run_id, shown_from, is_full, people_rebuilt, rows_added, rows_ended, seconds::double precision as seconds
from store.build;

-- How many people are hidden, to the nearest ten: that there are some is known, who is not, and a
-- figure to the unit would show each one come and go.
create view reporting.hidden_total_v1 as
select (round(count(*) / 10.0) * 10)::integer as people from store.hidden_person_v1;
