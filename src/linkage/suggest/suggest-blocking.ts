import { type Blocks, makeBlocks, sizesOf } from '../blocking/block.ts'
import { shareBlock } from '../blocking/candidates.ts'
import { type Estimate, wilson } from '../decisions/intervals.ts'
import { weighPairs } from '../increment/weigh-pairs.ts'
import { dropRun, inTurn } from '../link.ts'
import { type Expression, printExpression } from '../model/expression.ts'
import type { LinkOptions } from '../options.ts'
import { cluster, type Learnt, type Run } from '../run-stages.ts'
import { bitsOf } from '../score/scorer.ts'
import { freezeFrequencies } from '../score/term-frequencies.ts'
import { candidateKeys, candidateRules } from './candidate-keys.ts'
import { drawPairs } from './rule-pairs.ts'

/** A blocking rule that the model does not have, and what it would cost and add. */
export interface SuggestedRule {
  /** As the model file would have it. */
  on: string[]
  /** Pairs that it proposes. */
  pairs: number
  largestBlock: number
  /** Pairs among them that no rule of the model, and none suggested before, proposes. */
  newPairs: number
  /** Matches among the new pairs, estimated from a sample, with a 95 % interval (Wilson). */
  newMatches: Estimate
  skipped: { blocks: number; records: number; pairs: number; largest: number }
}

export interface SuggestedBlocking {
  /** The best first: each adds to those before it. */
  rules: SuggestedRule[]
  /** Matches that the model's own rules find, for comparison. */
  matchesNow: number
  pairsNow: number
  /** Rules that were looked at. */
  examined: number
}

export interface SuggestOptions extends Omit<LinkOptions, 'alsoAt' | 'parts' | 'labels'> {
  /** How many are wanted (5). */
  limit?: number
  /** Pairs that a rule may propose: this many times the records (20). */
  mostPairsEach?: number
  /** Pairs of each rule that are compared (3000). */
  sampled?: number
}

/** Matches that a suggestion must at least add, as a share of those that are found now. */
const WORTHWHILE = 0.0005

/**
 * Suggests blocking rules from the data: keys are made of what the columns hold, of each rule's
 * pairs some are weighed by the model as it is trained (or as `parameters` say), and the rule that
 * adds most matches for its pairs is taken, then the one that adds most to that, and so on.
 */
export async function suggestBlocking(options: SuggestOptions): Promise<SuggestedBlocking> {
  return await inTurn(options, async (run, learnt) => {
    const found = await suggest(options, run, learnt)
    await dropRun(options.connection, run.names)
    return found
  })
}

/** A rule looked at: what was drawn of it and is new. */
interface Examined {
  keys: readonly Expression[]
  blocks: Blocks
  pairs: number
  /** Pairs drawn of it, new or not. */
  drawn: number
  fresh: { left: number; right: number; isMatch: boolean }[]
}

async function suggest(
  { limit = 5, mostPairsEach = 20, sampled = 3000 }: SuggestOptions,
  run: Run,
  learnt: Learnt,
): Promise<SuggestedBlocking> {
  const { prepared, compared } = learnt
  const { model } = run.options
  const { records } = prepared
  // The pairs are weighed there; the clusters that come of them are not asked for.
  const { matchBits } = await cluster(run, learnt)
  const frequencies = run.options.frequencies ?? freezeFrequencies(model, records, prepared.outside)
  const own = model.blocking.map((rule) => makeBlocks(rule, records))
  const known = new Set(model.blocking.map((rule) => nameOf(rule.keys)))
  const rules = candidateRules(model, candidateKeys(model, records)).filter(
    (keys) => !known.has(nameOf(keys)),
  )
  const examined: Examined[] = []
  for (const keys of rules) {
    const blocks = makeBlocks(
      { words: nameOf(keys), keys, cap: model.file.block_cap, ownCap: false },
      records,
    )
    const { pairs } = sizesOf(blocks)
    await run.clock.at('score', examined.length / rules.length, `looking at ${nameOf(keys)}`)
    if (pairs === 0 || pairs > mostPairsEach * records.count) continue
    examined.push(await examine(run, learnt, own, keys, blocks, sampled, frequencies))
  }
  const matches = matchesIn(compared, matchBits)
  const taken: SuggestedRule[] = []
  let open = examined
  while (taken.length < limit && open.length > 0) {
    const best = open.reduce((a, b) => (worth(b) > worth(a) ? b : a))
    const rule = describe(best)
    if (rule.newMatches.value < Math.max(1, matches * WORTHWHILE)) break
    taken.push(rule)
    const covers = coveredBy(best, records)
    open = open
      .filter((e) => e !== best)
      .map((e) => ({ ...e, fresh: e.fresh.filter((p) => !covers(p.left, p.right)) }))
  }
  return {
    rules: taken,
    matchesNow: matches,
    pairsNow: compared.pairs.count,
    examined: examined.length,
  }
}

