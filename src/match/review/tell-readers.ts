import { addressesOfRole, type ShownTo, shownTo } from '#access'
import { type Database, type Handle, inTransaction } from '#platform/db'
import { queueMail } from '#platform/mail'
import {
  addBreach,
  addRiskNotice,
  gainedRisks,
  joinsToFollow,
  markFollowed,
  type Parting,
  partingsToFollow,
} from '../data/breach.queries.ts'
import { riskKinds } from '../rules/risk-facts.ts'
import { breachMail, openedMail, riskMail } from './mails.ts'

/**
 * A breach must be reported within 72 hours of becoming aware of it, where it is a risk to people: UK
 * GDPR, article 33(1), in force since 25 May 2018.
 */
export const hoursToReport = 72

/** Who looked in so many days before a join is told of what it added. */
const recentDays = 30

/** What a run's joins and splits led to. */
export interface Told {
  /** Assessments of a breach that were opened. */
  readonly breaches: number
  /** Mails to people who had been shown something wrong, or lacking. */
  readonly told: number
}

/**
 * After a run, once the index shows it: where records were parted that had stood as one, finds everybody who was shown the
 * wrong picture, tells them, and opens the assessment of a breach; where a join added a fact of risk,
 * tells those who had looked lately. Where nobody had looked there is nobody to tell and nothing to
 * assess. Mails hold references only.
 */
export async function tellReaders(database: Database): Promise<Told> {
  return inTransaction(database.db, async (db) => {
    let [breaches, told] = [0, 0]
    for (const parting of await partingsToFollow(db)) {
      const readers = await shownTo(db, parting.reference, parting.wrongSince)
      if (readers.length === 0) continue
      await openBreach(db, parting, readers)
      breaches += 1
      told += readers.filter(({ email }) => email !== null).length
    }
    for (const runId of await joinsToFollow(db)) told += await tellOfRisks(db, runId)
    await markFollowed(db)
    return { breaches, told }
  })
}

async function openBreach(
  db: Handle,
  parting: Parting,
  readers: readonly ShownTo[],
): Promise<void> {
  for (const { email, firstAt, lastAt } of readers) {
    if (email !== null) await queueMail(db, breachMail(email, parting, firstAt, lastAt))
  }
  const seen = readers.map((reader) => ({ ...reader, isTold: reader.email !== null }))
  await addBreach(db, parting, hoursToReport, seen)
  for (const email of await addressesOfRole(db, 'information-governance')) {
    await queueMail(db, openedMail(email, parting, readers.length, hoursToReport))
  }
}

async function tellOfRisks(db: Handle, runId: number): Promise<number> {
  let told = 0
  const since = new Date(Date.now() - recentDays * 86_400_000)
  for (const gained of await gainedRisks(db, runId, riskKinds)) {
    for (const { account, email } of await shownTo(db, gained.reference, since)) {
      if (email === null || !(await addRiskNotice(db, runId, gained, account))) continue
      await queueMail(db, riskMail(email, gained))
      told += 1
    }
  }
  return told
}
