import { formatDate, NotFound } from '#kernel'
import { definePage, type Page } from '#platform/web'
import { countBySource } from '../../data/exception.queries.ts'
import {
  closedByRule,
  daysShown,
  repeatOffenders,
  scoreSources,
  trendOf,
} from '../../data/scoreboard.queries.ts'
import { cleanseEvents } from '../cleanse.audit.ts'
import { cleansePaths } from '../cleanse.paths.ts'
import type { CleansePermission } from '../cleanse.permissions.ts'
import { type CleanseParts, maySee } from '../cleanse-parts.ts'
import { kindWords } from '../words.ts'
import { drawTrend } from './draw-trend.ts'
import { type ScoreLine, scoreLines } from './scoreboard.view.ts'

interface ScoreboardModel {
  readonly title: string
  readonly days: number
  readonly lines: readonly ScoreLine[]
  readonly trends: readonly {
    readonly feed: string
    readonly sourceName: string
    readonly image: string
    readonly rows: readonly { readonly on: string; readonly open: string }[]
    readonly offenders: readonly {
      readonly recordKey: string
      readonly kind: string
      readonly times: string
    }[]
  }[]
}

/** How each source is getting on: trend, age, what returns, and what cleansing costs and saves. */
export function scoreboardPages(parts: CleanseParts): Page[] {
  const show = definePage<ScoreboardModel, CleansePermission>({
    method: 'GET',
    path: cleansePaths.scoreboard,
    permission: 'cleanse.exception.read',
    // Counts of every source; record keys of one's own alone.
    audit: { event: cleanseEvents.scoreboardRead, people: () => [] },
    handle: async ({ database, reader, today }) => {
      const { db } = database
      const scores = await scoreSources(db, today)
      const counts = await closedByRule(db, today)
      const sources = await countBySource(db)
      const own = new Set(
        sources.filter(({ organisation }) => maySee(reader, organisation)).map(({ feed }) => feed),
      )
      const trends = []
      for (const { feed, sourceName } of scores) {
        const days = await trendOf(db, feed, today)
        const offenders = own.has(feed) ? await repeatOffenders(db, feed) : []
        trends.push({
          feed,
          sourceName,
          image: `${cleansePaths.scoreboard}/${encodeURIComponent(feed)}.svg`,
          rows: days
            .filter((_, at) => at % 5 === 4)
            .map(({ on, open }) => ({ on: formatDate(on), open: open.toLocaleString('en-GB') })),
          offenders: offenders.map(({ recordKey, recordKind, times }) => ({
            recordKey,
            kind: kindWords(recordKind),
            times: times === 1 ? 'once' : `${times} times`,
          })),
        })
      }
      return {
        template: 'scoreboard/scoreboard.njk',
        model: {
          title: 'Scoreboard',
          days: daysShown,
          lines: scoreLines(scores, counts, parts.book(today)),
          trends,
        },
      }
    },
  })
  const trend = definePage<{ feed: string }, CleansePermission>({
    method: 'GET',
    path: cleansePaths.trend,
    permission: 'cleanse.exception.read',
    audit: {
      event: cleanseEvents.scoreboardRead,
      people: () => [],
      criteria: (_request, { feed }) => ({ feed }),
    },
    handle: async ({ database, request, today }) => {
      const { feed } = request.params as { feed: string }
      const source = (await countBySource(database.db)).find((one) => one.feed === feed)
      if (source === undefined) throw new NotFound('There is no such source.')
      const body = drawTrend(source.sourceName, await trendOf(database.db, feed, today))
      return { file: { name: `${feed}.svg`, type: 'image/svg+xml', body }, model: { feed } }
    },
  })
  return [show, trend]
}
