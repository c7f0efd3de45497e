import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { IsoDate } from '#kernel'
import { type Database, onOneConnection, type Run } from '#platform/db'
import { recordChecks } from '../rules/record-checks/index.ts'
import type { RuleBook } from '../rules/rule-book.ts'
import { findAmongPeople } from './find-among-people.ts'
import { findInFeeds } from './find-in-feeds.ts'
import { findInRecords } from './find-in-records.ts'
import { replaceOpen } from './replace-open.ts'
import { stageLookedAt } from './stage-looked-at.ts'

/** What a run found, for its summary. */
export interface ExceptionChanges {
  readonly open: number
  readonly opened: number
  readonly closed: number
}

/** What to look for, and the day as which it is looked. */
export interface RaiseOptions {
  readonly book: RuleBook
  readonly today: IsoDate
}

/** Raise it where a change of the checks themselves must reach records that have not changed. */
const checksVersion = 1

/**
 * Runs every rule in force, in one transaction that reads one moment's state. An exception that is
 * found again stays; one that is not found any more closes, which is the proof of repair; one that
 * returns opens as a further round of the same. Checks of one record by itself look only at what a
 * load has changed since the last run; those that compare records look at everybody, set by set.
 *
 * Nothing is raised about a person whom any source restricts, since an exception would show that the
 * record exists; what is to be said of them is sealed.
 */
export async function raiseExceptions(
  database: Database,
  run: Run,
  { book, today }: RaiseOptions,
): Promise<ExceptionChanges> {
  return onOneConnection(database, async (client) => {
    await client.query(
      `set transaction isolation level repeatable read; set local work_mem = '64MB'`,
    )
    await createFound(client)
    const { scope, since } = await stageLookedAt(client, digestOf(book), today)
    await findInRecords(client, book.rules, today, scope)
    await findAmongPeople(client, book.rules, today, since)
    await findInFeeds(client, book.rules, today)
    return replaceOpen(client, {
      runId: run.runId,
      today,
      scope,
      perRecord: Object.keys(recordChecks),
    })
  })
}

async function createFound(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table found (rule text, feed text, record_kind text, record_key text, person_key text,
      aspect text, cause text, detail text, rests text, is_sealed boolean not null default false)
    on commit drop`)
}

/** Changes with what is looked for, and not with the words. */
function digestOf({ rules }: RuleBook): string {
  const text = JSON.stringify([
    checksVersion,
    rules.map(({ rule, sources, cause, options }) => [rule, sources, cause, options]),
  ])
  return createHash('sha256').update(text).digest('hex')
}
