import type { Comparison } from '../model/model.ts'
import { ratio, startM } from './em.ts'
import { countPatterns } from './joint.ts'
import type { Shares, TrainingInput } from './train.ts'

/** A third class of pairs: records of different people who are kin, living together. */
export interface Kin {
  /** Probability that two records taken at random are of kin. */
  prior: number
  /** The comparisons in which kin agree because they are kin. */
  comparisons: string[]
  /** Shares of the levels of each comparison among kin; null in a level without evidence. */
  shares: (number | null)[][]
}

export interface ThreeClasses {
  prior: number
  m: Shares
  kin: Kin
}

const ROUNDS = 300
const SMOOTHING = 1e-3

/**
 * Expectation–maximisation with three classes: unrelated (u, fixed), one and the same, and kin.
 * Kin start as pairs that agree in the comparisons the model names and nowhere else; without
 * them brothers and sisters, who are many, would be taken for matches. Null where no such class
 * shows itself in the data: then two classes are the truth.
 */
export function trainWithRelatives(
  input: TrainingInput,
  u: Shares,
  total: number,
): ThreeClasses | null {
  const { comparisons, training } = input.model
  const named = comparisons.map((c) => training.relatives.includes(c.name))
  const counts = countPatterns(input)
  const classes = [
    { share: Math.min(0.4, (0.3 * input.pairs.count) / total), levels: comparisons.map(startM) },
    {
      share: Math.min(0.4, (0.2 * input.pairs.count) / total),
      levels: comparisons.map((c, i) => (named[i] ? startM(c) : (u[i] as Float64Array).slice())),
    },
  ] as [Class, Class]
  for (let round = 0; round < ROUNDS; round++) {
    const before = classes[0].share
    step(input, counts, classes, u, total)
    if (Math.abs(Math.log(classes[0].share / before)) < 1e-7) break
  }
  classes.sort((a, b) => evidence(b, u) - evidence(a, u))
  const [match, kin] = classes
  // The classes may have changed places: what the model fixes is the matches'.
  comparisons.forEach((c, i) => {
    holdFixed(match.levels[i] as Float64Array, c)
  })
  if (!isKin(match, kin, u)) return null
  return {
    prior: match.share,
    m: match.levels,
    kin: {
      prior: kin.share,
      comparisons: training.relatives.slice(),
      shares: comparisons.map((c, i) =>
        c.levels.map((l, k) => (l.missing ? null : (kin.levels[i]?.[k] ?? 0))),
      ),
    },
  }
}

interface Class {
  share: number
  levels: Shares
}

function step(
  input: TrainingInput,
  counts: Float64Array,
  classes: [Class, Class],
  u: Shares,
  total: number,
): void {
  const { patterns, model } = input
  const { comparisons } = model
  const width = patterns.width
  const logs = classes.map(({ share, levels }) => ({
    base: Math.log(share / (1 - classes[0].share - classes[1].share)),
    levels: levels.map((shares, c) =>
      shares.map((s, k) =>
        comparisons[c]?.levels[k]?.missing ? 0 : Math.log(ratio(s, u[c]?.[k] ?? 0)),
      ),
    ),
  }))
  const sums = classes.map(() => comparisons.map((c) => new Float64Array(c.levels.length)))
  const expected = [0, 0]
  for (const p of patterns.inOrder()) {
    const n = counts[p] ?? 0
    if (n === 0) continue
    const odds = logs.map(({ base, levels }) => {
      let log = base
      for (let c = 0; c < width; c++)
        log += levels[c]?.[patterns.levels[p * width + c] as number] ?? 0
      return Math.exp(log)
    }) as [number, number]
    const all = 1 + odds[0] + odds[1]
    odds.forEach((o, k) => {
      const share = n * (o / all)
      expected[k] = (expected[k] as number) + share
      for (let c = 0; c < width; c++) {
        const own = sums[k]?.[c] as Float64Array
        const level = patterns.levels[p * width + c] as number
        own[level] = (own[level] as number) + share
      }
    })
  }
  classes.forEach((cls, k) => {
    cls.share = Math.max(1e-15, Math.min(0.45, (expected[k] as number) / total))
    cls.levels.forEach((shares, c) => {
      maximise(
        shares,
        sums[k]?.[c] as Float64Array,
        comparisons[c] as Comparison,
        k === 1 ? (u[c] as Float64Array) : null,
      )
      if (k === 0) holdFixed(shares, comparisons[c] as Comparison)
    })
  })
}

/** New shares from expected counts; few counts are pulled evenly, or (kin) towards chance. */
function maximise(
  shares: Float64Array,
  sums: Float64Array,
  comparison: Comparison,
  towards: Float64Array | null,
): void {
  let all = 0
  const added = comparison.levels.map((l, k) =>
    l.missing ? 0 : SMOOTHING * (towards ? (towards[k] as number) : 1),
  )
  comparison.levels.forEach((l, k) => {
    if (!l.missing) all += (sums[k] as number) + (added[k] as number)
  })
  if (all === 0) return
  comparison.levels.forEach((l, k) => {
    if (!l.missing) shares[k] = ((sums[k] as number) + (added[k] as number)) / all
  })
}

/** Puts back the m that the model fixes, as every training does. */
function holdFixed(shares: Float64Array, comparison: Comparison): void {
  comparison.levels.forEach((l, k) => {
    if (!l.missing && l.fixedM !== null) shares[k] = l.fixedM
  })
}

/** How far a class is from chance in each comparison, in nats. */
function divergences({ levels }: Class, u: Shares): number[] {
  return levels.map((shares, c) =>
    shares.reduce((sum, s, k) => (s > 0 ? sum + s * Math.log(ratio(s, u[c]?.[k] ?? 0)) : sum), 0),
  )
}

const evidence = (cls: Class, u: Shares) => divergences(cls, u).reduce((a, b) => a + b, 0)

/** Kin agree like matches somewhere and differ like strangers in something that tells people apart. */
function isKin(match: Class, kin: Class, u: Shares): boolean {
  const [m, h] = [divergences(match, u), divergences(kin, u)]
  return kin.share > 1e-14 && m.some((d, c) => d > 2 && (h[c] as number) < 0.1 * d)
}
