import { definePage } from '#platform/web'
import { countBySource } from '../../data/exception.queries.ts'
import { cleanseEvents } from '../cleanse.audit.ts'
import { cleansePaths } from '../cleanse.paths.ts'
import type { CleansePermission } from '../cleanse.permissions.ts'
import { maySee } from '../cleanse-parts.ts'
import { type SourceListModel, sourceListModel } from './source-list.view.ts'

const links = [
  {
    text: 'Coverage and freshness',
    href: cleansePaths.coverage,
    hint: 'how full each source is, field by field',
  },
  {
    text: 'Scoreboard',
    href: cleansePaths.scoreboard,
    hint: 'how each source is getting on, and what returns',
  },
  {
    text: 'Check a value before you type it',
    href: cleansePaths.checkValues,
    hint: 'the same checks, for numbers, dates and contacts',
  },
]

/** Every source, with how much waits for its steward. */
export const sourceListPage = definePage<SourceListModel, CleansePermission>({
  method: 'GET',
  path: cleansePaths.sources,
  permission: 'cleanse.exception.read',
  // Counts; nobody is shown.
  audit: { event: cleanseEvents.sourcesListed, people: () => [] },
  handle: async ({ database, reader }) => ({
    template: 'source-list/source-list.njk',
    model: sourceListModel(
      await countBySource(database.db),
      (organisation) => maySee(reader, organisation),
      links,
    ),
  }),
})
