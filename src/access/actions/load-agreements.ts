import type { Handle } from '#platform/db'
import { addVersion, versionsOf } from '../data/agreement.queries.ts'
import type { SharingAgreement } from '../rules/sharing-agreement.ts'

/** What became of the agreements of a file. */
export interface LoadedAgreements {
  readonly added: readonly string[]
  readonly changed: readonly string[]
}

/**
 * Takes agreements from a file: new ones are added, and those that stand otherwise get a new version.
 * Ones that the file does not name stay as they are.
 *
 * @param options.onlyNew leave what is there alone, as changed by somebody since
 */
export async function loadAgreements(
  db: Handle,
  agreements: readonly SharingAgreement[],
  options: { readonly reason: string; readonly onlyNew?: boolean },
): Promise<LoadedAgreements> {
  const added: string[] = []
  const changed: string[] = []
  for (const content of agreements) {
    const [standing] = await versionsOf(db, content.agreement)
    if (standing && (options.onlyNew || isSame(standing.content, content))) continue
    const after = standing?.version ?? 0
    await addVersion(db, content, { after, changedBy: undefined, reason: options.reason })
    ;(standing ? changed : added).push(content.agreement)
  }
  return { added, changed }
}

function isSame(one: SharingAgreement, other: SharingAgreement): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))
}

/** With the keys of every object in order: how they come back from the database is not how they went in. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inOrder(inner)]),
  )
}
