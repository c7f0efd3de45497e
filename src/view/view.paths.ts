/** Where this module's pages are: patterns for routes, and functions for links. */
export const viewPaths = {
  find: '/children',
  /** The form, where results were asked for that are no longer kept. */
  ended: '/children?search=ended',
  /** Post only: what is searched for is personal, so it never stands readable in an address. */
  search: '/children/search',
  /** What was searched for, encrypted: longer than a named part of an address may be. */
  results: '/children/results/*',
  details: '/children/:reference',
  services: '/children/:reference/services',
  chronology: '/children/:reference/chronology',
  household: '/children/:reference/household',
  /** What reports may rely on. */
  reporting: '/reporting',
  reportingView: '/reporting/:name',
  /** "These are not the same child". */
  doubt: '/children/:reference/doubt',
  /** Which day to see the record as. */
  chooseDay: '/children/:reference/on',
  detailsOn: '/children/:reference/on/:day',
  servicesOn: '/children/:reference/on/:day/services',
  chronologyOn: '/children/:reference/on/:day/chronology',
  householdOn: '/children/:reference/on/:day/household',
} as const

/** The address of a search's results, for as long as its token opens. */
export function resultsPath(token: string): string {
  return `/children/results/${token}`
}

/** The address of a child's details. */
export function detailsPath(reference: string): string {
  return `/children/${encodeURIComponent(reference)}`
}

/** The address of a child's services. */
export function servicesPath(reference: string): string {
  return `${detailsPath(reference)}/services`
}

/** The address where a day is chosen to see a child's record as. */
export function chooseDayPath(reference: string): string {
  return `${detailsPath(reference)}/on`
}

/** The address of a child's details as they were on a day, `YYYY-MM-DD`. */
export function detailsOnPath(reference: string, day: string): string {
  return `${chooseDayPath(reference)}/${day}`
}

/** The address of a child's services as they were on a day, `YYYY-MM-DD`. */
export function servicesOnPath(reference: string, day: string): string {
  return `${detailsOnPath(reference, day)}/services`
}

/** The address of what happened in a child's life, of today's record or as it was on a day. */
export function chronologyPath(reference: string, day?: string): string {
  return `${day === undefined ? detailsPath(reference) : detailsOnPath(reference, day)}/chronology`
}

/** The address of who a child lives with and is related to, of today's record or as it was on a day. */
export function householdPath(reference: string, day?: string): string {
  return `${day === undefined ? detailsPath(reference) : detailsOnPath(reference, day)}/household`
}

/** The address where somebody says that a child's records are not of the same child. */
export function doubtPath(reference: string): string {
  return `${detailsPath(reference)}/doubt`
}

/** Where the reader says why they look at somebody; access serves it. `next` is where they go then. */
export function purposePath(reference: string, next: string): string {
  return `${detailsPath(reference)}/purpose?next=${encodeURIComponent(next)}`
}
