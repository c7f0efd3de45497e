import type { Model } from '../model/model.ts'
import type { Records } from '../records/records.ts'
import type { Blocks, Grouping, ManyBlocks } from './block.ts'

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

/** Pairs of a batch at most: few enough to stay near the processor. */
export const BATCH = 16_384
/** Pairs looked at for one batch at most, so that a run can be stopped where few may be one. */
const LOOKED_AT = 500_000

/** Some pairs of one rule. */
export interface PairBatch {
  count: number
  left: Int32Array
  right: Int32Array
  /** 1 where both are of one source that holds its own apart. */
  apart: Uint8Array
  /** What a comparer reaches that has done its work already, by its place; null: it has not. */
  levels: (Uint8Array | null)[]
}

/** An empty batch; `done` says which comparers will have done their work on it. */
export const emptyBatch = (done: readonly boolean[] = []): PairBatch => ({
  count: 0,
  levels: done.map((is) => (is ? new Uint8Array(BATCH) : null)),
  left: new Int32Array(BATCH),
  right: new Int32Array(BATCH),
  apart: new Uint8Array(BATCH),
})

/** What of a batch goes from thread to thread without being copied. */
export const buffersOf = ({ left, right, apart, levels }: PairBatch): ArrayBuffer[] =>
  [left, right, apart, ...levels].flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []))

/** How far the pairs of a rule have been handed out: the block, and its two records. */
export interface PairCursor {
  rule: number
  block: number
  /** Past the last block to hand out. */
  end: number
  x: number
  y: number
}

/**
 * Hands out every pair that shares a block once, under the first rule that finds it. Pairs that
 * are held apart are handed out too, marked, where their source is declared free of duplicates:
 * they are certain non-matches to learn from.
 */
export class CandidatePairs {
  readonly #blocks: readonly Blocks[]
  readonly #sources: Int32Array
  readonly #apart: Apart

  /** Rules may still be added to `blocks` behind the one whose pairs are asked for. */
  constructor(blocks: readonly Blocks[], records: Pick<Records, 'sources'>, apart: Apart) {
    this.#blocks = blocks
    this.#sources = records.sources
    this.#apart = apart
  }

  /** Where to begin with the pairs of a rule. */
  start(rule: number): PairCursor {
    const end = (this.#blocks[rule] as Blocks).starts.length - 1
    return { rule, block: 0, end, x: 0, y: 1 }
  }

  /** Fills a batch with the next pairs of a rule, or with none; false when all were handed out. */
  fill(batch: PairBatch, cursor: PairCursor): boolean {
    const { rule, end } = cursor
    const { rows, starts, membership: own } = this.#blocks[rule] as Blocks
    const before = this.#blocks.slice(0, rule)
    const single = before.flatMap(({ blockOf }) => (blockOf ? [blockOf] : []))
    const many = before.flatMap(({ membership }) => (membership ? [membership] : []))
    const { any } = this.#apart
    let { block, x, y } = cursor
    let count = 0
    let looked = 0
    if (block >= end) return false
    for (; block < end; block++, x = 0, y = 1) {
      const first = starts[block] as number
      const n = (starts[block + 1] as number) - first
      for (; x + 1 < n; x++, y = x + 1) {
        const l = rows[first + x] as number
        for (; y < n; y++) {
          const r = rows[first + y] as number
          if (count === BATCH || looked === LOOKED_AT) {
            Object.assign(cursor, { block, x, y })
            batch.count = count
            return true
          }
          looked++
          if (shareOne(single, l, r)) continue
          if (own && firstShared(own, l, r) !== block) continue
          if (many.length > 0 && many.some((m) => firstShared(m, l, r) >= 0)) continue
          const apart = any ? this.#heldApart(l, r) : 0
          if (apart === 2) continue
          batch.left[count] = l < r ? l : r
          batch.right[count] = l < r ? r : l
          batch.apart[count++] = apart
        }
      }
    }
    Object.assign(cursor, { block, x, y })
    batch.count = count
    return true
  }

  /** 0: may be one; 1: are held apart and teach; 2: are held apart. */
  #heldApart(l: number, r: number): number {
    const source = this.#sources[l] as number
    if (source !== this.#sources[r] || this.#apart.bySource[source] !== 1) return 0
    return this.#apart.declared[source] === 1 ? 1 : 2
  }

  /** Visits every pair of every rule that may be one, and those held apart that teach. */
  visitAll(visitor: PairVisitor): void {
    const batch = emptyBatch()
    for (let rule = 0; rule < this.#blocks.length; rule++) {
      for (const cursor = this.start(rule); this.fill(batch, cursor); ) {
        for (let i = 0; i < batch.count; i++)
          visitor(
            batch.left[i] as number,
            batch.right[i] as number,
            rule,
            (batch.apart[i] as number) !== 0,
          )
      }
    }
  }
}

/** Whether two records share a block of a rule. */
export function shareBlock({ blockOf, membership }: Grouping, l: number, r: number): boolean {
  if (membership !== null) return firstShared(membership, l, r) >= 0
  const block = blockOf === null ? -1 : (blockOf[l] as number)
  return block >= 0 && block === blockOf?.[r]
}

/** Whether two records share a block of any of several rules. */
function shareOne(rules: readonly Int32Array[], l: number, r: number): boolean {
  for (let k = 0; k < rules.length; k++) {
    const blockOf = rules[k] as Int32Array
    const block = blockOf[l] as number
    if (block >= 0 && block === blockOf[r]) return true
  }
  return false
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
