import { z } from 'zod'
import { NotFound } from '#kernel'
import type { PageContext } from '#platform/web'
import { type ChildRecord, readChild } from '#store'

const params = z.object({ reference: z.string() })

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
