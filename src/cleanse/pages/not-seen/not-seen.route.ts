import { ageOn, formatDate } from '#kernel'
import { definePage, type Page } from '#platform/web'
import { type ChildRecord, readChild } from '#store'
import { countNotSeen, listNotSeen, type NotSeenRow } from '../../data/not-seen.queries.ts'
import { type Finder, finders } from '../../not-seen/find-not-seen.ts'
import { cleanseEvents } from '../cleanse.audit.ts'
import { cleansePaths } from '../cleanse.paths.ts'
import type { CleansePermission } from '../cleanse.permissions.ts'
import type { CleanseParts } from '../cleanse-parts.ts'

interface NotSeenModel {
  readonly title: string
  readonly heading: string
  readonly explanation: string
  readonly tabs: readonly {
    readonly text: string
    readonly href: string
    readonly active: boolean
  }[]
  readonly heldBack: string | undefined
  readonly count: string
  readonly rows: readonly ChildLine[]
  readonly pages: { readonly previous: string | undefined; readonly next: string | undefined }
}

interface ChildLine {
  readonly reference: string
  readonly href: string
  readonly name: string
  readonly age: string
  readonly reason: string
  readonly since: string
}

const words: Readonly<Record<Finder, { readonly title: string; readonly explanation: string }>> = {
  moved: {
    title: 'Moved and not found again',
    explanation:
      'School, health visiting and school nursing have all ended, and none has taken over.',
  },
  'on-no-roll': {
    title: 'Of school age and on no roll',
    explanation:
      'No school that sends its roll here has the child. The child may be at a school elsewhere, at an independent school or taught at home: ask before you conclude.',
  },
  'one-agency-only': {
    title: 'Known to one agency only',
    explanation: 'One source alone has a record of the child.',
  },
  'never-recorded': {
    title: 'Brothers and sisters never recorded',
    explanation: 'The child’s record names a brother or sister of whom no source has a record.',
  },
}

const perPage = 25

/** Children whom hardly anybody sees: facts, with the reason for each, and nothing where a source is late. */
export function notSeenPage({ opens }: CleanseParts): Page {
  return definePage<NotSeenModel, CleansePermission>({
    method: 'GET',
    path: cleansePaths.notSeen,
    permission: 'cleanse.not-seen.read',
    audit: {
      event: cleanseEvents.notSeenRead,
      people: (_request, { rows }) => rows.map(({ reference }) => reference),
      criteria: (request) => ({ finder: finderOf(request.query) }),
    },
    handle: async ({ database, request, reader, today }) => {
      const finder = finderOf(request.query)
      const page = pageOf(request.query)
      const counts = new Map(
        (await countNotSeen(database.db)).map((count) => [count.finder, count]),
      )
      const listed = await listNotSeen(database.db, finder, {
        limit: perPage,
        offset: (page - 1) * perPage,
      })
      const grants = await opens.finding(database.db, reader, today)
      const rows: ChildLine[] = []
      for (const row of listed) {
        const record = await readChild(database.db, grants, row.reference, today)
        if (record) rows.push(lineOf(row, record, today))
      }
      const { children = 0, heldBack = 0, lateSources = '' } = counts.get(finder) ?? {}
      const to = (at: number) => `${cleansePaths.notSeen}?finder=${finder}&page=${at}`
      return {
        template: 'not-seen/not-seen.njk',
        model: {
          title: 'Children not seen',
          heading: words[finder].title,
          explanation: words[finder].explanation,
          tabs: finders.map((one) => ({
            text: `${words[one].title} (${(counts.get(one)?.children ?? 0).toLocaleString('en-GB')})`,
            href: `${cleansePaths.notSeen}?finder=${one}`,
            active: one === finder,
          })),
          heldBack:
            heldBack > 0
              ? `${heldBack.toLocaleString('en-GB')} more are held back: ${lateSources} is late, and may well know them.`
              : undefined,
          count: children.toLocaleString('en-GB'),
          rows,
          pages: {
            previous: page > 1 ? to(page - 1) : undefined,
            next: page * perPage < children ? to(page + 1) : undefined,
          },
        },
      }
    },
  })
}

function finderOf(query: unknown): Finder {
  const { finder } = query as { finder?: string }
  return finders.find((one) => one === finder) ?? 'moved'
}

function pageOf(query: unknown): number {
  const page = Number((query as { page?: string }).page)
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1
}

function lineOf(row: NotSeenRow, record: ChildRecord, today: string): ChildLine {
  const textOf = (sourced: ChildRecord['given']) => ('blank' in sourced ? '' : sourced.value)
  const name = [textOf(record.given), textOf(record.family)].filter(Boolean).join(' ')
  return {
    reference: row.reference,
    href: `/children/${encodeURIComponent(row.reference)}`,
    name: name || 'No name recorded',
    age: 'blank' in record.bornOn ? 'Not known' : ageOn(record.bornOn.value, today).words,
    reason: tellable(row.reason, record),
    since: formatDate(row.foundOn),
  }
}

/** A reason names sources: said where the reader may know that one of them holds the child, else in general. */
function tellable(reason: string, { sources }: ChildRecord): string {
  const named = sources.filter(({ sourceName }) => reason.includes(sourceName))
  if (named.length === 0)
    return /^Only |named by/.test(reason) ? 'A source that is not shared with you says so.' : reason
  return named.some(({ holdsRecord }) => holdsRecord)
    ? reason
    : 'A source that is not shared with you says so.'
}
