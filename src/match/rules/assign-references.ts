/** Records that the matching holds to be one person; each record is named by its key. */
export type Cluster = readonly string[]

/** What becomes of the ledger when a run's clusters are laid over the links that stood before. */
export interface Assignment {
  /** The person of each cluster, in the order of the clusters; undefined asks for a new reference. */
  readonly personOf: readonly (string | undefined)[]
  /** Persons whose records all went elsewhere, and the cluster (by index) that took most of them. */
  readonly merged: ReadonlyMap<string, number>
  /** Persons who had been joined to another and have their records again. */
  readonly back: ReadonlySet<string>
  /** Persons of whom no record is left. */
  readonly gone: readonly string[]
}

interface Claim {
  readonly cluster: number
  readonly person: string
  readonly shared: number
  readonly firstRecord: string
}

/**
 * Gives each cluster the person that most of its records belonged to before, so that references
 * stay with the child through re-runs, new records, joins and splits.
 *
 * The largest overlap claims first; between equals the one that holds the smallest record key. On
 * a join the larger part keeps its reference and the other person is merged; on a split the larger
 * part keeps it and the rest gets a new one, unless it is what had been joined before: then it has its
 * old reference back. The order of the clusters and of the records in them makes no difference.
 *
 * @param previous the person that each record was last linked to, whether or not it still is
 * @param former the persons, now joined to another, that each record was ever linked to
 */
export function assignReferences(
  clusters: readonly Cluster[],
  previous: ReadonlyMap<string, string>,
  former: ReadonlyMap<string, readonly string[]> = new Map(),
): Assignment {
  const claims = clusters.flatMap((cluster, index) => claimsOf(cluster, index, previous))
  claims.sort(byOverlap)

  const personOf: (string | undefined)[] = clusters.map(() => undefined)
  const keptBy = new Map<string, number>()
  const tookMost = new Map<string, number>()
  for (const claim of claims) {
    if (!tookMost.has(claim.person)) tookMost.set(claim.person, claim.cluster)
    if (personOf[claim.cluster] !== undefined || keptBy.has(claim.person)) continue
    personOf[claim.cluster] = claim.person
    keptBy.set(claim.person, claim.cluster)
  }

  const back = takeBack(clusters, personOf, former)
  const merged = new Map([...tookMost].filter(([person]) => !keptBy.has(person)))
  const gone = [...new Set(previous.values())].filter((person) => !tookMost.has(person))
  return { personOf, merged, back, gone }
}

/**
 * Gives clusters that have no person yet the one that their records had before it was joined to
 * another: the person whose records, of all that it ever had, are most wholly in the cluster.
 */
function takeBack(
  clusters: readonly Cluster[],
  personOf: (string | undefined)[],
  former: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const everOf = new Map<string, number>()
  for (const persons of former.values())
    for (const person of persons) everOf.set(person, (everOf.get(person) ?? 0) + 1)
  const claims = clusters.flatMap((cluster, index) => {
    if (personOf[index] !== undefined) return []
    const shared = new Map<string, number>()
    for (const record of cluster)
      for (const person of former.get(record) ?? [])
        shared.set(person, (shared.get(person) ?? 0) + 1)
    return [...shared].map(([person, count]) => ({
      index,
      person,
      share: count / ((everOf.get(person) ?? 0) + cluster.length - count),
    }))
  })
  claims.sort((a, b) => b.share - a.share || (a.person < b.person ? -1 : 1))
  const back = new Set<string>()
  for (const { index, person } of claims) {
    if (personOf[index] !== undefined || back.has(person)) continue
    personOf[index] = person
    back.add(person)
  }
  return back
}

function claimsOf(cluster: Cluster, index: number, previous: ReadonlyMap<string, string>): Claim[] {
  const records = new Map<string, string[]>()
  for (const record of cluster) {
    const person = previous.get(record)
    if (person === undefined) continue
    const found = records.get(person)
    if (found) found.push(record)
    else records.set(person, [record])
  }
  return [...records].map(([person, shared]) => ({
    cluster: index,
    person,
    shared: shared.length,
    firstRecord: shared.reduce((a, b) => (a < b ? a : b)),
  }))
}

function byOverlap(a: Claim, b: Claim): number {
  return b.shared - a.shared || (a.firstRecord < b.firstRecord ? -1 : 1)
}
