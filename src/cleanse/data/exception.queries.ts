import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db'

/** Where an exception stands. */
export type ExceptionState =
  | 'to-do'
  | 'still-wrong' // said to be repaired, and the next extract still had it
  | 'waiting' // said to be repaired: the next extract will show it
  | 'not-an-error'
  | 'cannot-repair'
  | 'closed' // the extract no longer shows it

/** What is still somebody's work. */
export const toDo: readonly ExceptionState[] = ['to-do', 'still-wrong']

/** An exception as a steward sees it. It holds keys and no value of a record. */
export interface ExceptionRow {
  readonly exceptionKey: string
  readonly rule: string
  readonly cause: string
  readonly feed: string
  readonly sourceName: string
  readonly recordKind: string
  readonly recordKey: string
  readonly aspect: string
  readonly detail: string
  readonly state: ExceptionState
  /** The day of the run that found it, `YYYY-MM-DD`. */
  readonly openedOn: string
  readonly closedOn: string | null
  /** How often it has opened. */
  readonly round: number
}

/** Which exceptions. What is left out does not matter. */
export interface ExceptionFilter {
  readonly feed?: string | undefined
  readonly rule?: string | undefined
  readonly cause?: string | undefined
  readonly aspect?: string | undefined
  /** To do unless said otherwise. */
  readonly states?: readonly ExceptionState[] | undefined
  readonly recordKey?: string | undefined
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

const columns = sql`
  e.exception_key as "exceptionKey", e.rule, e.cause, e.feed, f.source_name as "sourceName",
  e.record_kind as "recordKind", e.record_key as "recordKey", e.aspect, e.detail, e.state,
  e.opened_on as "openedOn", e.closed_on as "closedOn", e.round`

function matching(filter: ExceptionFilter): RawBuilder<unknown> {
  const is = (column: string, value: string | undefined) =>
    value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`
  const states = filter.states ?? toDo
  // A closed one has a run_to: said apart, so that the index of open ones serves.
  const ended = states.includes('closed') ? sql`true` : sql`e.run_to is null`
  return sql`not e.is_sealed and ${ended} and e.state = any (${[...states]}::text[])
    and ${is('e.feed', filter.feed)} and ${is('e.rule', filter.rule)} and ${is('e.cause', filter.cause)}
    and ${is('e.aspect', filter.aspect)} and ${is('e.record_key', filter.recordKey)}`
}

/** The exceptions that match, longest open first; without restricted people. */
export async function listExceptions(
  db: Handle,
  filter: ExceptionFilter = {},
): Promise<ExceptionRow[]> {
  const limit = filter.limit === undefined ? sql`` : sql`limit ${filter.limit}`
  const { rows } = await sql<ExceptionRow>`
    select ${columns} from cleanse.exception_now e join extract.feed_freshness_v1 f using (feed)
    where ${matching(filter)}
    order by e.opened_on, f.source_name, e.rule, e.record_key, e.aspect
    ${limit} offset ${filter.offset ?? 0}`.execute(db)
  return rows
}

/** How many match. */
export async function countMatching(db: Handle, filter: ExceptionFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from cleanse.exception_now e where ${matching(filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Exceptions of one source that likely got in in one way. */
export interface ExceptionGroup {
  readonly feed: string
  readonly rule: string
  readonly cause: string
  readonly aspect: string
  readonly state: ExceptionState
  readonly count: number
  /** The key and the words of one of them. */
  readonly exampleKey: string
  readonly exampleRecord: string
  readonly exampleDetail: string
  readonly oldestOn: string
  /** The day on which most of them opened, and how many did: a bad load shows here. */
  readonly peakOn: string
  readonly peakCount: number
}

/** What is open, grouped by source, cause, rule and field. Sealed ones are not counted. */
export async function groupExceptions(db: Handle, feed?: string): Promise<ExceptionGroup[]> {
  const { rows } = await sql<ExceptionGroup>`
    with open as (
      select feed, rule, cause, aspect, state, opened_on, exception_key, record_key, detail
      from cleanse.exception_now
      where run_to is null and not is_sealed and (${feed ?? null}::text is null or feed = ${feed ?? null})
    ),
    by_day as (
      select feed, rule, cause, aspect, state, opened_on, count(*) as count,
             (array_agg(exception_key order by record_key))[1] as exception_key,
             min(record_key) as record_key
      from open group by 1, 2, 3, 4, 5, 6
    )
    select d.feed, d.rule, d.cause, d.aspect, d.state, sum(d.count)::integer as count,
           (array_agg(d.exception_key order by d.opened_on))[1] as "exampleKey",
           (array_agg(d.record_key order by d.opened_on))[1] as "exampleRecord",
           (select detail from open o where o.exception_key = (array_agg(d.exception_key order by d.opened_on))[1]) as "exampleDetail",
           min(d.opened_on) as "oldestOn",
           (array_agg(d.opened_on order by d.count desc, d.opened_on))[1] as "peakOn",
           max(d.count)::integer as "peakCount"
    from by_day d
    group by d.feed, d.rule, d.cause, d.aspect, d.state
    order by d.feed, sum(d.count) desc, d.rule, d.aspect`.execute(db)
  return rows
}

/** Each source with how much of it waits for somebody. */
export interface SourceCount {
  readonly feed: string
  readonly sourceName: string
  readonly organisation: string
  readonly toDo: number
  readonly stillWrong: number
  readonly waiting: number
  readonly setAside: number
}

/** The counts of every source, also where there is nothing. */
export async function countBySource(db: Handle): Promise<SourceCount[]> {
  const { rows } = await sql<SourceCount>`
    select f.feed, f.source_name as "sourceName", f.organisation,
           count(*) filter (where e.state in ('to-do', 'still-wrong'))::integer as "toDo",
           count(*) filter (where e.state = 'still-wrong')::integer as "stillWrong",
           count(*) filter (where e.state = 'waiting')::integer as waiting,
           count(*) filter (where e.state in ('not-an-error', 'cannot-repair'))::integer as "setAside"
    from extract.feed_freshness_v1 f
    left join cleanse.exception_now e on e.feed = f.feed and e.run_to is null and not e.is_sealed
    where f.ended_on is null
    group by f.feed, f.source_name, f.organisation order by f.source_name`.execute(db)
  return rows
}

/** One round of an exception. */
export interface RoundRow {
  readonly round: number
  readonly openedOn: string
  readonly closedOn: string | null
}

/** The exception of a key with the round that it is in; undefined where there is none, or it is hidden. */
export async function findException(
  db: Handle,
  exceptionKey: string,
): Promise<
  (ExceptionRow & { isSealed: boolean; organisation: string; restsOn: string }) | undefined
> {
  const { rows } = await sql<
    ExceptionRow & { isSealed: boolean; organisation: string; restsOn: string }
  >`
    select ${columns}, e.is_sealed as "isSealed", f.organisation, e.rests_on as "restsOn"
    from cleanse.exception_now e join extract.feed_freshness_v1 f using (feed)
    where e.exception_key = ${exceptionKey}::uuid`.execute(db)
  return rows[0]
}

/** Every round of an exception, the first one first. */
export async function roundsOf(db: Handle, exceptionKey: string): Promise<RoundRow[]> {
  const { rows } = await sql<RoundRow>`
    select round, opened_on as "openedOn", closed_on as "closedOn"
    from cleanse.exception where exception_key = ${exceptionKey}::uuid order by round`.execute(db)
  return rows
}

/** Restricted records that another source shows: for those alone who may know of them. */
export async function listSealed(db: Handle): Promise<ExceptionRow[]> {
  const { rows } = await sql<ExceptionRow>`
    select ${columns} from cleanse.exception_now e join extract.feed_freshness_v1 f using (feed)
    where e.is_sealed and e.run_to is null
    order by e.opened_on, f.source_name, e.record_key`.execute(db)
  return rows
}
