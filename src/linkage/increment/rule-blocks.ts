import type { BlockingRule } from '../model/model.ts'
import { mix } from '../records/column.ts'
import { type Parts, part, used, withRoom } from './growing.ts'
import type { KeyHashes } from './key-hashes.ts'

/**
 * The blocks of one rule as an index keeps them: a table of keys, and the records of each block as
 * a list through the records themselves. Unlike a run's blocks these hold single records and
 * blocks above the cap too: either may change by one record. Removed records stay in the lists and
 * are passed over; the sizes count those that live.
 */
export class RuleBlocks {
  readonly rule: BlockingRule
  readonly #explodes: boolean
  #blocks = 0
  #h = new Int32Array(1 << 8)
  #g = new Int32Array(1 << 8)
  #head = new Int32Array(1 << 8)
  #size = new Int32Array(1 << 8)
  #slots = new Int32Array(1 << 9)
  /** One entry a record, or several where the rule takes an array apart. */
  #entries = 0
  #next = new Int32Array(1 << 8)
  #blockOf = new Int32Array(1 << 8)
  #rowOf = new Int32Array(0)
  #rows = 0
  #firstEntry = new Int32Array(0)
  /** Sizes before a change of those blocks that it touched. */
  #before: Map<number, number> | null = null

  constructor(rule: BlockingRule) {
    this.rule = rule
    this.#explodes = rule.keys.some((k) => k.kind === 'call' && k.name === 'explode')
  }

