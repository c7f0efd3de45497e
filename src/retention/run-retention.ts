import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type pg from 'pg'
import { type ErasureCause, endFeed, eraseRecords, forgetErasedRecords } from '#extract'
import { addDays } from '#kernel'
import { type Database, onOneConnection } from '#platform/db'
import {
  askForFiles,
  askForOldFiles,
  type DueKeys,
  filesToRemove,
  lastLoadWith,
  personsGone,
  personsOf,
} from './data/due.queries.ts'
import type { RetentionPolicy } from './rules/retention-policy.ts'

/** What a module does to forget whatever no source record stands behind any more: rows removed, by table. */
export type Forget = (client: pg.ClientBase) => Promise<Readonly<Record<string, number>>>

/** What a module does to remove rows of its own that have been kept long enough: how many, by table. */
export type Trim = (
  client: pg.ClientBase,
  before: (period: 'rejects' | 'closedExceptions' | 'signInAttempts') => string,
) => Promise<Readonly<Record<string, number>>>

/** How retention runs. */
export interface RetentionOptions {
  readonly policy: RetentionPolicy
  /** `YYYY-MM-DD` */
  readonly today: string
  /** Kith's home, where the landed files are. */
  readonly home: string
  /** Each module that holds what is derived from source records. */
  readonly forget: readonly Forget[]
  /** Each module that has rows with a period of their own. */
  readonly trim?: readonly Trim[]
  readonly doneBy: string
  /** Find out what would be done, and do nothing. */
  readonly dryRun?: boolean
}

/** One reason to erase, and what it came to. */
export interface RetentionAct {
  readonly feed: string
  readonly cause: 'gone' | 'agreement-ended' | 'source'
  readonly persons: number
  /** Source records, all versions counted. */
  readonly records: number
  /** Persons whom a hold kept. */
  readonly spared: number
}

export interface RetentionOutcome {
  readonly acts: readonly RetentionAct[]
  /** Derived rows removed, by table. */
  readonly derived: Readonly<Record<string, number>>
  /** Rows with a period of their own that were removed, by table. */
  readonly trimmed: Readonly<Record<string, number>>
  /** Landed files removed, or to be removed. */
  readonly files: number
}

class DryRun extends Error {}

/**
 * Erases what has been kept long enough or whose agreement has ended, with everything that was
 * derived from it, in one transaction; then the landed files that held it. Held records are spared,
 * and counted. What was done is kept, without anything of it. A dry run does all of it and takes it
 * back, so that its figures are those of the run.
 */
export async function runRetention(
  database: Database,
  options: RetentionOptions,
): Promise<RetentionOutcome> {
  let outcome: RetentionOutcome = { acts: [], derived: {}, trimmed: {}, files: 0 }
  try {
    await onOneConnection(database, async (client) => {
      outcome = await eraseDue(client, options)
      if (options.dryRun) throw new DryRun()
    })
  } catch (error) {
    if (!(error instanceof DryRun)) throw error
    return outcome
  }
  await removeFiles(database, options.home)
  return outcome
}

interface Order extends DueKeys {
  readonly cause: 'gone' | 'agreement-ended'
  readonly basis: string
}

async function eraseDue(
  client: pg.ClientBase,
  options: RetentionOptions,
): Promise<RetentionOutcome> {
  const acts: RetentionAct[] = []
  let files = 0
  for (const order of await orders(client, options)) {
    const upTo = await lastLoadWith(client, order)
    const act = await erase(client, order, options.doneBy)
    acts.push(act)
    if (act.records > 0) {
      files += await askForFiles(client, { feed: order.feed, upTo, reason: order.cause })
    }
  }
  files += await askForOldFiles(client, addDays(options.today, -options.policy.periods.landedFiles))
  const derived: Record<string, number> = {}
  for (const forget of options.forget) Object.assign(derived, await forget(client))
  await forgetErasedRecords(client)
  const trimmed: Record<string, number> = {}
  const before = (period: 'rejects' | 'closedExceptions' | 'signInAttempts') =>
    addDays(options.today, -options.policy.periods[period])
  for (const trim of options.trim ?? []) Object.assign(trimmed, await trim(client, before))
  return { acts, derived, trimmed, files }
}

async function orders(client: pg.ClientBase, options: RetentionOptions): Promise<Order[]> {
  const { periods, ended } = options.policy
  const found: Order[] = []
  for (const { feed, agreement, endedOn } of ended) {
    await endFeed(client, feed, endedOn)
    const personKeys = await personsOf(client, feed)
    const basis = `The agreement ${agreement} ended on ${endedOn}.`
    if (personKeys.length > 0) found.push({ feed, personKeys, cause: 'agreement-ended', basis })
  }
  for (const due of await personsGone(client, addDays(options.today, -periods.personsGone))) {
    if (ended.some(({ feed }) => feed === due.feed)) continue
    found.push({ ...due, cause: 'gone', basis: periods.basis })
  }
  return found
}

const causes: Readonly<Record<Order['cause'], ErasureCause>> = {
  gone: 'retention',
  'agreement-ended': 'agreement-ended',
}

async function erase(
  client: pg.ClientBase,
  { feed, personKeys, cause, basis }: Order,
  doneBy: string,
): Promise<RetentionAct> {
  const { persons, records, spared } = await eraseRecords(client, {
    feed,
    personKeys,
    cause: causes[cause],
    reason: basis,
    doneBy,
  })
  await client.query(
    `insert into retention.act (done_by, feed, cause, persons, records, spared, basis)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [doneBy, feed, cause, persons, records, spared, basis],
  )
  return { feed, cause, persons, records, spared }
}

/**
 * Removes the landed files that are to go, also those that an earlier run could not. The row of the
 * load stays, with name and checksum: what came when can still be told.
 */
export async function removeFiles(database: Database, home: string): Promise<number> {
  return onOneConnection(database, async (client) => {
    const files = await filesToRemove(client)
    for (const { loadId, feed, fileName, checksum } of files) {
      const name = `${checksum}-${basename(fileName)}`
      rmSync(join(home, 'landed', feed, name), { force: true })
      await client.query(
        'update retention.removed_file set removed_at = clock_timestamp() where load_id = $1',
        [loadId],
      )
    }
    return files.length
  })
}
