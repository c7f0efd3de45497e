/** Where this module's pages are: patterns for routes, and functions for links. */
export const extractPaths = {
  sources: '/sources',
  upload: '/sources/:feed/upload',
  stopped: '/sources/:feed/stopped/:load',
  withdraw: '/sources/:feed/stopped/:load/withdraw',
  gone: '/sources/:feed/gone',
  goneUndo: '/sources/:feed/gone/undo',
} as const

/** The address of the page on which a file of a feed is sent in. */
export function uploadPath(feed: string): string {
  return `${extractPaths.sources}/${encodeURIComponent(feed)}/upload`
}

/** The address of the page on which a file that a check has stopped is let through. */
export function stoppedPath(feed: string, loadId: number): string {
  return `${extractPaths.sources}/${encodeURIComponent(feed)}/stopped/${loadId}`
}

/** The address of the list of those who are gone from a source. */
export function gonePath(feed: string): string {
  return `${extractPaths.sources}/${encodeURIComponent(feed)}/gone`
}
