import { definePage, type Page } from '#platform/web'
import { countMatching, listExceptions } from '../../data/exception.queries.ts'
import { cleanseEvents } from '../cleanse.audit.ts'
import { cleansePaths } from '../cleanse.paths.ts'
import type { CleansePermission } from '../cleanse.permissions.ts'
import { type CleanseParts, ownSource } from '../cleanse-parts.ts'
import { exceptionCsv } from './exception-csv.ts'
import { type ExceptionListModel, exceptionListModel, rowsPerPage } from './exception-list.view.ts'
import { exceptionFilter, type ListFilter, readListFilter } from './list-filter.ts'

/** A source's exceptions, narrowed and page by page, and the same as a file. */
export function exceptionListPages(parts: CleanseParts): Page[] {
  const list = definePage<ExceptionListModel, CleansePermission>({
    method: 'GET',
    path: cleansePaths.list,
    permission: 'cleanse.exception.read',
    // A list names records of a source by their keys, and no person of the index.
    audit: {
      event: cleanseEvents.listed,
      people: () => [],
      criteria: (request, { feed }) => ({ feed, ...given(readListFilter(request.query)) }),
    },
    handle: async (context) => {
      const { database, request, today } = context
      const source = await ownSource(context)
      const filter = readListFilter(request.query)
      const wanted = exceptionFilter(source.feed, filter)
      const count = await countMatching(database.db, wanted)
      const offset = (filter.page - 1) * rowsPerPage
      const rows = await listExceptions(database.db, { ...wanted, limit: rowsPerPage, offset })
      return {
        template: 'exception-list/exception-list.njk',
        model: exceptionListModel(source, filter, { rows, count }, parts.book(today)),
      }
    },
  })
  const download = definePage<{ feed: string }, CleansePermission>({
    method: 'GET',
    path: cleansePaths.download,
    permission: 'cleanse.exception.read',
    audit: {
      event: cleanseEvents.downloaded,
      people: () => [],
      criteria: (request, { feed }) => ({ feed, ...given(readListFilter(request.query)) }),
    },
    handle: async (context) => {
      const { database, request, today } = context
      const { feed } = await ownSource(context)
      const wanted = exceptionFilter(feed, readListFilter(request.query))
      const body = exceptionCsv(await listExceptions(database.db, wanted), parts.book(today))
      const name = [feed, wanted.rule, today].filter(Boolean).join('-')
      return {
        file: { name: `${name}.csv`, type: 'text/csv; charset=utf-8', body },
        model: { feed },
      }
    },
  })
  return [list, download]
}

function given({ page: _page, ...filter }: ListFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
