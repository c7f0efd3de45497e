import { BadInput } from '#kernel'
import { type Database, onOneConnection } from '#platform/db'
import { saveGoneReason } from '../data/gone.queries.ts'
import { goneReason, goneReasons } from '../rules/gone-reasons.ts'

/** Why a source no longer holds somebody, by the word of its owner. */
export interface GoneExplanation {
  readonly feed: string
  readonly personKey: string
  /** A code of {@link goneReasons}. */
  readonly reason: string
  /** The account, or the user of the command line. */
  readonly by: string
}

/**
 * Takes the owner's reason: the banner goes, and so does the masking of whereabouts, unless the
 * reason is one that keeps them masked.
 *
 * @throws BadInput for another reason, or somebody who is not gone
 */
export async function explainGone(
  database: Database,
  { feed, personKey, reason, by }: GoneExplanation,
): Promise<void> {
  const known = goneReason(reason)
  if (known === undefined) {
    throw new BadInput(`There is no reason ${reason}.`, {
      fix: `Give one of ${goneReasons.map(({ code }) => code).join(', ')}.`,
    })
  }
  const { keepsMasked } = known
  const isSaved = await onOneConnection(database, (client) =>
    saveGoneReason(client, { feed, personKey, reason, keepsMasked, by }),
  )
  if (!isSaved) throw new BadInput(`Nobody of that key is gone from the feed ${feed}.`)
}
