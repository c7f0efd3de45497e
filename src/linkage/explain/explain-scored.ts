import type { Comparer } from '../compare/comparer.ts'
import type { Patterns } from '../compare/patterns.ts'
import type { Level, Model } from '../model/model.ts'
import { probabilityOf, type Scorer } from '../score/scorer.ts'
import type { TermFrequencies } from '../score/term-frequencies.ts'
import type { Parameters } from '../train/parameters.ts'
import {
  type CorrectionReason,
  type ExplainedComparison,
  type Explanation,
  type Side,
  sideOf,
} from './explanation.ts'

/** All that a weight comes from. */
export interface Scoring {
  model: Model
  parameters: Parameters
  patterns: Patterns
  frequencies: TermFrequencies
  scorer: Scorer
  comparers: readonly Comparer[]
}

/** Takes the weight of two records, by number, apart. `pattern` is the pattern that they show. */
export function explainScored(
  scoring: Scoring,
  pattern: number,
  left: number,
  right: number,
): Explanation {
  const { model, patterns, scorer } = scoring
  const levels = model.comparisons.map(
    (_, c) => patterns.levels[pattern * patterns.width + c] as number,
  )
  const weight = scorer.weight(pattern, left, right)
  const beyond = scorer.corrected ? weight - scorer.plainWeight(pattern, left, right) : 0
  return {
    weight,
    probability: probabilityOf(weight),
    prior: scorer.priorBits,
    parts: levels.map((level, c) => partOf(scoring, c, level, left, right)),
    correction: beyond === 0 ? null : { bits: beyond, reason: reasonOf(scoring, pattern, weight) },
  }
}

function partOf(
  scoring: Scoring,
  c: number,
  level: number,
  left: number,
  right: number,
): ExplainedComparison {
  const { model, parameters, frequencies, scorer } = scoring
  const comparison = model.comparisons[c] as Model['comparisons'][number]
  const { words = '', missing = false, hold = null } = comparison.levels[level] ?? {}
  const levelBits = (scorer.levelBits[c] as Float64Array)[level] as number
  const frequencyBits = scorer.frequencyBits(c, level, left, right)
  const rarity = frequencies.rarity(c, level, left, right)
  const learnt = parameters.comparisons[c]?.levels[level]
  return {
    comparison: comparison.name,
    about: comparison.words,
    level,
    words,
    side: sideOfLevel(missing, hold, levelBits + frequencyBits),
    exchangedWith: missing ? null : exchangedWith(scoring, comparison, left, right),
    levelBits,
    frequencyBits,
    valueShare: Number.isNaN(rarity) ? null : 2 ** -rarity,
    m: learnt?.m ?? null,
    u: learnt?.u ?? null,
  }
}

/** What a level holds a pair for speaks against it, however often it is met where two are one. */
function sideOfLevel(missing: boolean, hold: Level['hold'], bits: number): Side {
  if (missing) return 'missing'
  return hold === null ? sideOf(bits) : 'against'
}

/** What people call the other column of two that agree better exchanged. */
function exchangedWith(
  { model, comparers }: Scoring,
  { eitherWay }: Model['comparisons'][number],
  left: number,
  right: number,
): string | null {
  if (eitherWay === null) return null
  const [one, two] = eitherWay.columns
  const isOther = (c: Model['comparisons'][number]) =>
    c.eitherWay?.columns[0] === one && c.eitherWay.columns[1] === two
  const comparer = comparers.find((x) => x.comparisons.some(isOther))
  const exchanged = comparer?.exchanged?.(
    comparer.codes[left] as number,
    comparer.codes[right] as number,
  )
  if (!exchanged) return null
  const other = model.comparisons.find((c) => isOther(c) && c.eitherWay?.part !== eitherWay.part)
  return other?.words ?? null
}

function reasonOf(
  { parameters, scorer }: Scoring,
  pattern: number,
  weight: number,
): CorrectionReason {
  if (weight === scorer.ceilings[pattern]) return 'held'
  return parameters.patterns ? 'together' : 'kin'
}
