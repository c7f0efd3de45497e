import type { Comparer } from '../compare/comparer.ts'
import type { Model } from '../model/model.ts'
import type { Records } from '../records/records.ts'
import type { Blocks, ManyBlocks } from './block.ts'

/** Which sources hold every real thing once: records of the same such source are never one. */
export interface Apart {
  /** For each source, whether its own records are held apart. */
  bySource: Uint8Array
  /** For each source, whether it is declared free of duplicates: its pairs are certain non-matches. */
  declared: Uint8Array
  any: boolean
}

/** Reads from the model which records may not be one because of where they come from. */
export function apartSources(
  model: Model,
  records: Pick<Records, 'sourceNames'>,
  severalTables: boolean,
): Apart {
  const mode = model.mode ?? (severalTables ? 'link' : 'dedupe')
  const free = model.sources.freeOfDuplicates
  const declared = Uint8Array.from(records.sourceNames, (name) =>
    free === true || (free !== false && free.includes(name)) ? 1 : 0,
  )
  // To link is to look across sources only; that says nothing about duplicates inside one.
  const bySource = mode === 'link' ? declared.map(() => 1) : declared
  return { bySource, declared, any: bySource.includes(1) }
}

/** What is done with a pair: two records (smaller number first), the rule, whether held apart. */
export type PairVisitor = (left: number, right: number, rule: number, apart: boolean) => void

/** Blocks of which the cards are fetched together. */
const AHEAD = 32

/**
 * Hands over every pair that shares a block once, under the first rule that finds it. Pairs that
 * are held apart are handed over too, marked: of declared sources they are certain non-matches to
 * learn from (`teaches`).
 */
export class CandidatePairs {
  readonly #blocks: readonly Blocks[]
  readonly #stride: number
  /**
   * For each record its source, its block under each rule and what it holds in each respect,
   * side by side: looking at a record is one visit to memory.
   */
  readonly #card: Int32Array
  readonly #comparers: readonly Comparer[]
  readonly #apart: Apart
  /** What was seen in looking ahead: kept, or the looking would be optimised away. */
  fetched = 0

  constructor(
    blocks: readonly Blocks[],
    records: Records,
    apart: Apart,
    comparers: readonly Comparer[] = [],
  ) {
    this.#comparers = comparers
    this.#blocks = blocks
    this.#apart = apart
    const stride = blocks.length + 1 + comparers.length
    this.#stride = stride
    const card = new Int32Array(records.count * stride)
    const codes = comparers.map((c) => c.codes)
    const first = blocks.length + 1
    // Card by card, not column by column: each is then brought from memory once.
    for (let i = 0, at = 0; i < records.count; i++, at += stride) {
      card[at] = records.sources[i] as number
      for (let k = 1; k < first; k++) card[at + k] = -1
      for (let c = 0; c < codes.length; c++)
        card[at + first + c] = (codes[c] as Int32Array)[i] as number
    }
    blocks.forEach(({ membership, rows, starts }, k) => {
      if (membership !== null) return
      for (let b = 0; b + 1 < starts.length; b++) {
        const end = starts[b + 1] as number
        for (let i = starts[b] as number; i < end; i++)
          card[(rows[i] as number) * stride + k + 1] = b
      }
    })
    this.#card = card
  }

