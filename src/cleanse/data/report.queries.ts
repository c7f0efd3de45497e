import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { ExceptionState } from './exception.queries.ts'

/** A report as the source's steward sees it. */
export interface ReportRow {
  readonly what: string
  readonly note: string | null
  readonly reportedAt: Date
}

/** A report as its reporter sees it. */
export interface OwnReport {
  readonly reference: string
  readonly what: string
  readonly sourceName: string
  readonly reportedAt: Date
  readonly state: ExceptionState
  /** The steward's words, where they gave any. */
  readonly reason: string | null
  readonly closedOn: string | null
}

/** A value that somebody says is wrong. */
export interface NewReport {
  readonly personId: string
  readonly reference: string
  readonly feed: string
  readonly kind: string
  readonly aspect: string
  /** What the record holds that was shown: finds it among the person's records of the feed. */
  readonly holds: Readonly<Record<string, unknown>>
  /** `Date of birth`. */
  readonly what: string
  readonly note: string | undefined
  readonly accountId: string
  readonly name: string
  readonly today: string
  readonly cause: string
}

/**
 * Keeps a report and opens its exception, or adds it to the one that is open. Answers the keys; none
 * where no record in force has the value any more.
 */
export async function saveReport(db: Handle, report: NewReport): Promise<string[]> {
  const { rows } = await sql<{ exceptionKey: string }>`
    with held as (
      select r.feed, r.person_key, r.kind, r.record_key,
             cleanse.exception_key('reported', r.feed, r.kind, r.record_key, ${report.aspect}) as exception_key,
             cleanse.value_digest(r.kind, ${report.aspect}, r.record_key, r.content) as value_digest
      from match.current_link_v1 l
      join extract.current_record_v1 r using (feed, person_key)
      where l.person_id = ${report.personId}::uuid and l.feed = ${report.feed} and r.kind = ${report.kind}
        and r.content @> ${JSON.stringify(report.holds)}::jsonb
    ),
    kept as (
      insert into cleanse.report (exception_key, feed, person_key, record_kind, record_key, aspect, what, note,
                                  value_digest, reference, reported_by, reported_by_name)
      select exception_key, feed, person_key, kind, record_key, ${report.aspect}, ${report.what},
             ${report.note ?? null}, value_digest, ${report.reference}, ${report.accountId}::uuid, ${report.name}
      from held
    ),
    opened as (
      insert into cleanse.exception (exception_key, rule, feed, record_kind, record_key, person_key, aspect, cause,
                                     detail, rests_on, round, run_from, opened_on)
      select h.exception_key, 'reported', h.feed, h.kind, h.record_key, h.person_key, ${report.aspect}, ${report.cause},
             ${report.what} || ': somebody who works with the child says that it is wrong.',
             md5(h.exception_key::text || h.value_digest::text)::uuid,
             1 + coalesce((select max(round) from cleanse.exception e where e.exception_key = h.exception_key), 0),
             (select max(run_id) from platform.run), ${report.today}::date
      from held h
      where not exists (select from cleanse.exception e
                        where e.exception_key = h.exception_key and e.run_to is null)
    )
    select exception_key as "exceptionKey" from held`.execute(db)
  return rows.map(({ exceptionKey }) => exceptionKey)
}

/** What was reported of one exception, the last report first. */
export async function reportsOf(db: Handle, exceptionKey: string): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    select what, note, reported_at as "reportedAt" from cleanse.report
    where exception_key = ${exceptionKey}::uuid order by reported_at desc`.execute(db)
  return rows
}

/** What somebody has reported and what became of it, the last first. Nothing of people hidden since. */
export async function reportsBy(db: Handle, accountId: string): Promise<OwnReport[]> {
  const { rows } = await sql<OwnReport>`
    select p.reference, p.what, f.source_name as "sourceName", p.reported_at as "reportedAt", e.state,
           case when e.rests_on = md5(e.exception_key::text || p.value_digest::text)::uuid then e.reason end as reason,
           e.closed_on as "closedOn"
    from cleanse.report p
    join cleanse.exception_now e using (exception_key)
    join extract.feed_freshness_v1 f on f.feed = p.feed
    where p.reported_by = ${accountId}::uuid
    order by p.reported_at desc limit 200`.execute(db)
  return rows
}
