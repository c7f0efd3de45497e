import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import { ruleWords } from '../rules/index.ts'
import type { DuplicatePair } from '../rules/likely-duplicate.ts'

/** An open exception as a steward sees it. */
export interface OpenException {
  readonly rule: string
  readonly title: string
  readonly whatToDo: string
  readonly feed: string
  readonly sourceName: string
  readonly recordKind: string
  readonly recordKey: string
  readonly detail: string
  /** The day of the run that found it, `YYYY-MM-DD`. */
  readonly openedOn: string
}

/** How many exceptions of one rule are open in one source. */
export interface ExceptionCount {
  readonly rule: string
  readonly title: string
  readonly feed: string
  readonly sourceName: string
  readonly open: number
}

const words = new Map(ruleWords.map((rule) => [rule.rule, rule]))

/** The open exceptions of one source and rule, or of all, in the order of the records' keys. */
export async function openExceptions(
  db: Handle,
  filter: { readonly feed?: string; readonly rule?: string } = {},
): Promise<OpenException[]> {
  const { rows } = await sql<Omit<OpenException, 'title' | 'whatToDo'>>`
    select e.rule, e.feed, f.source_name as "sourceName", e.record_kind as "recordKind",
           e.record_key as "recordKey", e.detail,
           (r.started_at at time zone 'Europe/London')::date as "openedOn"
    from cleanse.exception e
    join extract.feed_freshness_v1 f using (feed)
    join platform.run r on r.run_id = e.run_from
    where e.run_to is null
      and (${filter.feed ?? null}::text is null or e.feed = ${filter.feed ?? null})
      and (${filter.rule ?? null}::text is null or e.rule = ${filter.rule ?? null})
    order by f.source_name, e.rule, e.record_key, e.detail`.execute(db)
  return rows.map((row) => ({
    ...row,
    title: words.get(row.rule)?.title ?? row.rule,
    whatToDo: words.get(row.rule)?.whatToDo ?? '',
  }))
}

/** The number of open exceptions by source and rule, also where it is none. */
export async function countExceptions(db: Handle): Promise<ExceptionCount[]> {
  const { rows } = await sql<{ feed: string; sourceName: string; rule: string; open: number }>`
    select f.feed, f.source_name as "sourceName", r.rule, count(e.exception_id) as open
    from extract.feed_freshness_v1 f
    cross join unnest(${ruleWords.map((r) => r.rule)}::text[]) r (rule)
    left join cleanse.exception e on e.feed = f.feed and e.rule = r.rule and e.run_to is null
    group by f.feed, f.source_name, r.rule
    order by f.source_name, r.rule`.execute(db)
  return rows.map((row) => ({ ...row, title: words.get(row.rule)?.title ?? row.rule }))
}

/**
 * Pairs of records inside one source that are linked to one person, or wait for review as one, each
 * pair from both sides. A pair with a restricted person on either side is left out: what is said of
 * the one would show that the other exists.
 */
export async function duplicatePairs(db: Handle): Promise<DuplicatePair[]> {
  const { rows } = await sql<DuplicatePair>`
    with pair as (
      select a.feed, a.person_key as key_a, b.person_key as key_b, true as is_sure
      from match.current_link_v1 a
      join match.current_link_v1 b using (feed, person_id)
      where a.person_key < b.person_key
      union all
      select feed_a, key_a, key_b, false from match.possible_pair_v1 where feed_a = feed_b
    ),
    shown as (
      select p.* from pair p where not exists (
        select from match.current_link_v1 l join store.person_v1 s using (person_id)
        where l.feed = p.feed and l.person_key in (p.key_a, p.key_b) and s.is_restricted)
    )
    select feed, key_a as "personKey", key_b as "otherKey", is_sure as "isSure" from shown
    union all
    select feed, key_b, key_a, is_sure from shown`.execute(db)
  return rows
}
