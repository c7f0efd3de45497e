/** Where this module's pages are: patterns for routes, and functions for links. */
export const cleansePaths = {
  reports: '/data-quality',
  coverage: '/data-quality/coverage',
  report: '/data-quality/:feed/:rule',
  download: '/data-quality/:feed/:rule.csv',
} as const

/** The address of one report: what one rule finds in one source. */
export function reportPath(feed: string, rule: string): string {
  return `${cleansePaths.reports}/${encodeURIComponent(feed)}/${encodeURIComponent(rule)}`
}

/** The address of the report as a file. */
export function downloadPath(feed: string, rule: string): string {
  return `${reportPath(feed, rule)}.csv`
}
