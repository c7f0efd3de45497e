import type pg from 'pg'
import { type CurrentRecord, currentRecords, type RecordKind } from '#extract'
import { copyRows, type Database, onOneConnection, type Run } from '#platform/db'
import { duplicatePairs } from './data/exception.queries.ts'
import { recordRules } from './rules/index.ts'
import { duplicateDetail, likelyDuplicate } from './rules/likely-duplicate.ts'
import type { CheckedRecord, RecordRule } from './rules/rule.ts'

/** What a run found, for its summary. */
export interface ExceptionChanges {
  readonly open: number
  readonly opened: number
  readonly closed: number
}

type Row = [
  rule: string,
  feed: string,
  kind: string,
  recordKey: string,
  personKey: string,
  detail: string,
]

const columns = ['rule', 'feed', 'record_kind', 'record_key', 'person_key', 'detail']

/**
 * Runs every data-quality rule over the records in force, in one transaction. An exception that is
 * found again stays as it is; one that is not found any more closes, which is the proof of repair;
 * a new one opens. Nothing is raised about a person whom a source restricts, since an exception
 * would show that the record exists.
 */
export async function raiseExceptions(database: Database, run: Run): Promise<ExceptionChanges> {
  return onOneConnection(database, async (client) => {
    await client.query(`
      create temp table found (rule text, feed text, record_kind text, record_key text,
        person_key text, detail text) on commit drop`)
    await copyRows(client, 'found', columns, findAll(database))
    return replaceOpen(client, run.runId)
  })
}

async function* findAll(database: Database): AsyncGenerator<Row> {
  for (const kind of new Set(recordRules.flatMap((rule) => rule.kinds))) {
    const rules = recordRules.filter((rule) => rule.kinds.includes(kind))
    for await (const batch of currentRecords(database.db, kind)) {
      for (const record of batch) yield* findingsIn(kind, record, rules)
    }
  }
  for (const pair of await duplicatePairs(database.db)) {
    const { feed, personKey } = pair
    yield [likelyDuplicate.rule, feed, 'person', personKey, personKey, duplicateDetail(pair)]
  }
}

function* findingsIn(
  kind: RecordKind,
  record: CurrentRecord,
  rules: readonly RecordRule[],
): Generator<Row> {
  const { feed, recordKey, personKey, content } = record
  for (const rule of rules) {
    // The kind in the query is the kind of the content.
    for (const { detail } of rule.check({ kind, content } as CheckedRecord)) {
      yield [rule.rule, feed, kind, recordKey, personKey, detail]
    }
  }
}

async function replaceOpen(client: pg.ClientBase, runId: number): Promise<ExceptionChanges> {
  await client.query(`
    create temp table fresh on commit drop as
    select distinct on (row_digest) * from (
      select f.*, md5(row(f.*)::text)::uuid as row_digest from found f
      where not exists (
        select from match.current_link_v1 l join store.person_v1 p using (person_id)
        where l.feed = f.feed and l.person_key = f.person_key and p.is_restricted)
    ) shown`)
  const closed = await client.query(
    `update cleanse.exception e set run_to = $1
     where run_to is null and not exists (select from fresh f where f.row_digest = e.row_digest)`,
    [runId],
  )
  const opened = await client.query(
    `insert into cleanse.exception (${columns.join(', ')}, row_digest, run_from)
     select ${columns.join(', ')}, row_digest, $1::bigint from fresh f
     where not exists (select from cleanse.exception e where e.run_to is null and e.row_digest = f.row_digest)`,
    [runId],
  )
  const { rows } = await client.query<{ open: number }>(
    'select count(*) as open from cleanse.exception where run_to is null',
  )
  return { open: rows[0]?.open ?? 0, opened: opened.rowCount ?? 0, closed: closed.rowCount ?? 0 }
}
