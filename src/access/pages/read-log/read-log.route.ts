import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isIsoDate, NotFound } from '#kernel'
import { type Answer, definePage, type Page } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { type LogFilter, readAccessLog } from '../../data/access-log.queries.ts'
import { readForm, type ShownErrors, shownErrors, typedText } from '../access-parts/form.ts'
import { eventGroups } from './event-words.ts'
import { type ShownRow, shownRow } from './read-log.view.ts'

interface LogModel extends ShownErrors {
  readonly rows: readonly ShownRow[]
  readonly typed: Readonly<Record<FilterField, string>>
  readonly events: readonly { value: string; text: string; selected: boolean }[]
  readonly outcomes: readonly { value: string; text: string; selected: boolean }[]
  /** The page below, if there is more. */
  readonly older: string | undefined
  /** Whom the filter named, for the log of this look. */
  readonly reference: string | undefined
}

const fields = ['reference', 'email', 'event', 'outcome', 'from', 'to'] as const
type FilterField = (typeof fields)[number]

const perPage = 50
const date = (words: string) =>
  z.union([z.literal(''), z.string().refine(isIsoDate, words)]).default('')

const filter = z.object({
  reference: z
    .union([
      z.literal(''),
      z.string().regex(/^[A-Z]{2,5}\d{10}$/, 'Enter a Child ID such as RSV and ten digits'),
    ])
    .default(''),
  email: z.union([z.literal(''), z.email('Enter an email address')]).default(''),
  event: z.enum(eventGroups.map(({ value }) => value) as [string, ...string[]]).default(''),
  outcome: z.enum(['', 'allowed', 'refused', 'failed']).default(''),
  from: date('Enter the first day as year-month-day'),
  to: date('Enter the last day as year-month-day'),
  before: z.coerce.number().int().positive().optional(),
})

/** The access log, for whoever answers for it. Reading it is in it. */
export const readLogPage: Page = definePage<LogModel, 'access.log.read'>({
  method: 'GET',
  path: '/access-log',
  permission: 'access.log.read',
  audit: {
    event: 'access.log.read',
    people: (_request, { reference }) => (reference ? [reference] : []),
    criteria: (request) => typedFilter(request.query),
  },
  async handle({ database: { db }, request: { query } }): Promise<Answer<LogModel>> {
    const template = 'read-log/read-log.njk'
    const read = readForm(filter, trimmed(query))
    if (!read.isComplete) {
      const model = { ...modelOf(query, []), ...shownErrors(read.errors) }
      return { template, status: 400, model }
    }
    const { before, ...asked } = read.values
    const rows = await readAccessLog(db, asked as LogFilter, { limit: perPage + 1, before })
    const shown = rows.slice(0, perPage)
    const last = rows.length > perPage ? shown.at(-1)?.id : undefined
    return { template, model: modelOf(query, shown.map(shownRow), last) }
  },
})

function trimmed(query: unknown): Record<string, string> {
  const before = typedText(query, 'before')
  const typed = typedFilter(query)
  if (typed['reference'])
    typed['reference'] = typed['reference'].toUpperCase().replaceAll(/\s/g, '')
  return { ...typed, ...(before && { before }) }
}

function typedFilter(query: unknown): Record<string, string> {
  return Object.fromEntries(
    fields
      .map((field) => [field, typedText(query, field)] as const)
      .filter(([, text]) => text !== ''),
  )
}

function modelOf(query: unknown, rows: readonly ShownRow[], last?: number): LogModel {
  const typed = Object.fromEntries(
    fields.map((field) => [field, typedText(query, field)]),
  ) as Record<FilterField, string>
  const below = new URLSearchParams({ ...typedFilter(query), before: String(last) })
  const chosen = (value: string, text: string, now: string) => ({
    value,
    text,
    selected: value === now,
  })
  return {
    rows,
    typed,
    events: eventGroups.map(({ value, text }) => chosen(value, text, typed.event)),
    outcomes: [
      chosen('', 'All', typed.outcome),
      chosen('allowed', 'Done', typed.outcome),
      chosen('refused', 'Refused', typed.outcome),
      chosen('failed', 'Failed', typed.outcome),
    ],
    older: last === undefined ? undefined : `/access-log?${below}`,
    reference: trimmed(query)['reference'],
    ...shownErrors(),
  }
}

interface ReadersModel {
  readonly reference: string
  readonly rows: readonly ShownRow[]
  readonly isCut: boolean
}

const mostLooks = 500

/** Who has looked at one child: every page and search result that showed them, newest first. */
export function childReadersPages({ isShownTo }: AccessSettings): Page[] {
  return [
    definePage<ReadersModel, 'access.child-readers.read'>({
      method: 'GET',
      path: '/children/:reference/readers',
      permission: 'access.child-readers.read',
      audit: {
        event: 'access.child-readers.read',
        people: (_request, { reference }) => [reference],
      },
      async handle({ database: { db }, request, reader }) {
        const reference = referenceOf(request)
        // Who reads the whole log may read of anybody in it; others only of whom they may know of.
        const mayKnow =
          reader.permissions.has('access.log.read') || (await isShownTo?.(db, reference)) !== false
        if (!mayKnow) throw new NotFound('The reader may not know of this person.')
        const rows = await readAccessLog(db, { reference }, { limit: mostLooks + 1 })
        return {
          template: 'read-log/child-readers.njk',
          model: {
            reference,
            rows: rows.slice(0, mostLooks).map(shownRow),
            isCut: rows.length > mostLooks,
          },
        }
      },
    }),
  ]
}

function referenceOf(request: FastifyRequest): string {
  const { reference } = request.params as { reference: string }
  if (!/^[A-Z]{2,5}\d{10}$/.test(reference)) throw new NotFound('This is no reference.')
  return reference
}
