import { type Estimate, wilson } from '#linkage'
import { childProtection, type Holdings } from './read-borough.ts'

/** The hidden truth of a borough. */
export interface Truth {
  readonly personOf: ReadonlyMap<string, string>
  readonly people: ReadonlyMap<string, Readonly<Record<string, string>>>
  readonly cases: ReadonlyMap<string, ReadonlySet<string>>
  /** The other life of each person whose lives are under a seal. */
  readonly sealed: ReadonlyMap<string, string>
}

/** What became of one true person. */
interface Fate {
  readonly records: number
  readonly truePairs: number
  readonly missedPairs: number
  /** The place in the partition of the person that holds most of the records. */
  readonly main: number
  /** Whether a record of somebody else is there too. */
  readonly isShared: boolean
}

/** A partition held against the truth. */
export interface Scored {
  readonly precision: number
  readonly recall: number
  readonly joinedPairs: number
  readonly rightPairs: number
  readonly truePairs: number
  readonly fates: ReadonlyMap<string, Fate>
  /** Places in the partition where records of several persons are. */
  readonly mixed: readonly number[]
}

const pairsOf = (n: number) => (n * (n - 1)) / 2

/** Holds persons found against the true ones. */
export function score(partition: readonly (readonly string[])[], { personOf }: Truth): Scored {
  const placesOf = new Map<string, Map<number, number>>()
  const mixed: number[] = []
  let joinedPairs = 0
  let rightPairs = 0
  partition.forEach((records, place) => {
    const counts = new Map<string, number>()
    for (const record of records) {
      const person = personOf.get(record) ?? record
      counts.set(person, (counts.get(person) ?? 0) + 1)
    }
    joinedPairs += pairsOf(records.length)
    if (counts.size > 1) mixed.push(place)
    for (const [person, count] of counts) {
      rightPairs += pairsOf(count)
      const places = placesOf.get(person) ?? new Map<number, number>()
      placesOf.set(person, places.set(place, count))
    }
  })
  const isMixed = new Set(mixed)
  const fates = new Map<string, Fate>()
  let truePairs = 0
  for (const [person, places] of placesOf) {
    const records = [...places.values()].reduce((a, b) => a + b, 0)
    const together = [...places.values()].reduce((sum, count) => sum + pairsOf(count), 0)
    const [[main] = [0]] = [...places].sort(([p, a], [q, b]) => b - a || p - q)
    truePairs += pairsOf(records)
    fates.set(person, {
      records,
      truePairs: pairsOf(records),
      missedPairs: pairsOf(records) - together,
      main,
      isShared: isMixed.has(main),
    })
  }
  return {
    precision: joinedPairs === 0 ? 1 : rightPairs / joinedPairs,
    recall: truePairs === 0 ? 1 : rightPairs / truePairs,
    joinedPairs,
    rightPairs,
    truePairs,
    fates,
    mixed,
  }
}

/** What became of a group of people. */
export interface GroupRow {
  readonly group: string
  readonly people: number
  readonly truePairs: number
  /** Share of the true pairs that were not joined. */
  readonly missed: Estimate
  /** Share of the people who are joined with somebody else. */
  readonly falsely: Estimate
  /** Share of the people about whom a question is open. */
  readonly asked: Estimate
}

/** What became of people by group; a person may be in several. */
export function byGroup(
  scored: Scored,
  groupsOf: (person: string) => Iterable<string>,
  asked: ReadonlySet<number>,
): GroupRow[] {
  const sums = new Map<string, number[]>()
  for (const [person, fate] of scored.fates) {
    for (const group of groupsOf(person)) {
      const sum = sums.get(group) ?? [0, 0, 0, 0, 0]
      const own = [1, fate.truePairs, fate.missedPairs, +fate.isShared, +asked.has(fate.main)]
      sums.set(
        group,
        sum.map((value, at) => value + (own[at] ?? 0)),
      )
    }
  }
  return [...sums]
    .map(([group, [people = 0, pairs = 0, missed = 0, shared = 0, open = 0]]) => ({
      group,
      people,
      truePairs: pairs,
      missed: wilson(missed, pairs),
      falsely: wilson(shared, people),
      asked: wilson(open, people),
    }))
    .sort((a, b) => (a.group < b.group ? -1 : 1))
}

/** What a perfect reviewer makes of the partition: true questions are joined, and nothing else is changed. */
export function afterReview(
  partition: readonly (readonly string[])[],
  questions: readonly { left: string; right: string }[],
  { personOf }: Truth,
): string[][] {
  const placeOf = new Map(partition.flatMap((records, place) => records.map((r) => [r, place])))
  const into = partition.map((_, place) => place)
  const root = (place: number): number => {
    let at = place
    while (into[at] !== at) at = into[at] as number
    return at
  }
  for (const { left, right } of questions) {
    if (personOf.get(left) !== personOf.get(right)) continue
    const [a, b] = [root(placeOf.get(left) ?? 0), root(placeOf.get(right) ?? 0)]
    if (a !== b) into[Math.max(a, b)] = Math.min(a, b)
  }
  const joined = new Map<number, string[]>()
  partition.forEach((records, place) => {
    const at = root(place)
    joined.set(at, [...(joined.get(at) ?? []), ...records])
  })
  return [...joined.values()]
}

/** The figures of those who answer for the children. */
export interface Harm {
  readonly children: number
  /** Children shown with a record of somebody else. */
  readonly shown: Estimate
  /** Children missing a fact of risk that some agency holds. */
  readonly missing: Estimate
  readonly atRisk: number
  /** Records with a child protection plan that stand with another child. */
  readonly wrongPlans: string[]
  /** Police records that stand with a child who is not theirs. */
  readonly wrongMarkers: string[]
}

export function harm(
  partition: readonly (readonly string[])[],
  scored: Scored,
  truth: Truth,
  holdings: Holdings,
): Harm {
  const isChild = (person: string) => truth.people.get(person)?.['kind'] === 'child'
  const children = [...scored.fates].filter(([person]) => isChild(person))
  const recordsOf = new Map<string, string[]>()
  for (const [record, person] of truth.personOf) {
    if (!isChild(person) || !holdings.get(record)?.risks.size) continue
    recordsOf.set(person, [...(recordsOf.get(person) ?? []), record])
  }
  const placeOf = new Map(partition.flatMap((records, place) => records.map((r) => [r, place])))
  const lacks = ([person, { main }]: readonly [string, Fate]) =>
    (recordsOf.get(person) ?? []).some((record) => placeOf.get(record) !== main)
  const wrong = (risk: string) =>
    scored.mixed.flatMap((place) => {
      const records = partition[place] ?? []
      const owner = ownerOf(records, truth)
      if (owner === undefined || !isChild(owner)) return []
      return records.filter(
        (record) => truth.personOf.get(record) !== owner && holdings.get(record)?.risks.has(risk),
      )
    })
  return {
    children: children.length,
    shown: wilson(children.filter(([, fate]) => fate.isShared).length, children.length),
    missing: wilson(children.filter(lacks).length, children.length),
    atRisk: recordsOf.size,
    wrongPlans: wrong(childProtection),
    wrongMarkers: wrong('police marker'),
  }
}

/** The true person of most of the records; the smaller name of two. */
export function ownerOf(records: readonly string[], { personOf }: Truth): string | undefined {
  const counts = new Map<string, number>()
  for (const record of records) {
    const person = personOf.get(record) ?? record
    counts.set(person, (counts.get(person) ?? 0) + 1)
  }
  return [...counts].sort(([p, a], [q, b]) => b - a || (p < q ? -1 : 1))[0]?.[0]
}
