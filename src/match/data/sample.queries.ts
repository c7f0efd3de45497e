import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { ReviewAnswer } from '../review/settle.ts'

export type StratumKey = 'joined' | 'possible' | 'apart'

/** What pairs are told apart by. Ethnicity is read to measure, and never matched on. */
export const groupings = ['all', 'source', 'age', 'sex', 'ethnicity'] as const
export type Grouping = (typeof groupings)[number]

/** Adds to rows with feed_a, key_a, feed_b, key_b what they are grouped by. */
function grouped(pairs: RawBuilder<unknown>): RawBuilder<unknown> {
  const field = (name: string) =>
    sql`coalesce(a.content ->> ${sql.lit(name)}, b.content ->> ${sql.lit(name)})`
  return sql`
    select p.*, 'all'::text as everything,
           coalesce(fa.source_name, p.feed_a) || ' and ' || coalesce(fb.source_name, p.feed_b) as source,
           case when ${field('bornOn')} is null then 'Not known'
                when age(${field('bornOn')}::date) < interval '5 years' then '0 to 4'
                when age(${field('bornOn')}::date) < interval '11 years' then '5 to 10'
                when age(${field('bornOn')}::date) < interval '18 years' then '11 to 17'
                else '18 and over' end as age,
           case ${field('sex')} when 'F' then 'Female' when 'M' then 'Male' else 'Not known' end as sex,
           case upper(left(trim(${field('ethnicity')}), 1))
                when 'W' then 'White' when 'M' then 'Mixed' when 'A' then 'Asian' when 'C' then 'Asian'
                when 'B' then 'Black' when 'O' then 'Other' else 'Not recorded' end as ethnicity
    from (${pairs}) p
    left join extract.current_record_v1 a
      on a.kind = 'person' and a.feed = p.feed_a and a.person_key = p.key_a
    left join extract.current_record_v1 b
      on b.kind = 'person' and b.feed = p.feed_b and b.person_key = p.key_b
    left join extract.feed_v1 fa on fa.feed = p.feed_a
    left join extract.feed_v1 fb on fb.feed = p.feed_b`
}

/**
 * Every pair that could be drawn, by how it stands: joined; possible, where the machine is not sure; and
 * apart, where two records have the same birth date and family name and are held to be two people. Two
 * lives of one child have not that in common, and so are in no sample. Nobody restricted is among them.
 */
const pool = sql`
  with link as (
    select l.feed, l.person_key, l.person_id, (l.feed || '|' || l.person_key) collate "C" as id
    from match.current_link_v1 l
    where not exists (select from match.restricted_person_v1 r where r.person_id = l.person_id)
  ),
  told as (
    select l.*, r.content ->> 'bornOn' as born_on,
           lower(r.content -> 'names' -> 0 ->> 'family') as family
    from link l join extract.current_record_v1 r
      on r.kind = 'person' and r.feed = l.feed and r.person_key = l.person_key
  ),
  alike as (
    select a.feed as feed_a, a.person_key as key_a, b.feed as feed_b, b.person_key as key_b
    from told a join told b on a.born_on = b.born_on and a.family = b.family and a.id < b.id
    where a.person_id <> b.person_id
  )
  select 'joined' as stratum, a.feed as feed_a, a.person_key as key_a, b.feed as feed_b, b.person_key as key_b
  from link a join link b on a.person_id = b.person_id and a.id < b.id
  union all
  select 'possible', p.feed_a, p.key_a, p.feed_b, p.key_b
  from match.possible_pair_v1 p
  join link a on a.feed = p.feed_a and a.person_key = p.key_a
  join link b on b.feed = p.feed_b and b.person_key = p.key_b
  where a.person_id <> b.person_id
  union all
  select 'apart', x.feed_a, x.key_a, x.feed_b, x.key_b
  from alike x
  where not exists (select from match.possible_pair_v1 p
    where (p.feed_a, p.key_a, p.feed_b, p.key_b) in
      ((x.feed_a, x.key_a, x.feed_b, x.key_b), (x.feed_b, x.key_b, x.feed_a, x.key_a)))`

