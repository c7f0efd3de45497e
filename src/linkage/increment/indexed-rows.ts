import { type Parts, part, used, withRoom } from './growing.ts'
import { TextTable } from './text-table.ts'

/** A column of the model in an index: the distinct values, and which each record holds. */
export interface IndexedColumn {
  name: string
  values: TextTable
  /** Number of each record's value; −1 where it is missing. */
  codes: Int32Array
}

/** What comes with new records. */
export interface NewRows {
  ids: readonly string[]
  sources: Int32Array
  hash: Uint32Array
  /** For each column its texts and which of them each record holds. */
  columns: { codes: Int32Array; texts: readonly string[] }[]
}

/**
 * The records of an index. A record's number is never given to another: a changed record gets a new
 * one, a removed one stays behind as a gap until the index is made anew.
 */
export class IndexedRows {
  /** Numbers given so far, living and removed. */
  count = 0
  living = 0
  alive = new Uint8Array(0)
  sources = new Int32Array(0)
  /** One number for what a record holds, by which ties are settled. */
  hash = new Uint32Array(0)
  /** Number of each record's id. */
  idOf = new Int32Array(0)
  /** The record that has an id now; −1 where it is gone. */
  rowOf = new Int32Array(0)
  ids = new TextTable()
  columns: IndexedColumn[]
  /** The first record of each record's cluster. */
  cluster = new Int32Array(0)
  /** The next record of the same group (of records that links hold together), in a ring. */
  ring = new Int32Array(0)

  constructor(columns: readonly string[]) {
    this.columns = columns.map((name) => ({
      name,
      values: new TextTable(),
      codes: new Int32Array(0),
    }))
  }

  /** Adds records, each a cluster of its own; returns the number of the first. */
  append({ ids, sources, hash, columns }: NewRows): number {
    const first = this.count
    const count = first + ids.length
    this.alive = withRoom(this.alive, count)
    this.sources = withRoom(this.sources, count)
    this.hash = withRoom(this.hash, count)
    this.idOf = withRoom(this.idOf, count)
    this.cluster = withRoom(this.cluster, count)
    this.ring = withRoom(this.ring, count)
    this.sources.set(sources, first)
    this.hash.set(hash, first)
    this.alive.fill(1, first, count)
    for (let i = 0; i < ids.length; i++) {
      const row = first + i
      const id = this.ids.code(ids[i] as string)
      this.rowOf = withRoom(this.rowOf, id + 1)
      this.rowOf[id] = row
      this.idOf[row] = id
      this.cluster[row] = row
      this.ring[row] = row
    }
    columns.forEach(({ codes, texts }, c) => {
      const column = this.columns[c] as IndexedColumn
      const numbers = Int32Array.from(texts, (text) => column.values.code(text))
      column.codes = withRoom(column.codes, count)
      for (let i = 0; i < ids.length; i++) {
        const code = codes[i] as number
        column.codes[first + i] = code < 0 ? -1 : (numbers[code] as number)
      }
    })
    this.count = count
    this.living += ids.length
    return first
  }

  /** Marks a record as gone. Its id keeps its number, should it come back. */
  remove(row: number): void {
    this.alive[row] = 0
    this.living--
    const id = this.idOf[row] as number
    if (this.rowOf[id] === row) this.rowOf[id] = -1
  }

  /** The living record with an id, or −1. */
  find(id: string): number {
    const code = this.ids.find(id)
    return code < 0 ? -1 : (this.rowOf[code] as number)
  }

  idText(row: number): string {
    return this.ids.text(this.idOf[row] as number)
  }

  /** Visits the records that links hold together with one, itself among them. */
  eachOfGroup(row: number, visit: (row: number) => void): void {
    let at = row
    do {
      visit(at)
      at = this.ring[at] as number
    } while (at !== row)
  }

  get bytes(): number {
    const arrays = [
      ...[this.alive, this.sources, this.hash, this.idOf, this.rowOf, this.cluster, this.ring],
      ...this.columns.map((c) => c.codes),
    ].reduce((sum, a) => sum + a.byteLength, 0)
    return this.columns.reduce((sum, c) => sum + c.values.bytes, arrays + this.ids.bytes)
  }

  /** The arrays of the records, and of each table of texts. */
  parts(): Record<string, Parts> {
    const { count } = this
    return {
      rows: {
        alive: used(this.alive, count),
        sources: used(this.sources, count),
        hash: used(this.hash, count),
        idOf: used(this.idOf, count),
        rowOf: used(this.rowOf, this.ids.count),
        cluster: used(this.cluster, count),
        ring: used(this.ring, count),
        ...Object.fromEntries(this.columns.map((c, i) => [`codes ${i}`, used(c.codes, count)])),
      },
      ids: this.ids.parts(),
      ...Object.fromEntries(this.columns.map((c, i) => [`values ${i}`, c.values.parts()])),
    }
  }

  static from(columns: readonly string[], parts: Record<string, Parts>): IndexedRows {
    const made = new IndexedRows(columns)
    const rows = parts['rows'] ?? {}
    made.alive = part(rows, 'alive', 'Uint8Array')
    made.sources = part(rows, 'sources', 'Int32Array')
    made.hash = part(rows, 'hash', 'Uint32Array')
    made.idOf = part(rows, 'idOf', 'Int32Array')
    made.rowOf = part(rows, 'rowOf', 'Int32Array')
    made.cluster = part(rows, 'cluster', 'Int32Array')
    made.ring = part(rows, 'ring', 'Int32Array')
    made.ids = TextTable.from(parts['ids'] ?? {})
    made.columns = columns.map((name, i) => ({
      name,
      values: TextTable.from(parts[`values ${i}`] ?? {}),
      codes: part(rows, `codes ${i}`, 'Int32Array'),
    }))
    made.count = made.alive.length
    made.living = made.alive.reduce((sum, a) => sum + a, 0)
    return made
  }
}
