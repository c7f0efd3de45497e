import { z } from 'zod'
import type { Grants, Openings, PurposeKey } from '#access'
import { isIsoDate, NotFound } from '#kernel'
import type { PageContext } from '#platform/web'
import {
  buildShownOn,
  type ChildRecord,
  findAsked,
  readChild,
  readChildAsOf,
  referencesThen,
} from '#store'
import { purposePath } from '../view.paths.ts'
import { momentWords } from './moment-words.ts'
import type { PastDay } from './person-header.ts'

const params = z.object({ reference: z.string() })
const pastParams = z.object({ reference: z.string(), day: z.string() })

/** A person whom the reader may see, and what for. */
export interface OpenPerson {
  readonly record: ChildRecord
  readonly purpose: PurposeKey
  readonly grants: Grants
}

/** Where the reader must say first why they look. */
export interface AskFirst {
  readonly askAt: string
}

/**
 * The person whom the address names, as far as the reader may see them for the purpose that they have
 * said today. One that does not exist and one that the reader may not know of give the same error in
 * the same words: even that a record exists is already a fact about it.
 */
export async function readPerson(
  context: PageContext,
  opens: Openings,
): Promise<OpenPerson | AskFirst> {
  const { record, purpose, grants } = await open(context, opens)
  return purpose === undefined
    ? { askAt: purposePath(record.reference, context.request.url) }
    : { record, purpose, grants }
}

async function open({ database: { db }, reader, request, today }: PageContext, opens: Openings) {
  const { reference } = params.parse(request.params)
  const asked = await findAsked(db, reference)
  if (asked === undefined) throw notFound()
  const viewing = await opens.viewing(db, reader, asked, today)
  const record = await readChild(db, viewing.grants, reference, today)
  if (record === undefined) throw notFound()
  return { ...viewing, record }
}

function notFound(): NotFound {
  return new NotFound('No record has this Child ID.')
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
  readonly purpose: PurposeKey
  readonly grants: Grants
}

/**
 * The person whom the address names, as they were on the day that it names. Whoever may not be seen
 * today is not found, whatever was shown then. Undefined record where nothing was held.
 */
export async function readPersonOn(
  context: PageContext,
  opens: Openings,
): Promise<PastRecord | AskFirst> {
  const { reference, day } = pastParams.parse(context.request.params)
  const { record: current, purpose, grants } = await open(context, opens)
  if (!isIsoDate(day) || day > context.today) throw new NotFound('There is no such day to look at.')
  if (purpose === undefined) return { askAt: purposePath(current.reference, context.request.url) }
  const { db } = context.database
  const build = await buildShownOn(db, day)
  const record = build && (await readChildAsOf(db, grants, reference, build.runId, day))
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
    purpose,
    grants,
  }
}
