import type pg from 'pg'
import type { RecordKind } from '#extract'
import type { IsoDate } from '#kernel'
import { type CopyValue, copyRows } from '#platform/db'
import type { CheckedRecord, RecordCheck } from '../rules/finding.ts'
import { recordChecks } from '../rules/record-checks/index.ts'
import type { Rule } from '../rules/rule-book.ts'
import type { Scope } from './stage-looked-at.ts'

/** A rule in force with the check that serves it. */
interface RunningCheck {
  readonly rule: Rule
  readonly check: RecordCheck
}

interface RecordRow {
  readonly feed: string
  readonly record_key: string
  readonly person_key: string
  readonly content: unknown
  readonly recorded_on: string
}

const batch = 5000
const columns = [
  'rule',
  'feed',
  'record_kind',
  'record_key',
  'person_key',
  'aspect',
  'cause',
  'detail',
  'rests',
]

/** Runs the checks that look at one record by itself, and puts what they find into `found`. */
export async function findInRecords(
  client: pg.ClientBase,
  rules: readonly Rule[],
  today: IsoDate,
  scope: Scope,
): Promise<void> {
  const running = rules.flatMap((rule): RunningCheck[] => {
    const check = (recordChecks as Readonly<Record<string, RecordCheck>>)[rule.rule]
    return check ? [{ rule, check }] : []
  })
  const kinds = new Set(running.flatMap(({ check }) => check.kinds))
  for (const kind of kinds) {
    const own = running.filter(({ check }) => check.kinds.includes(kind))
    for await (const rows of recordsOf(client, kind, scope)) {
      const found = rows.flatMap((row) => findingsIn(kind, row, own, today))
      if (found.length > 0) await copyRows(client, 'found', columns, found)
    }
  }
}

async function* recordsOf(client: pg.ClientBase, kind: RecordKind, scope: Scope) {
  const among =
    scope === 'all'
      ? ''
      : `and (r.feed, r.record_key) in (select feed, record_key from looked_at where kind = '${kind}')`
  // A cursor takes no parameters; the kind is one of six words of ours.
  await client.query(`declare checked_records no scroll cursor for
    select r.feed, r.record_key, r.person_key, r.content, r.recorded_on
    from extract.current_record_v1 r where r.kind = '${kind}' ${among}`)
  for (;;) {
    const { rows } = await client.query<RecordRow>(`fetch ${batch} from checked_records`)
    if (rows.length === 0) break
    yield rows
  }
  await client.query('close checked_records')
}

function findingsIn(
  kind: RecordKind,
  row: RecordRow,
  running: readonly RunningCheck[],
  today: IsoDate,
): CopyValue[][] {
  // The kind in the query is the kind of the content.
  const record = { kind, content: row.content } as CheckedRecord
  const days = { today, recordedOn: row.recorded_on }
  return running.flatMap(({ rule, check }) => {
    if (rule.sources && !rule.sources.includes(row.feed)) return []
    return check
      .check(record, days)
      .map(({ aspect, detail, cause, rests }) => [
        rule.rule,
        row.feed,
        kind,
        row.record_key,
        row.person_key,
        aspect,
        cause ?? rule.cause,
        detail,
        rests.map((value) => value ?? '').join('|'),
      ])
  })
}
