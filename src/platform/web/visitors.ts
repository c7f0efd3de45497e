import type { FastifyRequest } from 'fastify'
import type { ReaderOf } from './access-entry.ts'
import type { Reader } from './page.ts'
import { type Site, type SiteParts, siteFor } from './site.ts'

/** Asks once per request who sent it, however often that is needed. */
export function onceForEach(readerOf: ReaderOf): ReaderOf {
  const asked = new WeakMap<FastifyRequest, Promise<Reader | undefined>>()
  return (request) => {
    const known = asked.get(request)
    if (known) return known
    const answer = readerOf(request)
    asked.set(request, answer)
    return answer
  }
}

/** The layout's part of a page, for whoever sent the request. */
export async function siteOf(
  request: FastifyRequest,
  parts: SiteParts,
  readerOf: ReaderOf,
): Promise<Site> {
  // An error page must come also when the fault is in finding out who asks.
  const reader = await readerOf(request).catch(() => undefined)
  return siteFor(parts, pathOf(request), reader, new Date())
}

/** The path that was asked for, without its query. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/'
}
