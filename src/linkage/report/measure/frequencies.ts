import type { Column } from '../../records/column.ts'
import type { Inside } from '../../run-stages.ts'

/** What the rarity of values adds to a comparison's weights. */
export interface FrequencyEffect {
  comparison: string
  about: string
  /** Pairs looked at that reach a level which rarity adjusts. */
  pairs: number
  /** Bits that rarity adds or takes: 5%, 25%, 50%, 75% and 95% of those pairs add less. */
  spread: [number, number, number, number, number]
  /** The commonest values and the bits that sharing one adds or takes. */
  commonest: { value: string; records: number; bits: number }[]
  /** Bits of a value that only two records hold; null where there is none. */
  rarest: number | null
}

export interface Frequencies {
  effects: FrequencyEffect[]
  /** Pairs looked at: all, or an even sample of them. */
  looked: number
  /** Of these, joined only thanks to rarity, and kept apart only by it. */
  joinedByIt: number
  partedByIt: number
}

/** No more pairs than about this are weighed once more. */
const MOST_PAIRS = 500_000
/** Bits are counted in steps of a quarter from −15 to 25. */
const BINS = { from: -15, step: 0.25, count: 160 }
const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95]
const MOST_VALUES = 5

/** What term frequencies do to the weights. */
export function measureFrequencies(inside: Inside): Frequencies {
  const { scorer, matchBits } = inside
  const { pairs, patterns } = inside.compared
  const { frequencies } = inside.prepared
  const { adjusted } = scorer
  const every = Math.max(1, Math.ceil(pairs.count / MOST_PAIRS))
  const bins = adjusted.map(() => new Float64Array(BINS.count))
  const found: Frequencies = { effects: [], looked: 0, joinedByIt: 0, partedByIt: 0 }
  let next = 0
  let at = 0
  for (const chunk of adjusted.length > 0 ? pairs.chunks : []) {
    for (; next < at + chunk.count; next += every) {
      const i = next - at
      const [l, r, p] = [chunk.left[i], chunk.right[i], chunk.pattern[i]] as [
        number,
        number,
        number,
      ]
      let sum = 0
      for (let k = 0; k < adjusted.length; k++) {
        const c = adjusted[k] as number
        const level = patterns.levels[p * patterns.width + c] as number
        if (!frequencies.isAdjusted[c]?.[level]) continue
        const bits = scorer.frequencyBits(c, level, l, r)
        sum += bits
        const bin = Math.floor((bits - BINS.from) / BINS.step)
        const counts = bins[k] as Float64Array
        const place = Math.max(0, Math.min(BINS.count - 1, bin))
        counts[place] = (counts[place] as number) + 1
      }
      const plain = scorer.plainWeight(p, l, r)
      found.looked++
      if (plain >= matchBits && plain - sum < matchBits) found.joinedByIt++
      if (plain < matchBits && plain - sum >= matchBits) found.partedByIt++
    }
    at += chunk.count
  }
  found.effects = adjusted.map((c, k) => effectOf(inside, c, bins[k] as Float64Array))
  return found
}

function effectOf(inside: Inside, c: number, bins: Float64Array): FrequencyEffect {
  const comparison = inside.run.options.model.comparisons[c]
  const pairs = bins.reduce((a, b) => a + b, 0)
  return {
    comparison: comparison?.name ?? '',
    about: comparison?.words ?? '',
    pairs,
    spread: SHARES.map((share) => quantile(bins, share * pairs)) as FrequencyEffect['spread'],
    ...valuesOf(inside, c),
  }
}

function quantile(bins: Float64Array, wanted: number): number {
  let sum = 0
  for (let b = 0; b < bins.length; b++) {
    sum += bins[b] as number
    if (sum > 0 && sum >= wanted) return BINS.from + (b + 0.5) * BINS.step
  }
  return 0
}

/** What the commonest values of a comparison weigh, at the first level that rarity adjusts. */
function valuesOf(inside: Inside, c: number) {
  const { scorer, prepared } = inside
  const level = prepared.frequencies.isAdjusted[c]?.indexOf(true) ?? -1
  const column = columnOf(inside, c, level)
  const { counts, texts } = column.dictionary
  if (texts.length === 0) return { commonest: [], rarest: null }
  const top = topCodes(counts)
  const twice = counts.indexOf(2)
  const holders = new Map<number, number>([...top, twice].map((code) => [code, -1]))
  column.codes.forEach((code, row) => {
    if (holders.get(code) === -1) holders.set(code, row)
  })
  const bitsOf = (code: number) => {
    const row = holders.get(code) ?? -1
    return row < 0 ? null : scorer.frequencyBits(c, level, row, row)
  }
  return {
    commonest: top.flatMap((code) => {
      const bits = bitsOf(code)
      const value = texts[code]
      if (bits === null || value === undefined) return []
      return [{ value, records: counts[code] as number, bits }]
    }),
    rarest: twice < 0 ? null : bitsOf(twice),
  }
}

function columnOf({ run, prepared: { records } }: Inside, c: number, level: number): Column {
  const comparison = run.options.model.comparisons[c]
  const what = comparison?.levels[level]?.termFrequency ?? null
  if (what === 'part' && comparison?.eitherWay) {
    const { columns, part } = comparison.eitherWay
    return records.pooled(
      columns.map((name) => records.column({ kind: 'column', name })),
      part,
    )
  }
  if (what === null || what === 'part')
    throw new Error('Only levels that rarity adjusts are asked.')
  return records.column(what)
}

function topCodes(counts: Int32Array): number[] {
  const top: number[] = []
  counts.forEach((n, code) => {
    const at = top.findIndex((other) => n > (counts[other] as number))
    if (at >= 0) top.splice(at, 0, code)
    else if (top.length < MOST_VALUES) top.push(code)
    top.length = Math.min(top.length, MOST_VALUES)
  })
  return top.filter((code) => (counts[code] as number) > 1)
}