  /** Adds records after those that are there; `keys` are theirs, in order. */
  append(keys: KeyHashes, count: number): void {
    const base = this.#rows
    const entries = this.#entries + keys.h.length
    this.#next = withRoom(this.#next, entries)
    this.#blockOf = withRoom(this.#blockOf, entries)
    if (this.#explodes) {
      this.#rowOf = withRoom(this.#rowOf, entries)
      this.#firstEntry = withRoom(this.#firstEntry, base + count + 1)
      let e = 0
      for (let i = 0; i < count; i++) {
        this.#firstEntry[base + i] = this.#entries + e
        while (e < keys.h.length && keys.rowOf?.[e] === i) e++
      }
      this.#firstEntry[base + count] = entries
    }
    for (let e = 0; e < keys.h.length; e++) {
      const entry = this.#entries + e
      if (this.#explodes) this.#rowOf[entry] = base + (keys.rowOf?.[e] as number)
      if (keys.present[e] === 0) {
        this.#blockOf[entry] = -1
        continue
      }
      const block = this.#block(keys.h[e] as number, keys.g[e] as number)
      this.#note(block)
      this.#blockOf[entry] = block
      this.#next[entry] = this.#head[block] as number
      this.#head[block] = entry
      this.#size[block] = (this.#size[block] as number) + 1
    }
    this.#entries = entries
    this.#rows = base + count
  }

  /** Takes a record out of its blocks' sizes; the lists keep it. */
  remove(row: number): void {
    const [from, to] = this.#entriesOf(row)
    for (let e = from; e < to; e++) {
      const block = this.#blockOf[e] as number
      if (block < 0) continue
      this.#note(block)
      this.#size[block] = (this.#size[block] as number) - 1
    }
  }

  /**
   * The records, living and removed, that share a block with one, itself among them: written into
   * `out`, which grows where it is too short. Returns how many.
   */
  matesOf(row: number, out: { list: Int32Array }): number {
    const from = this.#explodes ? (this.#firstEntry[row] as number) : row
    const to = this.#explodes ? (this.#firstEntry[row + 1] as number) : row + 1
    const next = this.#next
    let found = 0
    for (let e = from; e < to; e++) {
      const block = this.#blockOf[e] as number
      if (block < 0) continue
      const size = this.#size[block] as number
      if (size < 2 || size > this.rule.cap) continue
      for (let m = this.#head[block] as number; m >= 0; m = next[m] as number) {
        if (found >= out.list.length) out.list = withRoom(out.list, found + 1)
        out.list[found++] = this.#explodes ? (this.#rowOf[m] as number) : m
      }
    }
    return found
  }

  /** Visits the records of a block, living and removed. */
  eachOf(block: number, visit: (row: number) => void): void {
    for (let e = this.#head[block] as number; e >= 0; e = this.#next[e] as number)
      visit(this.#explodes ? (this.#rowOf[e] as number) : e)
  }

  /** The block of a key and how many records live in it; null where there is none. */
  find(h: number, g: number): { block: number; size: number } | null {
    const block = (this.#slots[this.#slotOf(h, g)] as number) - 1
    return block < 0 ? null : { block, size: this.#size[block] as number }
  }

  /** From now on sizes are remembered as they were. */
  startChange(): void {
    this.#before = new Map()
  }

  /** The blocks that passed the cap, or came back under it, since the change was started. */
  endChange(): { passed: number[]; returned: number[] } {
    const { cap } = this.rule
    const passed: number[] = []
    const returned: number[] = []
    for (const [block, before] of this.#before ?? []) {
      const now = this.#size[block] as number
      if (before <= cap && now > cap) passed.push(block)
      if (before > cap && now <= cap) returned.push(block)
    }
    this.#before = null
    return { passed, returned }
  }

  #note(block: number): void {
    if (this.#before && !this.#before.has(block))
      this.#before.set(block, this.#size[block] as number)
  }

  #entriesOf(row: number): [number, number] {
    if (!this.#explodes) return [row, row + 1]
    return [this.#firstEntry[row] as number, this.#firstEntry[row + 1] as number]
  }

  #slotOf(h: number, g: number): number {
    const mask = this.#slots.length - 1
    let slot = mix(h, g) & mask
    for (;;) {
      const found = (this.#slots[slot] as number) - 1
      if (found < 0 || (this.#h[found] === h && this.#g[found] === g)) return slot
      slot = (slot + 1) & mask
    }
  }

  #block(h: number, g: number): number {
    const slot = this.#slotOf(h, g)
    const found = (this.#slots[slot] as number) - 1
    if (found >= 0) return found
    const block = this.#blocks++
    this.#h = withRoom(this.#h, block + 1)
    this.#g = withRoom(this.#g, block + 1)
    this.#head = withRoom(this.#head, block + 1)
    this.#size = withRoom(this.#size, block + 1)
    this.#h[block] = h
    this.#g[block] = g
    this.#head[block] = -1
    this.#size[block] = 0
    this.#slots[slot] = this.#blocks
    if (this.#blocks * 2 > this.#slots.length) this.#rehash()
    return block
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (let b = 0; b < this.#blocks; b++) {
      const slot = this.#slotOf(this.#h[b] as number, this.#g[b] as number)
      this.#slots[slot] = b + 1
    }
  }

  get bytes(): number {
    return Object.values(this.#arrays()).reduce((sum, a) => sum + a.byteLength, 0)
  }

  #arrays(): Parts {
    return {
      h: this.#h,
      g: this.#g,
      head: this.#head,
      size: this.#size,
      slots: this.#slots,
      next: this.#next,
      blockOf: this.#blockOf,
      rowOf: this.#rowOf,
      firstEntry: this.#firstEntry,
    }
  }

  parts(): Parts {
    const lengths: Record<string, number> = {
      slots: this.#slots.length,
      next: this.#entries,
      blockOf: this.#entries,
      rowOf: this.#explodes ? this.#entries : 0,
      firstEntry: this.#explodes ? this.#rows + 1 : 0,
    }
    return Object.fromEntries(
      Object.entries(this.#arrays()).map(([name, array]) => [
        name,
        used(array, lengths[name] ?? this.#blocks),
      ]),
    )
  }

  static from(rule: BlockingRule, rows: number, parts: Parts): RuleBlocks {
    const made = new RuleBlocks(rule)
    const take = (name: string) => part(parts, name, 'Int32Array')
    made.#h = take('h')
    made.#g = take('g')
    made.#head = take('head')
    made.#size = take('size')
    made.#slots = take('slots')
    made.#next = take('next')
    made.#blockOf = take('blockOf')
    made.#rowOf = take('rowOf')
    made.#firstEntry = take('firstEntry')
    made.#blocks = made.#h.length
    made.#entries = made.#next.length
    made.#rows = rows
    return made
  }
}
