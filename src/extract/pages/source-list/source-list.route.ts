import { definePage, type Reader } from '#platform/web'
import { feedStatus } from '../../data/status.queries.ts'
import { extractEvents } from '../extract.audit.ts'
import { extractPaths } from '../extract.paths.ts'
import type { ExtractPermission } from '../extract.permissions.ts'
import { type SourceListModel, sourceListModel } from './source-list.view.ts'

/** Every source: what is in force, what is late, what was refused and why, what is due next. */
export const sourceListPage = definePage<SourceListModel, ExtractPermission>({
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
    const feeds = await feedStatus(database.db, at)
    return {
      template: 'source-list/source-list.njk',
      model: sourceListModel(feeds, (organisation) => mayUpload(reader, organisation)),
    }
  },
})

/** Whether a reader may send in files of an organisation: a steward's right, for one's own only. */
export function mayUpload(reader: Reader, organisation: string): boolean {
  const own = reader.organisationName ?? reader.organisation
  return reader.permissions.has('extract.file.upload') && own === organisation
}