/** Draws a sample, as many pairs of each stratum as asked for, and puts them into the reviewers' queue. */
export async function drawSample(
  db: Handle,
  accountId: string,
  each: number,
): Promise<{ sampleId: string; pairs: number }> {
  await sql`create temp table sample_pool on commit drop as ${grouped(pool)}`.execute(db)
  const { rows } = await sql<{ sampleId: string }>`
    insert into match.sample (drawn_by, run_id)
    values (${accountId}, (select max(run_id) from platform.run where state = 'done'))
    returning sample_id as "sampleId"`.execute(db)
  const sampleId = rows[0]?.sampleId ?? ''
  for (const by of groupings) {
    const value = sql.ref(by === 'all' ? 'everything' : by)
    await sql`
      insert into match.sample_stratum (sample_id, stratum, by_what, value, pairs)
      select ${sampleId}::uuid, stratum, ${by}, ${value}, count(*)
      from sample_pool group by stratum, ${value}`.execute(db)
  }
  await sql`
    create temp table drawn on commit drop as
    select * from (
      select *, row_number() over (partition by stratum order by random()) as place from sample_pool) p
    where place <= ${each}`.execute(db)
  await sql`
    insert into match.review (kind, feed_a, key_a, feed_b, key_b)
    select 'sample', feed_a, key_a, feed_b, key_b from drawn
    on conflict (feed_a, key_a, feed_b, key_b) where closed_at is null do nothing`.execute(db)
  const { numAffectedRows } = await sql`
    insert into match.sample_pair (sample_id, review_id, stratum, source, age, sex, ethnicity)
    select ${sampleId}::uuid, r.review_id, d.stratum, d.source, d.age, d.sex, d.ethnicity
    from drawn d join match.review r
      on (r.feed_a, r.key_a, r.feed_b, r.key_b) = (d.feed_a, d.key_a, d.feed_b, d.key_b)
    where r.closed_at is null`.execute(db)
  return { sampleId, pairs: Number(numAffectedRows ?? 0) }
}

/** The sample drawn last, with what was answered. */
export interface Sample {
  readonly drawnAt: Date
  readonly strata: readonly { stratum: StratumKey; by: Grouping; value: string; pairs: number }[]
  readonly pairs: readonly SamplePair[]
}

/** A pair that was drawn. */
export interface SamplePair {
  readonly reviewId: string
  readonly stratum: StratumKey
  readonly source: string
  readonly age: string
  readonly sex: string
  readonly ethnicity: string
  /** What reviewers say of it; null while nobody has, or where the question no longer arises. */
  readonly answer: ReviewAnswer | null
}

export async function latestSample(db: Handle): Promise<Sample | undefined> {
  const { rows } = await sql<{ sampleId: string; drawnAt: Date }>`
    select sample_id as "sampleId", drawn_at as "drawnAt" from match.sample
    order by drawn_at desc limit 1`.execute(db)
  const [sample] = rows
  if (sample === undefined) return undefined
  const strata = await sql<Sample['strata'][number]>`
    select stratum, by_what as by, value, pairs from match.sample_stratum
    where sample_id = ${sample.sampleId}`.execute(db)
  const pairs = await sql<SamplePair>`
    select p.review_id as "reviewId", p.stratum, p.source, p.age, p.sex, p.ethnicity,
           nullif(r.outcome, 'gone') as answer
    from match.sample_pair p join match.review r using (review_id)
    where p.sample_id = ${sample.sampleId}`.execute(db)
  return { drawnAt: sample.drawnAt, strata: strata.rows, pairs: pairs.rows }
}

/** How much review there is of a group, and how long it takes. */
export interface ReviewLoad {
  readonly by: Grouping
  readonly value: string
  readonly open: number
  readonly oldestDays: number
  readonly answered: number
  /** Half of what was answered in the last 90 days had waited no longer, in hours; null for none. */
  readonly medianHours: number | null
}

export async function reviewLoads(db: Handle): Promise<ReviewLoad[]> {
  await sql`create temp table load_pool on commit drop as ${grouped(sql`
    select feed_a, key_a, feed_b, key_b, opened_at, closed_at, outcome from match.review
    where kind <> 'sample' and (closed_at is null or closed_at > now() - interval '90 days')
      and outcome is distinct from 'gone'`)}`.execute(db)
  const loads: ReviewLoad[] = []
  for (const by of groupings) {
    const value = sql.ref(by === 'all' ? 'everything' : by)
    const { rows } = await sql<ReviewLoad>`
      select ${by}::text as by, ${value} as value,
             (count(*) filter (where closed_at is null))::integer as open,
             coalesce(max(extract(day from now() - opened_at)) filter (where closed_at is null), 0)::integer as "oldestDays",
             (count(*) filter (where closed_at is not null))::integer as answered,
             percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at) / 3600)
               filter (where closed_at is not null) as "medianHours"
      from load_pool group by ${value} order by 2`.execute(db)
    loads.push(...rows)
  }
  return loads
}
