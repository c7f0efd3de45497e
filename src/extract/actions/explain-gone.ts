import { BadInput } from '#kernel'
import type { Handle } from '#platform/db'
import { dropGoneReason, saveGoneReason } from '../data/gone.queries.ts'
import { goneReason, goneReasons } from '../rules/gone-reasons.ts'

/** Why a source no longer holds people, by the word of its owner. */
export interface GoneExplanation {
  readonly feed: string
  readonly personKeys: readonly string[]
  /** A code of {@link goneReasons}. */
  readonly reason: string
  /** The account, or the user of the command line. */
  readonly by: string
}

/**
 * Takes the owner's reason: the banner goes, and so does the masking of whereabouts, unless the
 * reason is one that keeps them masked.
 *
 * @throws BadInput for another reason, or where somebody is not gone; then of nobody is it taken,
 * as long as the caller's transaction falls with it
 */
export async function explainGone(
  db: Handle,
  { feed, personKeys, reason, by }: GoneExplanation,
): Promise<void> {
  const known = goneReason(reason)
  if (known === undefined) {
    throw new BadInput(`There is no reason ${reason}.`, {
      fix: `Give one of ${goneReasons.map(({ code }) => code).join(', ')}.`,
    })
  }
  const { keepsMasked } = known
  const saved = await saveGoneReason(db, { feed, personKeys, reason, keepsMasked, by })
  refuseUnlessAll(feed, personKeys, saved)
}

/**
 * Takes a reason back that was given in error: whereabouts are masked again at once.
 *
 * @throws BadInput where somebody is not gone, or no reason was given
 */
export async function withdrawGoneReason(
  db: Handle,
  { feed, personKeys }: Pick<GoneExplanation, 'feed' | 'personKeys'>,
): Promise<void> {
  refuseUnlessAll(feed, personKeys, await dropGoneReason(db, { feed, personKeys }))
}

function refuseUnlessAll(feed: string, asked: readonly string[], done: readonly string[]): void {
  if (asked.length > 0 && new Set(asked).size === done.length) return
  throw new BadInput(
    asked.length === 1
      ? `Nobody of that key is gone from the feed ${feed}.`
      : `Not all of them are still gone from the feed ${feed}: nothing was changed.`,
    { fix: 'Look at the list again: a newer extract may have brought them back.' },
  )
}
