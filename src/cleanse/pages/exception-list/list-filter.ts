import { z } from 'zod'
import type { ExceptionFilter } from '../../data/exception.queries.ts'
import { toDo } from '../../data/exception.queries.ts'

const chosen = z
  .string()
  .trim()
  .max(200)
  .transform((text) => (text === '' ? undefined : text))
  .optional()
  .catch(undefined)

const schema = z.object({
  state: z.enum(['waiting', 'not-an-error', 'cannot-repair', 'closed']).optional().catch(undefined),
  rule: chosen,
  cause: chosen,
  aspect: chosen,
  record: chosen,
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})

/** What a list is narrowed to, as it stands in its address. What makes no sense is left out. */
export type ListFilter = z.infer<typeof schema>

/** Reads the filter out of an address. */
export function readListFilter(query: unknown): ListFilter {
  return schema.parse(typeof query === 'object' && query !== null ? query : {})
}

/** The filter as the query takes it. */
export function exceptionFilter(feed: string, filter: ListFilter): ExceptionFilter {
  return {
    feed,
    rule: filter.rule,
    cause: filter.cause,
    aspect: filter.aspect,
    recordKey: filter.record,
    states: filter.state === undefined ? toDo : [filter.state],
  }
}
