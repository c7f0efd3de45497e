/** Where this module's pages are: patterns for routes, and functions for links. */
export const viewPaths = {
  find: '/children',
  /** Post only: what is searched for is personal, so it never stands in an address. */
  search: '/children/search',
  details: '/children/:reference',
  services: '/children/:reference/services',
} as const

/** The address of a child's details. */
export function detailsPath(reference: string): string {
  return `/children/${encodeURIComponent(reference)}`
}

/** The address of a child's services. */
export function servicesPath(reference: string): string {
  return `${detailsPath(reference)}/services`
}
