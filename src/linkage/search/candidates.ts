import { withRoom } from '../increment/growing.ts'
import type { IndexedColumn } from '../increment/indexed-rows.ts'
import { keyHashes } from '../increment/key-hashes.ts'
import type { LinkageIndex } from '../increment/linkage-index.ts'
import { subset } from '../increment/subset.ts'
import { type Postings, rowsOf } from './postings.ts'
import type { Query } from './query.ts'

/** Records that are walked through for one search. */
const MOST_WALKED = 20_000
/** A value that is a slip away counts this share of one that is the same. */
const SLIP = 0.7

/** Values of a column, any of which a record may hold, and what that is worth. */
interface Clue {
  column: number
  codes: ReadonlySet<number>
  /** The only value, where there is but one; else −1. */
  only: number
  rows: number
  bits: number
}

/**
 * The records that a search may be about. Every value given is a clue, worth the more the fewer
 * records hold it; the rarest clues are walked through, the others asked of what they brought.
 */
export class Candidates {
  readonly #index: LinkageIndex
  readonly #postings: readonly Postings[]
  readonly #query: Query
  readonly #clues: Clue[] = []
  readonly #musts: Clue[] = []
  /** What the beginnings are worth that every candidate has. */
  beginningBits = 0

  constructor(index: LinkageIndex, postings: readonly Postings[], query: Query) {
    this.#index = index
    this.#postings = postings
    this.#query = query
    index.rows.columns.forEach((column, c) => {
      for (const [text, share] of this.#textsFor(c)) {
        const code = column.values.find(text)
        if (code >= 0) this.#clues.push(this.#clue(c, [code], share))
      }
    })
  }

  /** What was given for a column, and, worth less, for another that it may be swapped with. */
  #textsFor(c: number): [string, number][] {
    const { columns } = this.#index.rows
    const name = columns[c]?.name ?? ''
    const own = this.#query.values[c] ?? null
    const texts: [string, number][] = own === null ? [] : [[own, 1]]
    for (const { eitherWay } of this.#index.model.comparisons) {
      if (eitherWay?.part !== 0 || !eitherWay.columns.includes(name)) continue
      const other = eitherWay.columns.find((n) => n !== name)
      const text = this.#query.values[columns.findIndex((x) => x.name === other)] ?? null
      if (text !== null && text !== own) texts.push([text, SLIP])
    }
    return texts
  }

  #clue(column: number, codes: readonly number[], share: number): Clue {
    const postings = this.#postings[column] as Postings
    const rows = codes.reduce((sum, code) => sum + rowsOf(postings, code).length, 0)
    const bits = share * Math.log2(Math.max(2, this.#index.count) / Math.max(1, rows))
    const only = codes.length === 1 ? (codes[0] as number) : -1
    return { column, codes: new Set(codes), only, rows, bits }
  }

  /** Only records that hold one of these values, which begin as was asked, are candidates. */
  mustBegin(column: number, codes: readonly number[]): void {
    const must = this.#clue(column, codes, 1)
    this.#musts.push(must)
    this.#clues.push(must)
    this.beginningBits += must.bits
  }

  /** Records that hold a value a slip away from what was given are candidates too. */
  addAlike(column: number, codes: readonly number[]): void {
    if (codes.length > 0) this.#clues.push(this.#clue(column, codes, SLIP))
  }

  /** The likeliest records, by what their clues are worth. */
  likeliest(most: number): Int32Array {
    const { rows } = this.#index
    const columns = rows.columns.map((c) => c.codes)
    const holds = ({ column, codes, only }: Clue, row: number) => {
      const code = columns[column]?.[row] as number
      return code >= 0 && (only >= 0 ? code === only : codes.has(code))
    }
    const walked = this.#walk()
    const bits = new Float64Array(walked.length)
    let kept = 0
    for (const row of walked) {
      if (rows.alive[row] === 0 || !this.#musts.every((must) => holds(must, row))) continue
      let sum = 0
      for (const clue of this.#clues) if (holds(clue, row)) sum += clue.bits
      bits[kept] = sum
      walked[kept++] = row
    }
    const least = kept > most ? (bits.slice(0, kept).sort()[kept - most] as number) : 0
    // Of those worth just as much as the last the lower numbers are taken, so that it is settled.
    const found = Array.from({ length: kept }, (_, i) => i).filter(
      (i) => (bits[i] as number) >= least,
    )
    found.sort(
      (a, b) =>
        (bits[b] as number) - (bits[a] as number) || (walked[a] as number) - (walked[b] as number),
    )
    return Int32Array.from(found.slice(0, most), (i) => walked[i] as number)
  }

  /** Walks through the blocks that the query falls in and the rarest clues. */
  #walk(): Int32Array {
    const found = new Found(this.#index.rows.count)
    for (const row of this.#blockMates()) found.add(row)
    const clues = [...this.#clues].sort((a, b) => a.rows - b.rows)
    let left = MOST_WALKED
    for (const [i, { column, codes, rows }] of clues.entries()) {
      // One clue is always walked, as far as it goes.
      if (rows > left && i > 0) break
      const postings = this.#postings[column] as Postings
      for (const code of codes) {
        for (const row of rowsOf(postings, code)) {
          if (left-- <= 0) break
          found.add(row)
        }
      }
    }
    this.#addLater(found)
    return found.rows
  }

  /** Records that came after the lists were made. */
  #addLater(found: Found): void {
    const { rows } = this.#index
    for (const { column, codes } of this.#clues) {
      const { codes: all } = rows.columns[column] as IndexedColumn
      for (let row = this.#postings[column]?.upTo ?? 0; row < rows.count; row++)
        if (codes.has(all[row] as number)) found.add(row)
    }
  }

  #blockMates(): number[] {
    const records = subset(this.#index, new Int32Array(0), this.#query.values)
    const found: number[] = []
    for (const block of this.#index.blocks) {
      if (block.rule.keys.length === 0) continue
      const { h, g, present } = keyHashes(block.rule.keys, records)
      for (let e = 0; e < h.length; e++) {
        if (present[e] === 0) continue
        const own = block.find(h[e] as number, g[e] as number)
        if (own === null || own.size > block.rule.cap || own.size > MOST_WALKED / 8) continue
        block.eachOf(own.block, (row) => found.push(row))
      }
    }
    return found
  }
}

/** Records found, each once. */
class Found {
  readonly #marked: Uint8Array
  #list = new Int32Array(1024)
  #count = 0

  constructor(records: number) {
    this.#marked = new Uint8Array(records)
  }

  add(row: number): void {
    if (this.#marked[row] === 1) return
    this.#marked[row] = 1
    this.#list = withRoom(this.#list, this.#count + 1)
    this.#list[this.#count++] = row
  }

  get rows(): Int32Array {
    return this.#list.slice(0, this.#count)
  }
}
