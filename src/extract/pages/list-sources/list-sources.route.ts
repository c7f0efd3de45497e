import type { Handle } from '#platform/db'
import { definePage, type Page } from '#platform/web'
import { feedStatus } from '../../data/status.queries.ts'
import type { Feed } from '../../feeds/read-feeds.ts'
import { extractEvents } from '../extract.audit.ts'
import { extractPaths } from '../extract.paths.ts'
import type { ExtractPermission } from '../extract.permissions.ts'
import { mayForOwn } from '../own-feed.ts'
import { type SourceListModel, sourceListModel } from './list-sources.view.ts'

/** How many persons in force of each feed nobody is shown; the store knows. */
export type HiddenRecords = (db: Handle) => Promise<ReadonlyMap<string, number>>

/** Every source: what is in force, what is late, what was refused and why, what is due next. */
export function sourceListPage(
  feeds: () => readonly Feed[],
  hiddenRecords: HiddenRecords = async () => new Map(),
): Page {
  return definePage<SourceListModel, ExtractPermission>({
    method: 'GET',
    path: extractPaths.sources,
    permission: 'extract.feed.read',
    // Counts, file names and reasons without a value: nobody is shown.
    audit: { event: extractEvents.listed, people: () => [] },
    handle: async ({ database, reader, today }) => {
      const now = new Date()
      // With a fixed day, as in a demonstration, noon of that day.
      const isToday = now.toISOString().startsWith(today)
      const at = isToday ? now : new Date(`${today}T12:00:00Z`)
      const hidden = await hiddenRecords(database.db)
      const status = (await feedStatus(database.db, at, feeds())).map((one) => ({
        ...one,
        // Beside the counts of coverage, a count of everybody would tell that somebody is hidden.
        personsInForce: one.personsInForce - (hidden.get(one.feed) ?? 0),
      }))
      return {
        template: 'list-sources/list-sources.njk',
        model: sourceListModel(status, at, (permission, organisation) =>
          mayForOwn(reader, permission, organisation),
        ),
      }
    },
  })
}