  /** Visits the pairs of one rule's blocks from `from` up to `to`. */
  visit(rule: number, from: number, to: number, visitor: PairVisitor): void {
    const { rows, starts, membership } = this.#blocks[rule] as Blocks
    const card = this.#card
    const stride = this.#stride
    const { bySource, any } = this.#apart
    const many = this.#blocks.slice(0, rule).flatMap((b) => (b.membership ? [b.membership] : []))
    const own = membership
    for (let b = from; b < to; b++) {
      if ((b - from) % AHEAD === 0)
        this.#fetch(rows, starts[b] as number, starts[Math.min(to, b + AHEAD)] as number)
      const end = starts[b + 1] as number
      for (let x = starts[b] as number; x < end; x++) {
        const l = rows[x] as number
        const cardL = l * stride
        for (let y = x + 1; y < end; y++) {
          const r = rows[y] as number
          const cardR = r * stride
          let found = false
          for (let k = 1; k <= rule; k++) {
            const block = card[cardL + k] as number
            if (block >= 0 && block === card[cardR + k]) {
              found = true
              break
            }
          }
          if (found) continue
          if (own && firstShared(own, l, r) !== b) continue
          if (many.length > 0 && many.some((m) => firstShared(m, l, r) >= 0)) continue
          const source = card[cardL] as number
          const apart = any && source === card[cardR] && bySource[source] === 1
          if (l < r) visitor(l, r, rule, apart)
          else visitor(r, l, rule, apart)
        }
      }
    }
  }

  /**
   * Looks at the cards of records soon to be compared, many at a time: they lie all over memory,
   * and waiting for them one by one would take most of the time.
   */
  #fetch(rows: Int32Array, from: number, to: number): void {
    let seen = 0
    for (let i = from; i < to; i++) seen ^= this.#card[(rows[i] as number) * this.#stride] as number
    this.fetched = seen
  }

  /** Whether a record's source is declared free of duplicates. */
  teaches(record: number): boolean {
    return this.#apart.declared[this.#card[record * this.#stride] as number] === 1
  }

  /** Whether two records share a block of a rule. */
  share(rule: number, l: number, r: number): boolean {
    const { membership } = this.#blocks[rule] as Blocks
    if (membership !== null) return firstShared(membership, l, r) >= 0
    const block = this.#card[l * this.#stride + rule + 1] as number
    return block >= 0 && block === this.#card[r * this.#stride + rule + 1]
  }

  /** Writes the level that two records reach in each comparison. */
  compare(l: number, r: number, levels: Uint8Array): void {
    const card = this.#card
    const comparers = this.#comparers
    const first = this.#blocks.length + 1
    const cardL = l * this.#stride + first
    const cardR = r * this.#stride + first
    let at = 0
    for (let c = 0; c < comparers.length; c++) {
      const comparer = comparers[c] as Comparer
      const level = comparer.level(card[cardL + c] as number, card[cardR + c] as number)
      if (comparer.comparisons.length === 1) levels[at++] = level
      else {
        levels[at++] = level >> 4
        levels[at++] = level & 15
      }
    }
  }

  /** Visits every pair of every rule. */
  visitAll(visitor: PairVisitor): void {
    this.#blocks.forEach((b, rule) => {
      this.visit(rule, 0, b.starts.length - 1, visitor)
    })
  }
}

/** The first block that two records share under a rule that explodes an array, or −1. */
export function firstShared({ from, list }: ManyBlocks, l: number, r: number): number {
  let x = from[l] as number
  let y = from[r] as number
  const endX = from[l + 1] as number
  const endY = from[r + 1] as number
  while (x < endX && y < endY) {
    const a = list[x] as number
    const b = list[y] as number
    if (a === b) return a
    if (a < b) x++
    else y++
  }
  return -1
}

/**
 * How many pairs of records there are in all that could be one, by where they come from; and how
 * many that are certainly not.
 */
export function possiblePairs(records: Records, apart: Apart): { open: number; apart: number } {
  const bySource = new Float64Array(records.sourceNames.length)
  for (let i = 0; i < records.count; i++) {
    const s = records.sources[i] as number
    bySource[s] = (bySource[s] as number) + 1
  }
  const all = (records.count * (records.count - 1)) / 2
  let held = 0
  let certain = 0
  bySource.forEach((n, s) => {
    const own = (n * (n - 1)) / 2
    if (apart.bySource[s] === 1) held += own
    if (apart.declared[s] === 1) certain += own
  })
  return { open: all - held, apart: certain }
}
