import { formatDate } from '#kernel'
import { definePage } from '#platform/web'
import { type ExceptionRow, listSealed } from '../../data/exception.queries.ts'
import { cleanseEvents } from '../cleanse.audit.ts'
import { cleansePaths } from '../cleanse.paths.ts'
import type { CleansePermission } from '../cleanse.permissions.ts'

interface SealedModel {
  readonly title: string
  readonly rows: readonly {
    readonly recordKey: string
    readonly sourceName: string
    readonly detail: string
    readonly since: string
  }[]
}

/** Records that one source restricts and another shows, for those who may know of them. */
export const restrictedPage = definePage<SealedModel, CleansePermission>({
  method: 'GET',
  path: cleansePaths.sealed,
  permission: 'cleanse.restricted.read',
  // Named by the source's key: their reference in the index is shown to nobody.
  audit: {
    event: cleanseEvents.sealedRead,
    people: () => [],
    criteria: (_request, { rows }) => ({ records: String(rows.length) }),
  },
  isGrave: true,
  handle: async ({ database }) => {
    const rows = (await listSealed(database.db)).map(rowOf)
    return {
      template: 'restricted/restricted.njk',
      model: { title: 'Restricted in one source and open in another', rows },
    }
  },
})

function rowOf({ recordKey, sourceName, detail, openedOn }: ExceptionRow) {
  return { recordKey, sourceName, detail, since: formatDate(openedOn) }
}
