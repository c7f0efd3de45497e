import type { Row } from './row.ts'
import type { XmlLayout } from './xml-layout.ts'

/** Line and character, from 1. */
export interface XmlPlace {
  readonly line: number
  readonly column: number
}

/** A record being read: its own values, and those of each repeating element within it. */
export interface OpenRecord {
  /** Opens a repeating element within the record: what is put into it next is a row of its own. */
  repeat(path: string, line: number): void
  /** Puts in the value of a column; false where the row has one already. */
  put(at: number, value: string, place: XmlPlace): boolean
  close(): Row
}

/** Opens the record that begins on a line. */
export function openRecord(layout: XmlLayout, line: number): OpenRecord {
  const width = layout.columnNames.length
  const record = openRow(line, width)
  const groups = new Map<string, OpenRow[]>()
  return {
    repeat(path, at) {
      groups.set(path, [...(groups.get(path) ?? []), openRow(at, width)])
    },
    put(at, value, place) {
      const group = layout.groupOf[at]
      const row = group === undefined ? record : groups.get(group)?.at(-1)
      if (row === undefined) return true
      const isFirst = !row.lines[at]
      row.values[at] = value
      row.lines[at] = place.line
      row.columns[at] = place.column
      return isFirst
    },
    close() {
      const rowsOf = (rows: readonly OpenRow[]) => rows.map((row) => inherit(row, record, layout))
      const parts = [...groups].map(([path, rows]) => [path, rowsOf(rows)] as const)
      return { ...record, groups: new Map(parts) }
    },
  }
}

interface OpenRow {
  readonly line: number
  readonly values: string[]
  readonly columns: number[]
  readonly lines: number[]
}

function openRow(line: number, width: number): OpenRow {
  const nothing = () => new Array<number>(width).fill(0)
  return { line, values: new Array<string>(width).fill(''), columns: nothing(), lines: nothing() }
}

/** A repeating element's row also has the values of the record around it, its key above all. */
function inherit(row: OpenRow, record: OpenRow, layout: XmlLayout): Row {
  layout.groupOf.forEach((group, at) => {
    if (group !== undefined || !record.lines[at]) return
    row.values[at] = record.values[at] ?? ''
    row.lines[at] = record.lines[at] ?? row.line
    row.columns[at] = record.columns[at] ?? 1
  })
  return row
}
