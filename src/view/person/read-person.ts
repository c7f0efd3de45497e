import { z } from 'zod'
import { isIsoDate, NotFound } from '#kernel'
import type { PageContext } from '#platform/web'
import { buildShownOn, type ChildRecord, readChild, readChildAsOf, referencesThen } from '#store'
import { momentWords } from './moment-words.ts'
import type { PastDay } from './person-header.ts'

const params = z.object({ reference: z.string() })
const pastParams = z.object({ reference: z.string(), day: z.string() })

/**
 * The person whom the address names. One that does not exist and one that the reader may not know
 * of give the same error in the same words: even that a record exists is already a fact about it.
 */
export async function readPerson(context: PageContext): Promise<ChildRecord> {
  const { reference } = params.parse(context.request.params)
  const record = await readChild(context.database.db, reference, context.today)
  if (record === undefined) throw new NotFound('No record has this Child ID.')
  return record
}

/** A person's record as it was on a day. */
export interface PastRecord {
  readonly day: string
  /** The reference that the person has today, for the access log beside that of then. */
  readonly reference: string
  /** Undefined where the index held nothing under this reference on that day. */
  readonly record: ChildRecord | undefined
  readonly past: PastDay
  /** The run as of which it was read; undefined where there was none yet. */
  readonly runId: number | undefined
}

/**
 * The person whom the address names, as they were on the day that it names. Whoever may not be seen
 * today is not found, whatever was shown then. Undefined record where nothing was held.
 */
export async function readPersonOn(context: PageContext): Promise<PastRecord> {
  const { reference, day } = pastParams.parse(context.request.params)
  const current = await readPerson(context)
  if (!isIsoDate(day) || day > context.today) throw new NotFound('There is no such day to look at.')
  const { db } = context.database
  const build = await buildShownOn(db, day)
  const record = build && (await readChildAsOf(db, reference, build.runId, day))
  const then = build ? await referencesThen(db, current.personId, build.runId) : []
  return {
    day,
    reference: current.reference,
    record,
    runId: build?.runId,
    past: {
      on: day,
      builtAt: build ? momentWords(build.shownFrom) : '',
      otherReferences: then.filter((other) => other !== record?.reference),
    },
  }
}
