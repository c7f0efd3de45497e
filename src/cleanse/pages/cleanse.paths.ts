/** Where this module's pages are: patterns for routes, and functions for links. */
export const cleansePaths = {
  sources: '/data-quality',
  coverage: '/data-quality/coverage',
  scoreboard: '/data-quality/scoreboard',
  trend: '/data-quality/scoreboard/:feed.svg',
  checkValues: '/data-quality/check',
  sealed: '/data-quality/restricted',
  exception: '/data-quality/exception/:key',
  answer: '/data-quality/exception/:key/answer',
  undo: '/data-quality/exception/:key/undo',
  source: '/data-quality/:feed',
  schedule: '/data-quality/:feed/schedule',
  list: '/data-quality/:feed/exceptions',
  download: '/data-quality/:feed/exceptions.csv',
  reportWrongData: '/children/:reference/report-wrong-data',
  myReports: '/reported-data',
  notSeen: '/not-seen',
} as const

/** Filters as they stand in an address; what is left out does not matter. */
export type ListQuery = Readonly<Record<string, string | undefined>>

/** The address of a source's report. */
export function sourcePath(feed: string): string {
  return `${cleansePaths.sources}/${encodeURIComponent(feed)}`
}

/** The address of a source's exceptions that match. */
export function listPath(feed: string, query: ListQuery = {}): string {
  return `${sourcePath(feed)}/exceptions${queryText(query)}`
}

/** The address of the same as a file. */
export function downloadPath(feed: string, query: ListQuery = {}): string {
  return `${sourcePath(feed)}/exceptions.csv${queryText(query)}`
}

/** The address of one exception. */
export function exceptionPath(key: string): string {
  return `/data-quality/exception/${encodeURIComponent(key)}`
}

function queryText(query: ListQuery): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, value]],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}
