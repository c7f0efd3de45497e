import type { Cluster } from './assign-references.ts'

/** The person that a record was last linked to, and whether it still is. */
export interface LastLink {
  readonly person: string
  readonly isCurrent: boolean
}

/**
 * The clusters over which references have to be laid anew. One whose records are all linked to one
 * person, of whom no other record is or was last, stays as it is whatever happens to the others: nobody
 * else can claim that person.
 */
export function changedClusters(
  clusters: readonly Cluster[],
  last: ReadonlyMap<string, LastLink>,
): Cluster[] {
  const records = new Map<string, number>()
  for (const { person } of last.values()) records.set(person, (records.get(person) ?? 0) + 1)
  return clusters.filter((cluster) => {
    const person = last.get(cluster[0] ?? '')?.person
    if (person === undefined || records.get(person) !== cluster.length) return true
    return !cluster.every((record) => {
      const link = last.get(record)
      return link?.isCurrent === true && link.person === person
    })
  })
}
