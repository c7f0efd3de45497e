import { resolveComparers } from '../../compare/make-comparers.ts'
import { Patterns } from '../../compare/patterns.ts'
import type { Inside } from '../../run-stages.ts'
import { makeScorer, probabilityOf } from '../../score/scorer.ts'
import { savedPatternBits } from '../../train/pattern-bits.ts'

/** Records that hold too little to be matched, even with a copy of themselves. */
export interface Unlinkable {
  records: number
  /** How many would not reach a weight, for weights from low to high. */
  curve: { weight: number; probability: number; records: number }[]
  /** How many would not reach the run's threshold. */
  atThreshold: number
  /** Why: the comparisons that such records lack, the commonest combination first. */
  because: { missing: string[]; records: number }[]
}

const MOST_REASONS = 8
const CURVE = { from: -10, to: 30 }

/** Weighs every record against itself: less than that no other record can expect. */
export async function measureUnlinkable(inside: Inside): Promise<Unlinkable> {
  const { model } = inside.run.options
  const { records, frequencies } = inside.prepared
  const { patterns, ofRecord } = await selfPatterns(inside)
  const learnt = inside.parameters.patterns
  const scorer = makeScorer(
    model,
    inside.parameters,
    patterns,
    frequencies,
    learnt ? savedPatternBits(learnt, patterns) : null,
  )
  const curve = Array.from({ length: CURVE.to - CURVE.from + 1 }, () => 0)
  const short = new Float64Array(patterns.size)
  for (let i = 0; i < records.count; i++) {
    const pattern = ofRecord[i] as number
    const bits = scorer.weight(pattern, i, i)
    if (bits < inside.matchBits) short[pattern] = (short[pattern] as number) + 1
    // The first whole bit that the record does not reach.
    const at = Math.max(0, Math.floor(bits) + 1 - CURVE.from)
    if (at < curve.length) curve[at] = (curve[at] as number) + 1
  }
  let below = 0
  return {
    records: records.count,
    curve: curve.map((n, i) => {
      below += n
      const weight = CURVE.from + i
      return { weight, probability: probabilityOf(weight), records: below }
    }),
    atThreshold: short.reduce((a, b) => a + b, 0),
    because: reasons(inside, patterns, short),
  }
}

/** The pattern that each record shows with itself. */
async function selfPatterns({ prepared, compared, run }: Inside) {
  const { records, comparers } = prepared
  const compare = () => {
    const patterns = new Patterns(run.options.model.comparisons.map((c) => c.levels.length))
    const ofRecord = new Int32Array(records.count)
    const levels = new Uint8Array(compared.patterns.width)
    for (let i = 0; i < records.count; i++) {
      let at = 0
      for (const { codes, comparisons, level } of comparers) {
        const code = codes[i] as number
        const reached = level(code, code)
        if (comparisons.length > 1) levels[at++] = reached >> 4
        levels[at++] = comparisons.length > 1 ? reached & 15 : reached
      }
      ofRecord[i] = patterns.number(levels)
    }
    return { patterns, ofRecord }
  }
  const first = compare()
  const asked = await resolveComparers(comparers, run.options.connection, run.names.ids)
  return asked ? compare() : first
}

function reasons(inside: Inside, patterns: Patterns, short: Float64Array): Unlinkable['because'] {
  const { comparisons } = inside.run.options.model
  const found = new Map<string, { missing: string[]; records: number }>()
  for (let p = 0; p < patterns.size; p++) {
    const records = short[p] as number
    if (records === 0) continue
    const missing = comparisons.flatMap((comparison, c) => {
      const level = patterns.levels[p * patterns.width + c] as number
      return comparison.levels[level]?.missing ? [comparison.words] : []
    })
    const key = missing.join('\n')
    const known = found.get(key) ?? { missing, records: 0 }
    known.records += records
    found.set(key, known)
  }
  return [...found.values()].toSorted((a, b) => b.records - a.records).slice(0, MOST_REASONS)
}
