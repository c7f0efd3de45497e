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

/** In SQL: what each source holds of people who may be shown, a row for each of its keys and fields. */
const heldOf = (among: string) => `
  select distinct v.feed, v.attribute as field, v.person_key
  from ${among} join store.value v using (person_id) where v.run_to is null
  union all
  select distinct i.feed, i.kind, i.person_key
  from ${among} join store.item i using (person_id) where i.run_to is null`

/** In SQL: those counts, by source and field; without a field, people of whom there is anything. */
const countedOf = (among: string) => `
  with shown as materialized (${among}),
  -- Distinct first, by hash: counting distinct texts would sort them all.
  held as materialized (${heldOf('shown')})
  select feed, field, count(*)::int as people from held group by feed, field
  union all
  select feed, null, count(*)::int from (select distinct feed, person_key from held) p group by feed`

/**
 * Whom this build's counts leave out, since nobody is shown them, into `left_out`, and of whom counts
 * can have changed into `recounted`: those in `touched`, and those who are left out and were not, or the
 * other way round. Call it before the index changes.
 */
export async function stageUncounted(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table left_out on commit drop as
    select person_id from fresh_person where is_restricted
    union
    select person_id from store.person p where run_to is null and is_restricted
      and not exists (select from touched t where t.person_id = p.person_id)
    union
    select person_id from store.shielded_person_v1 where hides = 'record';
    create temp table recounted on commit drop as
    select person_id from touched
    union
    select person_id from left_out full join store.uncounted u using (person_id)
    where left_out.person_id is null or u.person_id is null;
    analyze recounted`)
}

/** Keeps whom the counts that now stand leave out. */
export async function keepUncounted(client: pg.ClientBase): Promise<void> {
  await client.query(
    'delete from store.uncounted; insert into store.uncounted select person_id from left_out',
  )
}

/**
 * How many people each source has and how many of them with something of each field, among those in
 * `recounted`, as the index stands now: once before the index changes and once after, so that the
 * night's difference is known without counting everybody.
 */
export async function countChanged(client: pg.ClientBase, when: 'before' | 'after'): Promise<void> {
  const leftOut = when === 'before' ? 'store.uncounted' : 'left_out'
  await client.query(
    `create temp table counted_${when} on commit drop as ${countedOf(
      `select person_id from recounted join store.person p using (person_id) where p.run_to is null
     except select person_id from ${leftOut}`,
    )}`,
  )
}

/** Counts of everybody; those that stand, and what this build has changed of them. */
const counted = {
  anew: countedOf(
    'select person_id from store.person where run_to is null except select person_id from left_out',
  ),
  onwards: `
    select feed, field, sum(people)::int as people
    from (
      select feed, field, filled as people from store.coverage where run_to is null
      union all select distinct feed, null, people from store.coverage where run_to is null
      union all select feed, field, people from counted_after
      union all select feed, field, -people from counted_before
    ) c
    group by feed, field having sum(people) > 0`,
}

/**
 * How many people each source has, and how many of them with something of each field, into
 * `fresh_coverage`: counted anew over everybody, or onwards from what stands.
 */
export async function stageCoverage(
  client: pg.ClientBase,
  how: keyof typeof counted,
): Promise<void> {
  await client.query(`
    create temp table fresh_coverage on commit drop as
    with counted as materialized (${counted[how]}),
    asked as (
      select s.feed, a.field from fresh_source s cross join unnest(s.attributes) a (field)
      where a.field !~ ':'
    )
    select c.*, md5(row(c.*)::text)::uuid as row_digest
    from (
      select f.feed, f.field, coalesce(p.people, 0) as people, coalesce(c.people, 0) as filled
      from (select feed, field from asked union select feed, field from counted where field is not null) f
      left join counted c on c.feed = f.feed and c.field = f.field
      left join counted p on p.feed = f.feed and p.field is null
      where f.field in ('name', 'bornOn', 'expectedOn', 'diedOn', 'sex', 'ethnicity', 'nhsNumber', 'upn', 'uln',
        'gpPractice', 'languages', 'needsInterpreter', 'disabilities', 'address', 'relationship',
        'involvement', 'indicator', 'event')
    ) c`)
}
