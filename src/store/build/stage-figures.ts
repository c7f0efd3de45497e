import type pg from 'pg'

/** How figures are brought up to date: counted over everybody, or onwards from those that stand. */
export type Counts = 'anew' | 'onwards'

/** What this build changes of the figures, nothing yet. */
export async function beginCounts(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table field_change (feed text, field text, people int) on commit drop;
    create temp table worker_change (feed text, organisation text, name text, role text, phone text,
      email text, named_by int) on commit drop`)
}

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

/** In SQL: what sources hold of people, by source and field; without a field, whom they hold anything of. */
const fieldsOf = (people: string) => `
  with shown as materialized (${people}),
  -- Distinct first, by hash: counting distinct texts would sort them all.
  held as materialized (
    select distinct v.feed, v.attribute as field, v.person_key
    from shown join store.value v using (person_id) where v.run_to is null
    union all
    select distinct i.feed, i.kind, i.person_key
    from shown join store.item i using (person_id) where i.run_to is null
  )
  select feed, field, count(*)::int as people from held group by feed, field
  union all
  select feed, null, count(*)::int from (select distinct feed, person_key from held) p group by feed`

/** In SQL: the workers whom the involvements of people name, and how many name each. */
const workersOf = (people: string) => `
  with shown as materialized (${people})
  select i.feed, i.content ->> 'organisation' as organisation, i.content ->> 'workerName' as name,
         i.content ->> 'workerRole' as role, i.content ->> 'workerPhone' as phone,
         i.content ->> 'workerEmail' as email, count(*)::int as named_by
  from shown join store.item i using (person_id)
  where i.kind = 'involvement' and i.run_to is null
    and coalesce(i.content ->> 'workerName', i.content ->> 'workerRole') is not null
  group by 1, 2, 3, 4, 5, 6`

/**
 * Takes some people off the figures as the index stands, or puts them to them: once before the index
 * changes and once after, so that the difference is known without counting everybody.
 *
 * @param among the table of people to count
 * @param leftOut the table of those among them whom figures leave out
 */
export async function countAmong(
  client: pg.ClientBase,
  sign: 'off' | 'to',
  { among, leftOut }: { readonly among: string; readonly leftOut: string },
): Promise<void> {
  const people = `
    select person_id from ${among} join store.person p using (person_id) where p.run_to is null
    except select person_id from ${leftOut}`
  const times = sign === 'off' ? -1 : 1
  await client.query(`
    insert into field_change select feed, field, people * ${times} from (${fieldsOf(people)}) c;
    insert into worker_change
    select feed, organisation, name, role, phone, email, named_by * ${times} from (${workersOf(people)}) c`)
}

const everybody =
  'select person_id from store.person where run_to is null except select person_id from left_out'

/**
 * The workers whom the sources name, into `fresh_practitioner`. Those who are known only through
 * people that nobody is shown are left out: a refuge's worker would say where its residents are.
 */
export async function stagePractitioners(client: pg.ClientBase, counts: Counts): Promise<void> {
  const onwards = `
    select feed, organisation, name, role, phone, email, sum(named_by)::int as named_by
    from (
      select feed, organisation, name, role, phone, email, named_by from store.practitioner where run_to is null
      union all select * from worker_change
    ) w
    group by 1, 2, 3, 4, 5, 6 having sum(named_by) > 0`
  await client.query(`
    create temp table fresh_practitioner on commit drop as
    select p.*, p.feed || ':involvement:ordinary' as grant_key, w.named_by, md5(row(p.*)::text)::uuid as row_digest
    from (${counts === 'anew' ? workersOf(everybody) : onwards}) w
    cross join lateral (
      select w.feed, w.organisation, w.name, w.role, w.phone, w.email,
             trim(lower(unaccent(concat_ws(' ', w.name, w.role, w.organisation)))) as text
    ) p`)
}

/** Keeps how many name each worker, of those whose row stays as it is. */
export async function keepNamedBy(client: pg.ClientBase): Promise<void> {
  await client.query(`
    update store.practitioner p set named_by = f.named_by
    from fresh_practitioner f
    where p.run_to is null and p.row_digest = f.row_digest and p.named_by <> f.named_by`)
}

/**
 * How many people each source has, and how many of them with something of each field, into
 * `fresh_coverage`: counted anew over everybody, or onwards from what stands.
 */
export async function stageCoverage(client: pg.ClientBase, counts: Counts): Promise<void> {
  const onwards = `
    select feed, field, sum(people)::int as people
    from (
      select feed, field, filled as people from store.coverage where run_to is null
      union all select distinct feed, null, people from store.coverage where run_to is null
      union all select * from field_change
    ) c
    group by feed, field having sum(people) > 0`
  await client.query(`
    create temp table fresh_coverage on commit drop as
    with counted as materialized (${counts === 'anew' ? fieldsOf(everybody) : onwards}),
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