const nameOf = (keys: readonly Expression[]) => keys.map(printExpression).join(' and ')

/** Matches found, less for each pair that has to be compared for them. */
function worth({ fresh, drawn, pairs }: Examined): number {
  const matches = fresh.filter((p) => p.isMatch).length
  return matches === 0 ? 0 : ((matches / drawn) * pairs) / Math.sqrt(1 + pairs)
}

async function examine(
  run: Run,
  { prepared, parameters }: Learnt,
  own: readonly Blocks[],
  keys: readonly Expression[],
  blocks: Blocks,
  sampled: number,
  frequencies: ReturnType<typeof freezeFrequencies>,
): Promise<Examined> {
  const { records, apart } = prepared
  const { model, connection } = run.options
  const { left, right, of } = drawPairs(blocks, records, apart, sampled)
  const places = Array.from(left, (_, i) => i).filter((i) =>
    own.every((rule) => !shareBlock(rule, left[i] as number, right[i] as number)),
  )
  const list = {
    count: places.length,
    left: Int32Array.from(places, (i) => left[i] as number),
    right: Int32Array.from(places, (i) => right[i] as number),
    rule: new Uint8Array(places.length),
  }
  const weighed = await weighPairs({ model, parameters, frequencies }, records, list, connection)
  const matchBits = bitsOf(run.options.threshold ?? model.thresholds.match)
  const fresh: Examined['fresh'] = []
  for (const { count, weight, left: l, right: r } of weighed.pairs.chunks) {
    for (let i = 0; i < count; i++) {
      const isMatch = (weight[i] as number) >= matchBits
      fresh.push({ left: l[i] as number, right: r[i] as number, isMatch })
    }
  }
  return { keys, blocks, pairs: of, drawn: Math.min(sampled, of), fresh }
}

function describe({ keys, blocks, pairs, drawn, fresh }: Examined): SuggestedRule {
  const matches = wilson(fresh.filter((p) => p.isMatch).length, drawn)
  const scaled = (share: number) => Math.round(share * pairs)
  const { largest, skipped } = sizesOf(blocks)
  return {
    on: keys.map(printExpression),
    pairs,
    largestBlock: largest,
    newPairs: scaled(fresh.length / drawn),
    newMatches: {
      value: scaled(matches.value),
      low: scaled(matches.low),
      high: scaled(matches.high),
    },
    skipped,
  }
}

/** Whether a rule proposes a pair as well. */
function coveredBy({ keys }: Examined, records: Learnt['prepared']['records']) {
  const columns = keys.map((k) => records.column(k).codes)
  return (left: number, right: number) =>
    columns.every((codes) => (codes[left] as number) >= 0 && codes[left] === codes[right])
}

function matchesIn({ pairs }: Learnt['compared'], matchBits: number): number {
  let matches = 0
  for (const { count, weight } of pairs.chunks)
    for (let i = 0; i < count; i++) if ((weight[i] as number) >= matchBits) matches++
  return matches
}
