/** Where this module's pages are: patterns for routes, and functions for links. */
export const extractPaths = {
  sources: '/sources',
  upload: '/sources/:feed/upload',
} as const

/** The address of the page on which a file of a feed is sent in. */
export function uploadPath(feed: string): string {
  return `${extractPaths.sources}/${encodeURIComponent(feed)}/upload`
}
