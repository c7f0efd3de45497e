import { z } from 'zod'
import { NotFound } from '#kernel'
import type { PageContext, Reader } from '#platform/web'
import type { Feed } from '../feeds/read-feeds.ts'
import type { ExtractPermission } from './extract.permissions.ts'

/** Whether a reader may do something about an organisation's sources: a steward's right, for their own only. */
export function mayForOwn(
  reader: Reader,
  permission: ExtractPermission,
  organisation: string,
): boolean {
  const own = reader.organisationName ?? reader.organisation
  return reader.permissions.has(permission) && own === organisation
}

const params = z.object({ feed: z.string() })

/** The feed that the address names; what else it holds is the page's own to read. */
export function feedNamed({ params: given }: { params: unknown }): string {
  return params.parse(given).feed
}

/**
 * The feed of the address, if it is the reader's organisation's.
 *
 * @throws NotFound alike for another's and for one that does not exist
 */
export function ownFeed(
  { request, reader }: PageContext,
  feeds: readonly Feed[],
  permission: ExtractPermission,
): Feed {
  const feed = feeds.find((one) => one.feed === feedNamed(request))
  if (feed === undefined || !mayForOwn(reader, permission, feed.organisation)) {
    throw new NotFound('There is no such source of the reader’s organisation.')
  }
  return feed
}
