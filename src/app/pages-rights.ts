import type { PagesRights } from '#platform/db'
import { ownSchemas } from './backup/tables.ts'

/**
 * What the portal's pages may do in the database. They never write the index, and of the access log
 * they only read: rows are added by its owner's function.
 */
export const pagesRights: PagesRights = {
  // Views run with their owner's rights, past the second lock: those for reports are not for pages.
  schemas: ownSchemas.filter((schema) => schema !== 'reporting'),
  readOnly: [
    'access.access_log',
    'store.person',
    'store.value',
    'store.item',
    'store.search_entry',
    'store.practitioner',
    'store.build',
    'store.source',
    'extract.source_record',
    'platform.migration',
  ],
  closed: ['store.person_v1', 'store.shown_person_v1'],
}
