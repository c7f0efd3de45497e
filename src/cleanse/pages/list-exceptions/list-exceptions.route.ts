import { z } from 'zod'
import { NotFound } from '#kernel'
import { definePage, type PageContext } from '#platform/web'
import {
  countExceptions,
  type ExceptionCount,
  type OpenException,
  openExceptions,
} from '../../data/exception.queries.ts'
import { ruleWords } from '../../rules/index.ts'
import { cleanseEvents } from '../cleanse.audit.ts'
import { cleansePaths } from '../cleanse.paths.ts'
import type { CleansePermission } from '../cleanse.permissions.ts'
import { csvName, exceptionCsv } from './exception-csv.ts'
import {
  type ReportListModel,
  type ReportModel,
  reportListModel,
  reportModel,
} from './list-exceptions.view.ts'

/** Every report, by source and rule, with how much is open. */
export const reportListPage = definePage<ReportListModel, CleansePermission>({
  method: 'GET',
  path: cleansePaths.reports,
  permission: 'cleanse.exception.read',
  // A report names records of a source by their keys, and no person of the index.
  audit: { event: cleanseEvents.listed, people: () => [] },
  handle: async ({ database }) => ({
    template: 'list-exceptions/list-exceptions.njk',
    model: reportListModel(await countExceptions(database.db)),
  }),
})

/** One report: what one rule finds in one source, and what to do about it. */
export const reportPage = definePage<ReportModel, CleansePermission>({
  method: 'GET',
  path: cleansePaths.report,
  permission: 'cleanse.exception.read',
  audit: {
    event: cleanseEvents.read,
    people: () => [],
    criteria: (_request, { feed, rule }) => ({ feed, rule }),
  },
  handle: async (context) => {
    const { about, exceptions } = await readReport(context)
    return {
      template: 'list-exceptions/exception-report.njk',
      model: reportModel(about, exceptions),
    }
  },
})

/** The same report as a file, with every row. */
export const downloadPage = definePage<Pick<ReportModel, 'feed' | 'rule'>, CleansePermission>({
  method: 'GET',
  path: cleansePaths.download,
  permission: 'cleanse.exception.read',
  audit: {
    event: cleanseEvents.downloaded,
    people: () => [],
    criteria: (_request, { feed, rule }) => ({ feed, rule }),
  },
  handle: async (context) => {
    const { about, exceptions } = await readReport(context)
    const { feed, rule } = about
    const body = exceptionCsv(exceptions)
    return {
      file: { name: csvName(feed, rule), type: 'text/csv; charset=utf-8', body },
      model: { feed, rule },
    }
  },
})

const params = z.object({ feed: z.string(), rule: z.string() })

async function readReport({ database, request }: PageContext): Promise<{
  about: ExceptionCount & { whatToDo: string }
  exceptions: OpenException[]
}> {
  const asked = params.parse(request.params)
  const counts = await countExceptions(database.db)
  const count = counts.find(({ feed, rule }) => feed === asked.feed && rule === asked.rule)
  const words = ruleWords.find(({ rule }) => rule === asked.rule)
  if (count === undefined || words === undefined) {
    throw new NotFound('There is no such report.', { fix: 'Choose one from the list of reports.' })
  }
  const exceptions = await openExceptions(database.db, asked)
  return { about: { ...count, whatToDo: words.whatToDo }, exceptions }
}
