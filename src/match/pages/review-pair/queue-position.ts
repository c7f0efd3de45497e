import { z } from 'zod'
import type { PageContext } from '#platform/web'
import { givenAnswers } from '../../data/review.queries.ts'
import { answerWords } from '../../review/settle.ts'
import { pairPath } from '../match.paths.ts'
import { reviewerOf } from '../match-settings.ts'
import type { Done, QueueFilter } from '../review-queue/review-queue.view.ts'

const text = z.string().max(60).catch('')
const filterSchema = z.object({ source: text, kind: text }).catch({ source: '', kind: '' })

/** What the queue is narrowed to, from an address or a form. */
export function filterOf(from: unknown): QueueFilter {
  return filterSchema.parse(from ?? {})
}

/** An address that remembers what the queue is narrowed to, and what was answered last. */
export function withFilter(path: string, filter: QueueFilter, after?: string): string {
  const query = new URLSearchParams()
  if (filter.source) query.set('source', filter.source)
  if (filter.kind) query.set('kind', filter.kind)
  if (after) query.set('after', after)
  return query.size > 0 ? `${path}?${query}` : path
}

/** What the reader has just answered, where the address says so and it is true. */
export async function doneOf(context: PageContext): Promise<Done | undefined> {
  const after = z.object({ after: z.uuid() }).safeParse(context.request.query)
  if (!after.success) return undefined
  const who = reviewerOf(context)
  const [last] = await givenAnswers(context.database.db, who, {
    ofAccount: who.accountId,
    limit: 1,
  })
  if (last?.reviewId !== after.data.after || last.undoneAt !== null) return undefined
  const waits = last.outcome === null ? ' A second reviewer will be asked.' : ''
  return {
    words: `Kept: ${answerWords[last.answer].toLowerCase()}.${waits}`,
    undoHref: `${pairPath(last.reviewId)}/undo`,
  }
}
