import type pg from 'pg'

/**
 * The workers whom the sources name, into `fresh_practitioner`. Those who are known only through
 * people that nobody is shown are left out: a refuge's worker would say where its residents are.
 */
export async function stagePractitioners(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table fresh_practitioner on commit drop as
    select p.*, feed || ':involvement:ordinary' as grant_key, md5(row(p.*)::text)::uuid as row_digest
    from (
      select feed, organisation, name, role, phone, email,
             trim(lower(unaccent(concat_ws(' ', name, role, organisation)))) as text
      from (
        select distinct i.feed, i.content ->> 'organisation' as organisation, i.content ->> 'workerName' as name,
               i.content ->> 'workerRole' as role, i.content ->> 'workerPhone' as phone,
               i.content ->> 'workerEmail' as email
        from store.item i
        where i.kind = 'involvement' and i.run_to is null
          and not exists (select from store.hidden_person_v1 h where h.person_id = i.person_id)
      ) named
      where coalesce(name, role) is not null
    ) p`)
}

/** How many people each source has, and how many of them with something of each field, into `fresh_coverage`. */
export async function stageCoverage(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table fresh_coverage on commit drop as
    with shown as materialized (
      select person_id from store.person where run_to is null
      except select person_id from store.hidden_person_v1
    ),
    -- Distinct first, by hash: counting distinct texts would sort them all.
    held as materialized (
      select distinct v.feed, v.attribute as field, v.person_key
      from store.value v join shown using (person_id) where v.run_to is null
      union all
      select distinct i.feed, i.kind, i.person_key
      from store.item i join shown using (person_id) where i.run_to is null
    ),
    filled as (select feed, field, count(*)::int as filled from held group by feed, field),
    people as (
      select feed, count(*)::int as people from (select distinct feed, person_key from held) p group by feed
    ),
    asked as (
      select s.feed, a.field from fresh_source s cross join unnest(s.attributes) a (field)
      where a.field !~ ':'
    )
    select c.*, md5(row(c.*)::text)::uuid as row_digest
    from (
      select feed, field, coalesce(people, 0) as people, coalesce(filled, 0) as filled
      from (select feed, field from asked union select feed, field from filled) f
      left join filled using (feed, field) left join people using (feed)
      where field in ('name', 'bornOn', 'expectedOn', 'diedOn', 'sex', 'ethnicity', 'nhsNumber', 'upn', 'uln',
        'gpPractice', 'languages', 'needsInterpreter', 'disabilities', 'address', 'relationship',
        'involvement', 'indicator', 'event')
    ) c`)
}
