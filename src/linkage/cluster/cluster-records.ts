import type { PairTable } from '../blocking/pair-table.ts'
import type { Patterns } from '../compare/patterns.ts'
import type { Model } from '../model/model.ts'
import type { Records } from '../records/records.ts'
import type { Scorer } from '../score/scorer.ts'
import { averageLinkage, WEAKEST_BITS } from './average.ts'
import { DisjointSets } from './components.ts'
import { GuardedSets, type Links } from './guards.ts'
import { joinStrongestFirst, type Pause, type Ties } from './strongest-first.ts'

/** Decisions of people, by record numbers. */
export interface RowDecisions {
  same: [number, number][]
  notSame: [number, number][]
}

/** Whether anything but weights decides who may be together. */
export function isConstrained({ constraints }: Model, { same, notSame }: RowDecisions): boolean {
  return constraints.onePerSource || constraints.notTwoOf.length + same.length + notSame.length > 0
}

/** The cluster of each record, as the number of one of its records. */
export async function clusterRecords(
  model: Model,
  records: Records,
  pairs: PairTable,
  patterns: Patterns,
  scorer: Scorer,
  matchBits: number,
  decisions: RowDecisions,
  ties: Ties,
  pause: Pause,
): Promise<Int32Array> {
  const { method, unseenBits } = model.clusters
  const { onePerSource, notTwoOf } = model.constraints
  if (method === 'components' && !isConstrained(model, decisions))
    return components(records.count, pairs, matchBits)
  const free = model.sources.freeOfDuplicates
  const single = records.sourceNames.map(
    (name) => free === true || free === false || free.includes(name),
  )
  const guarded = new GuardedSets(records.count, {
    onePerSource: onePerSource ? records.sources.map((s) => (single[s] ? s : -1)) : null,
    notTwoOf: notTwoOf.map((name) => records.column({ kind: 'column', name }).codes),
    ...decisions,
  })
  if (method === 'average') {
    const links = linksFrom(pairs, WEAKEST_BITS, matchBits)
    if (scorer.whole) {
      // Learnt as a whole, a weight has no parts that could be averaged apart.
      const whole = { fields: 1, startBits: 0, unseenBits }
      const weigh = (k: number, out: Float64Array) => wholeWeight(links, k, out)
      await averageLinkage(links, guarded, whole, weigh, ties, pause)
      return guarded.sets.labels()
    }
    const judging = {
      fields: patterns.width + 1,
      startBits: scorer.priorBits - matchBits,
      unseenBits,
    }
    await averageLinkage(
      links,
      guarded,
      judging,
      (k, out) => fieldsOf(links, k, model, patterns, scorer, matchBits, out),
      ties,
      pause,
    )
    return guarded.sets.labels()
  }
  await joinStrongestFirst(linksFrom(pairs, 0, matchBits), guarded, await ties(null), pause)
  return guarded.sets.labels()
}

/** A pair may speak for or against by so many bits, or it would outvote all the others. */
const MOST_WHOLE = 11.5
/** The same for one field of a pair. */
const MOST_AGAINST = -8.66
const MOST_FOR = 13

function wholeWeight({ weight }: Links, k: number, out: Float64Array): void {
  out[0] = Math.max(-MOST_WHOLE, Math.min(MOST_WHOLE, weight[k] as number))
}

/** What each comparison of a link weighs, and last what a constraint takes off. */
function fieldsOf(
  links: Links,
  k: number,
  model: Model,
  patterns: Patterns,
  scorer: Scorer,
  matchBits: number,
  out: Float64Array,
): void {
  const pattern = links.pattern[k] as number
  let rest = (links.weight[k] as number) + matchBits - scorer.priorBits
  for (let c = 0; c < patterns.width; c++) {
    const level = patterns.levels[pattern * patterns.width + c] as number
    if (model.comparisons[c]?.levels[level]?.missing) {
      out[c] = Number.NaN
      continue
    }
    const bits =
      ((scorer.levelBits[c] as Float64Array)[level] as number) +
      scorer.frequencyBits(c, level, links.left[k] as number, links.right[k] as number)
    rest -= bits
    out[c] = Math.max(MOST_AGAINST, Math.min(MOST_FOR, bits))
  }
  // What a constraint takes off is cut nowhere, or the other fields would outvote it.
  out[patterns.width] = scorer.corrected ? rest : Number.NaN
}

function components(count: number, pairs: PairTable, matchBits: number): Int32Array {
  const sets = new DisjointSets(count)
  for (const chunk of pairs.chunks) {
    for (let i = 0; i < chunk.count; i++) {
      if ((chunk.weight[i] as number) < matchBits) continue
      const a = sets.find(chunk.left[i] as number)
      const b = sets.find(chunk.right[i] as number)
      if (a !== b) sets.join(a, b)
    }
  }
  return sets.labels()
}

/** The pairs from a weight up, the threshold taken off their weights. */
function linksFrom(pairs: PairTable, lowest: number, matchBits: number): Links {
  let n = 0
  for (const { count, weight } of pairs.chunks) {
    for (let i = 0; i < count; i++) if ((weight[i] as number) - matchBits >= lowest) n++
  }
  const links = {
    left: new Int32Array(n),
    right: new Int32Array(n),
    weight: new Float64Array(n),
    pattern: new Int32Array(n),
  }
  let at = 0
  for (const { count, weight, left, right, pattern } of pairs.chunks) {
    for (let i = 0; i < count; i++) {
      const above = (weight[i] as number) - matchBits
      if (above < lowest) continue
      links.left[at] = left[i] as number
      links.right[at] = right[i] as number
      links.pattern[at] = pattern[i] as number
      links.weight[at++] = above
    }
  }
  return links
}
