import type { IncomingHttpHeaders } from 'node:http'

const loopback = ['localhost', '127.0.0.1', '[::1]']

/** The origins that our own pages have: that of the base address, and its other loopback names. */
export function ownOrigins(baseUrl: string): ReadonlySet<string> {
  const base = new URL(baseUrl)
  if (!loopback.includes(base.hostname)) return new Set([base.origin])
  return new Set(
    loopback.map((hostname) => {
      const alias = new URL(base)
      alias.hostname = hostname
      return alias.origin
    }),
  )
}

/**
 * Whether a form post comes from one of our own pages. A browser says so in `Origin`, newer ones in
 * `Sec-Fetch-Site` as well; what is there must be right, and one of them must be there.
 */
export function isFromOurPages(headers: IncomingHttpHeaders, own: ReadonlySet<string>): boolean {
  const origin = headers.origin
  const site = headers['sec-fetch-site']
  if (origin === undefined && site === undefined) return false
  if (origin !== undefined && !own.has(origin)) return false
  return site === undefined || site === 'same-origin'
}
