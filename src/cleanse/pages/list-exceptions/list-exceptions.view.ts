import { formatDate } from '#kernel'
import type { ExceptionCount, OpenException } from '../../data/exception.queries.ts'
import { cleansePaths, downloadPath, reportPath } from '../cleanse.paths.ts'

/** How many rows a page shows; the file has them all. */
export const shownRows = 200

/** The list of reports, source by source. */
export interface ReportListModel {
  readonly title: string
  readonly sources: readonly SourceReports[]
}

/** One source with its rules. */
export interface SourceReports {
  readonly sourceName: string
  readonly total: number
  readonly reports: readonly { title: string; href: string; open: number }[]
}

/** One report: what one rule finds in one source. */
export interface ReportModel {
  readonly title: string
  readonly feed: string
  readonly rule: string
  readonly sourceName: string
  readonly ruleTitle: string
  readonly whatToDo: string
  readonly listHref: string
  readonly downloadHref: string
  readonly open: number
  readonly rows: readonly ReportRow[]
  /** Rows that only the file has; 0 when the page shows all. */
  readonly notShown: number
}

/** One thing that is wrong in one record. */
export interface ReportRow {
  readonly recordKey: string
  readonly kind: string
  readonly detail: string
  readonly since: string
}

/** The list of reports. A rule that finds nothing stands there too: it has been looked at. */
export function reportListModel(counts: readonly ExceptionCount[]): ReportListModel {
  const feeds = [...new Set(counts.map(({ feed }) => feed))]
  return { title: 'Data quality', sources: feeds.map((feed) => sourceReports(feed, counts)) }
}

function sourceReports(feed: string, counts: readonly ExceptionCount[]): SourceReports {
  const own = counts.filter((count) => count.feed === feed)
  return {
    sourceName: own[0]?.sourceName ?? feed,
    total: own.reduce((sum, { open }) => sum + open, 0),
    reports: own
      .map(({ title, rule, open }) => ({ title, href: reportPath(feed, rule), open }))
      .sort((a, b) => b.open - a.open || a.title.localeCompare(b.title)),
  }
}

/** One report as a page, from its open exceptions in the order of the records' keys. */
export function reportModel(
  about: ExceptionCount & { readonly whatToDo: string },
  exceptions: readonly OpenException[],
): ReportModel {
  const { feed, rule, sourceName, title } = about
  return {
    title: `${title}: ${sourceName}`,
    feed,
    rule,
    sourceName,
    ruleTitle: title,
    whatToDo: about.whatToDo,
    listHref: cleansePaths.reports,
    downloadHref: downloadPath(feed, rule),
    open: exceptions.length,
    rows: exceptions.slice(0, shownRows).map((exception) => ({
      recordKey: exception.recordKey,
      kind: exception.recordKind,
      detail: exception.detail,
      since: formatDate(exception.openedOn),
    })),
    notShown: Math.max(0, exceptions.length - shownRows),
  }
}
