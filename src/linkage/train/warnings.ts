import type { BlockSizes } from '../blocking/block.ts'
import type { PairTable } from '../blocking/pair-table.ts'
import type { Patterns } from '../compare/patterns.ts'
import type { Comparison, Level, Model } from '../model/model.ts'
import type { Warning } from '../options.ts'
import type { Records } from '../records/records.ts'
import { ratio } from './em.ts'
import { countPatterns } from './joint.ts'
import type { Parameters } from './parameters.ts'

/** A column filled in fewer records than this share says little. */
const NEARLY_EMPTY = 0.05
/** Agreement of two comparisons that goes together more than this among non-matches. */
const CORRELATED = 0.5
/** A prior this many times off the matches that the data suggests does not fit. */
const MISFIT = 3

/** Columns that hold almost nothing. */
export function warnOfEmptyColumns(model: Model, records: Records): Warning[] {
  if (records.count === 0) return []
  return model.columns.flatMap(({ name }) => {
    const filled = records
      .column({ kind: 'column', name })
      .dictionary.counts.reduce((a, b) => a + b, 0)
    const share = filled / records.count
    if (share >= NEARLY_EMPTY) return []
    const message = `The column "${name}" is filled in ${(share * 100).toFixed(1)}% of the records, so it can say little.`
    return [{ code: 'column-nearly-empty', message }]
  })
}

/** Rules of which blocks were skipped, unless the rule itself asks for its cap. */
export function warnOfHotBlocks(model: Model, sizes: readonly BlockSizes[]): Warning[] {
  return model.blocking.flatMap((rule, i) => {
    const skipped = sizes[i]?.skipped
    if (!skipped || skipped.blocks === 0 || rule.ownCap) return []
    const message = `The rule "${rule.words}" skipped ${skipped.blocks} blocks of more than ${rule.cap} records (${skipped.pairs} pairs; the largest holds ${skipped.largest} records). Records that only such a block brings together are not compared.`
    return [{ code: 'hot-blocks-skipped', message }]
  })
}

/** What the levels show: one never met, two that go together, a prior that does not fit. */
export function warnOfTraining(
  model: Model,
  parameters: Parameters,
  pairs: PairTable,
  patterns: Patterns,
  possible: number,
): Warning[] {
  if (pairs.count === 0) {
    return [
      {
        code: 'no-candidates',
        message:
          'No blocking rule brought two records together, so nothing was learnt and nothing can be joined.',
      },
    ]
  }
  const counts = countPatterns({ pairs, patterns })
  const chance = matchChances(model, parameters, patterns)
  return [
    ...unseenLevels(model, patterns, counts),
    ...correlated(model, patterns, counts, chance),
    ...misfit(parameters, counts, chance, possible),
    ...doubtful(model, parameters),
  ]
}

function matchChances(model: Model, parameters: Parameters, patterns: Patterns): Float64Array {
  return Float64Array.from({ length: patterns.size }, (_, p) => {
    let odds = parameters.prior / (1 - parameters.prior)
    model.comparisons.forEach((_c, c) => {
      const level =
        parameters.comparisons[c]?.levels[patterns.levels[p * patterns.width + c] as number]
      if (level?.m != null && level.u != null) odds *= ratio(level.m, level.u)
    })
    return odds / (1 + odds)
  })
}

/** A level that waits for variants that this data may simply not have. */
function isLearnt(comparison: Comparison, { when }: Level): boolean {
  return (
    comparison.learnsVariants && when !== 'else' && when.kind === 'call' && when.name === 'nickname'
  )
}

