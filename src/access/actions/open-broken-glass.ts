import type { Handle } from '#platform/db'
import { type AccessSettings, breakGlassRuleOf } from '../access-settings.ts'
import { brokenGlasses, isShieldedBy, noteOpened } from '../data/broken-glass.queries.ts'
import { addGrant } from '../data/shield.queries.ts'
import { groundsByLaw } from '../rules/shield-rule.ts'

/**
 * Opens what an agreed use of the glass asked for, from now and for as long as the rule says. What the
 * law restricts, adoption and witness protection, the glass does not open: to whoever asked that is
 * as if there were nobody. Answers the reference that is open; undefined where nothing is.
 */
export async function openBrokenGlass(
  db: Handle,
  settings: Pick<AccessSettings, 'breakGlass'>,
  glassId: string,
): Promise<string | undefined> {
  const [glass] = await brokenGlasses(db, { glassId })
  if (glass === undefined) return undefined
  const isByLaw = await isShieldedBy(db, glass.reference ?? undefined, groundsByLaw)
  if (glass.reference === null || glass.personId === null || isByLaw) return undefined
  const grantId = await addGrant(db, {
    reference: glass.reference,
    personId: glass.personId,
    account: glass.askedBy,
    kind: 'break-glass',
    opensWhereabouts: glass.wantsWhereabouts,
    reason: glass.reason,
    grantedBy: glass.askedBy,
    until: { hours: breakGlassRuleOf(settings).hours },
  })
  await noteOpened(db, glassId, grantId)
  return glass.reference
}
