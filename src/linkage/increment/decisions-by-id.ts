import type { RowDecisions } from '../cluster/cluster-records.ts'
import { DisjointSets } from '../cluster/components.ts'
import { LinkageError } from '../errors.ts'

/** Decisions of people, by ids of records. */
export interface IdDecisions {
  same: readonly (readonly [string, string])[]
  notSame: readonly (readonly [string, string])[]
}

/** Two records that are decided not the same, though decisions of "same" join them. */
export interface Contradiction {
  notSame: [string, string]
  /** The ids from one to the other, each decided the same as the next. */
  joinedBy: string[]
}

/** Finds the decisions that cannot all hold, and by which chain of others. */
export function findContradictions(decisions: IdDecisions): Contradiction[] {
  const near = new Map<string, Set<string>>()
  const link = (a: string, b: string) => near.set(a, (near.get(a) ?? new Set()).add(b))
  for (const [a, b] of decisions.same) {
    link(a, b)
    link(b, a)
  }
  const roots = rootsOf(decisions.same)
  return decisions.notSame.flatMap(([a, b]) => {
    const joined = a === b || (roots.has(a) && roots.get(a) === roots.get(b))
    return joined ? [{ notSame: [a, b], joinedBy: chain(near, a, b) }] : []
  })
}

/** Refuses decisions that contradict each other, before anything is changed. */
export function checkDecisions(decisions: IdDecisions): void {
  const found = findContradictions(decisions)
  if (found.length === 0) return
  throw new LinkageError(
    'decisions-contradict',
    `The decisions contradict each other in ${found.length === 1 ? 'one place' : `${found.length} places`}: two records are decided not the same, yet decisions of "same" join them. findContradictions names them; withdraw one decision of each.`,
  )
}

function rootsOf(same: IdDecisions['same']): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const id of same.flat()) if (!numbers.has(id)) numbers.set(id, numbers.size)
  const sets = new DisjointSets(numbers.size)
  for (const pair of same) {
    const [a, b] = pair.map((id) => sets.find(numbers.get(id) as number)) as [number, number]
    if (a !== b) sets.join(a, b)
  }
  return new Map([...numbers].map(([id, n]) => [id, sets.find(n)]))
}

/** The shortest chain of decisions from one record to another. */
function chain(near: ReadonlyMap<string, Set<string>>, from: string, to: string): string[] {
  const before = new Map<string, string | null>([[from, null]])
  const queue = [from]
  for (const id of queue) {
    if (id === to) break
    for (const next of near.get(id) ?? []) {
      if (before.has(next)) continue
      before.set(next, id)
      queue.push(next)
    }
  }
  const path: string[] = []
  for (let at: string | null = to; at !== null; at = before.get(at) ?? null) path.unshift(at)
  return path
}

/** Decisions with ids as texts, each once. */
export function plainDecisions(decisions: {
  same: readonly (readonly [string | number, string | number])[]
  notSame: readonly (readonly [string | number, string | number])[]
}): IdDecisions {
  const plain = (list: readonly (readonly [string | number, string | number])[]) => {
    const kept = new Map<string, readonly [string, string]>()
    for (const [a, b] of list) {
      const pair = [String(a), String(b)].sort() as [string, string]
      kept.set(JSON.stringify(pair), pair)
    }
    return [...kept.values()]
  }
  return { same: plain(decisions.same), notSame: plain(decisions.notSame) }
}

/** The pairs that are in one list and not in the other. */
export function changedPairs(
  before: IdDecisions,
  after: IdDecisions,
): (readonly [string, string])[] {
  const kinds = ['same', 'notSame'] as const
  return kinds.flatMap((kind) => {
    const key = (pair: readonly [string, string]) => JSON.stringify(pair)
    const [old, now] = [new Set(before[kind].map(key)), new Set(after[kind].map(key))]
    return [
      ...before[kind].filter((p) => !now.has(key(p))),
      ...after[kind].filter((p) => !old.has(key(p))),
    ]
  })
}

/** Decisions about records that are there, by their numbers; and how many name one that is not. */
export function decisionsOnRows(
  decisions: IdDecisions,
  rowOf: (id: string) => number,
): RowDecisions & { gone: number } {
  let gone = 0
  const byRow = (list: IdDecisions['same']) =>
    list.flatMap(([a, b]): [number, number][] => {
      const [x, y] = [rowOf(a), rowOf(b)]
      if (x >= 0 && y >= 0) return [[x, y]]
      gone++
      return []
    })
  const same = byRow(decisions.same)
  return { same, notSame: byRow(decisions.notSame), gone }
}