function unseenLevels(model: Model, patterns: Patterns, counts: Float64Array): Warning[] {
  const seen = model.comparisons.map(() => new Set<number>())
  for (let p = 0; p < patterns.size; p++) {
    if (counts[p] === 0) continue
    for (let c = 0; c < patterns.width; c++)
      seen[c]?.add(patterns.levels[p * patterns.width + c] as number)
  }
  return model.comparisons.flatMap((comparison, c) =>
    comparison.levels.flatMap((level, l) =>
      level.missing || seen[c]?.has(l) || isLearnt(comparison, level)
        ? []
        : [
            {
              code: 'level-never-observed',
              message: `No candidate pair reaches the level "${level.words}" of "${comparison.name}", so its weight is a guess.`,
            },
          ],
    ),
  )
}

function correlated(
  model: Model,
  patterns: Patterns,
  counts: Float64Array,
  chance: Float64Array,
): Warning[] {
  const top = model.comparisons.map((c) => c.levels.findIndex((l) => !l.missing))
  const out: Warning[] = []
  for (let a = 0; a < patterns.width; a++) {
    for (let b = a + 1; b < patterns.width; b++) {
      const phi = agreement(
        model,
        patterns,
        counts,
        chance,
        [a, top[a] as number],
        [b, top[b] as number],
      )
      if (phi < CORRELATED) continue
      const [x, y] = [model.comparisons[a]?.name, model.comparisons[b]?.name]
      out.push({
        code: 'correlated-comparisons',
        message: `Among pairs that are not one, "${x}" and "${y}" agree together (correlation ${phi.toFixed(2)}): counted apart they weigh too much. Compare them in one comparison.`,
      })
    }
  }
  return out
}

function agreement(
  model: Model,
  patterns: Patterns,
  counts: Float64Array,
  chance: Float64Array,
  [a, topA]: [number, number],
  [b, topB]: [number, number],
): number {
  const n = [0, 0, 0, 0] as [number, number, number, number]
  for (let p = 0; p < patterns.size; p++) {
    const x = patterns.levels[p * patterns.width + a] as number
    const y = patterns.levels[p * patterns.width + b] as number
    if (model.comparisons[a]?.levels[x]?.missing || model.comparisons[b]?.levels[y]?.missing)
      continue
    const cell = (x === topA ? 2 : 0) + (y === topB ? 1 : 0)
    n[cell] = (n[cell] as number) + (counts[p] as number) * (1 - (chance[p] as number))
  }
  const [none, second, first, both] = n
  const spread = Math.sqrt((none + second) * (first + both) * (none + first) * (second + both))
  return spread === 0 ? 0 : (both * none - first * second) / spread
}

function misfit(
  parameters: Parameters,
  counts: Float64Array,
  chance: Float64Array,
  possible: number,
): Warning[] {
  const expected = counts.reduce((sum, n, p) => sum + n * (chance[p] as number), 0)
  const told = parameters.prior * possible
  if (expected < 1 || told < 1 || (told < expected * MISFIT && expected < told * MISFIT)) return []
  const message = `The prior stands for ${Math.round(told)} matches, the candidate pairs suggest ${Math.round(expected)}. Leave the prior to "estimate", or check the rules it comes from.`
  return [{ code: 'prior-does-not-fit', message }]
}

/** A value shared by so few strangers tells people apart. */
const TELLING_U = 0.02
/** Matches that differ so often in what tells people apart may be another class of pairs. */
const DOUBTFUL_M = 0.3

/** What passes for a match may be kin, or a household: it differs in what tells people apart. */
function doubtful(model: Model, parameters: Parameters): Warning[] {
  if (model.training.relatives.length > 0 || parameters.patterns) return []
  return parameters.comparisons.flatMap(({ name, levels }) => {
    const strongest = levels.find((l) => l.u !== null)
    const weakest = levels.at(-1)
    if (!strongest || (strongest.u ?? 1) > TELLING_U || (weakest?.m ?? 0) < DOUBTFUL_M) return []
    const percent = Math.round((weakest?.m ?? 0) * 100)
    const message = `Of the pairs taken for matches ${percent}% differ in "${name}". They may be kin or households: name what those share under training.relatives, or declare sources that are free of duplicates.`
    return [{ code: 'matches-doubtful', message }]
  })
}
