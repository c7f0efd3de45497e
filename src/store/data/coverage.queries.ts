import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** How much of a source's people has something of a field. */
export interface FieldCoverage {
  readonly field: string
  /** People of the source who are in the index; restricted ones are not counted. */
  readonly people: number
  /** Those among them with at least one value. */
  readonly filled: number
}

/** A source, how fresh what the index has of it is, and how full it is. */
export interface SourceFields {
  readonly feed: string
  readonly sourceName: string
  readonly organisation: string
  /** The day of the extract that is in the index; undefined where none has come. */
  readonly asOf: string | undefined
  readonly lateAfterHours: number
  readonly isLate: boolean
  /** Only fields that the source gives: what is not here it does not ask for. */
  readonly fields: readonly FieldCoverage[]
}

/** Coverage and freshness of every source, by field, as the last build of the index found them, without whom nobody is shown. */
export async function sourceCoverage(db: Handle, now: Date): Promise<SourceFields[]> {
  const { rows } = await sql<Omit<SourceFields, 'asOf'> & { asOf: string | null }>`
    select s.feed, s.source_name as "sourceName", s.organisation,
           (s.last_extract_at at time zone 'Europe/London')::date as "asOf",
           s.late_after_hours as "lateAfterHours",
           coalesce(s.last_extract_at + make_interval(hours => s.late_after_hours) < ${now}::timestamptz, true) as "isLate",
           coalesce((select jsonb_agg(jsonb_build_object('field', c.field, 'people', c.people, 'filled', c.filled)
                                      order by c.field)
                     from store.coverage_v1 c where c.feed = s.feed), '[]') as fields
    from store.source s where s.run_to is null order by s.source_name`.execute(db)
  return rows.map((row) => ({ ...row, asOf: row.asOf ?? undefined }))
}

/** How many persons in force of each feed nobody is shown, by feed: other counts must not tell. */
export async function hiddenRecords(db: Handle): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ feed: string; persons: number }>`
    select h.feed, count(*)::int as persons from store.hidden_record_v1 h
    join extract.current_record_v1 r on r.kind = 'person' and r.feed = h.feed and r.record_key = h.person_key
    group by h.feed`.execute(db)
  return new Map(rows.map(({ feed, persons }) => [feed, persons]))
}
