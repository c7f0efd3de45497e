import type { ReviewPair } from './data/links.ts'
import type { MatchRow } from './rules/match-row.ts'
import { questions, type WeighedPair } from './rules/questions.ts'
import { secondLook } from './rules/second-look.ts'

/** What the scoring leaves: the cluster of every record, and the pairs above the review threshold across clusters. */
export interface FirstLook {
  readonly clusterOf: ReadonlyMap<string, string>
  readonly across: readonly ReviewPair[]
  /** The rows of all records of the clusters that such pairs are of. */
  readonly rows: ReadonlyMap<string, MatchRow>
  /** Records that people have decided not to be of one person. */
  readonly notSame?: readonly (readonly [string, string])[]
}

/** Who is who, and what people must be asked. */
export interface Settled {
  /** The records of each person, smallest key first. */
  readonly clusters: string[][]
  /** The strongest pair between every two persons whom the machine is not sure about. */
  readonly pairs: ReviewPair[]
}

/**
 * Lays the second look over the first and finds the questions that are left. Depends on nothing but
 * its input, whatever the order.
 */
export function settle({ clusterOf, across, rows, notSame = [] }: FirstLook): Settled {
  const pairs = across.flatMap((pair): WeighedPair[] => {
    const [left, right] = [rows.get(pair.left), rows.get(pair.right)]
    const [leftPerson, rightPerson] = [clusterOf.get(pair.left), clusterOf.get(pair.right)]
    if (!left || !right || leftPerson === undefined || rightPerson === undefined) return []
    return leftPerson === rightPerson ? [] : [{ ...pair, left, right, leftPerson, rightPerson }]
  })
  const recordsOf = recordsIn(clusterOf, rows)
  const apart = new Set(
    notSame.map(([a, b]) => [clusterOf.get(a), clusterOf.get(b)].sort().join('\n')),
  )
  const joins = secondLook(pairs, recordsOf).filter((join) => !apart.has(join.join('\n')))
  const personOf = joined(joins)
  return {
    clusters: clustersOf(clusterOf, personOf),
    pairs: questions(pairs, personOf, recordsOf)
      .map(({ left, right, weight, probability }) => {
        const [one, other] = [left.id, right.id].sort() as [string, string]
        return { left: one, right: other, weight, probability }
      })
      .sort((a, b) => (`${a.left}\n${a.right}` < `${b.left}\n${b.right}` ? -1 : 1)),
  }
}

function recordsIn(clusterOf: FirstLook['clusterOf'], rows: FirstLook['rows']) {
  const records = new Map<string, MatchRow[]>()
  for (const row of rows.values()) {
    const cluster = clusterOf.get(row.id)
    if (cluster === undefined) continue
    const known = records.get(cluster)
    if (known) known.push(row)
    else records.set(cluster, [row])
  }
  return (cluster: string): readonly MatchRow[] => records.get(cluster) ?? []
}

/** The name of the person that a cluster ends in: the smallest of those that are joined. */
function joined(joins: readonly (readonly [string, string])[]): (cluster: string) => string {
  const into = new Map<string, string>()
  const personOf = (cluster: string): string => {
    let person = cluster
    for (let next = into.get(person); next !== undefined; next = into.get(person)) person = next
    return person
  }
  for (const join of joins) {
    const [one, other] = [personOf(join[0]), personOf(join[1])]
    if (one !== other) into.set(one < other ? other : one, one < other ? one : other)
  }
  return personOf
}

function clustersOf(
  clusterOf: FirstLook['clusterOf'],
  personOf: (cluster: string) => string,
): string[][] {
  const members = new Map<string, string[]>()
  for (const [record, cluster] of clusterOf) {
    const person = personOf(cluster)
    const known = members.get(person)
    if (known) known.push(record)
    else members.set(person, [record])
  }
  return [...members.values()]
    .map((records) => records.sort())
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
}
