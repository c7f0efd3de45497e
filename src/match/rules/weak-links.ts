import type { ReviewPair } from '../data/links.ts'

/** A pair of records by which alone two parts of a person hang together. */
export interface WeakLink {
  readonly left: string
  readonly right: string
  readonly weight: number
}

/** Below this weight (bits; a chance of one in a thousand) a link that stands alone is weak. */
export const weakBelow = 10

/**
 * Persons that one weak link holds together: without their weakest necessary pair they would fall into
 * two, and that pair is not strong. They stay joined, and somebody should look.
 *
 * @param clusterOf the person of every record by the scoring; what the second look joined is not weak but judged by its own rule
 * @param pairs all pairs that weigh enough to be looked at
 */
export function weakLinks(
  clusterOf: ReadonlyMap<string, string>,
  pairs: Iterable<ReviewPair>,
): WeakLink[] {
  const within = new Map<string, ReviewPair[]>()
  for (const pair of pairs) {
    const cluster = clusterOf.get(pair.left)
    if (cluster === undefined || cluster !== clusterOf.get(pair.right)) continue
    const known = within.get(cluster)
    if (known) known.push(pair)
    else within.set(cluster, [pair])
  }
  const found: WeakLink[] = []
  for (const own of within.values()) {
    if (own.every(({ weight }) => weight >= weakBelow)) continue
    const weakest = weakestNecessary(own)
    if (weakest !== undefined && weakest.weight < weakBelow) {
      const { left, right, weight } = weakest
      found.push({ left, right, weight })
    }
  }
  return found.sort((a, b) => (`${a.left}\n${a.right}` < `${b.left}\n${b.right}` ? -1 : 1))
}

/** The last pair that joins anything, the strongest being laid first. */
function weakestNecessary(pairs: readonly ReviewPair[]): ReviewPair | undefined {
  const into = new Map<string, string>()
  const root = (record: string): string => {
    let at = record
    for (let next = into.get(at); next !== undefined; next = into.get(at)) at = next
    return at
  }
  let last: ReviewPair | undefined
  const strongestFirst = pairs.toSorted(
    (a, b) => b.weight - a.weight || (`${a.left}\n${a.right}` < `${b.left}\n${b.right}` ? -1 : 1),
  )
  for (const pair of strongestFirst) {
    const [a, b] = [root(pair.left), root(pair.right)]
    if (a === b) continue
    into.set(a, b)
    last = pair
  }
  return last
}
