import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { csvText } from '../formats/csv.ts'

/** One file of the truth. Rows are made as they are written. */
export interface TruthFile {
  name: string
  columns: readonly string[]
  rows: () => Iterable<readonly string[]>
}

const rowsPerChunk = 2000
const style = { lineEnd: '\n', quotesAll: false } as const

/** Writes a file of the truth as a stream: CSV, LF, quotes where needed, UTF-8. */
export async function writeTruthFile(path: string, file: TruthFile): Promise<void> {
  await pipeline(Readable.from(chunks(file)), createWriteStream(path))
}

function* chunks({ columns, rows }: TruthFile): Generator<string> {
  yield csvText(columns, [], style)
  let waiting: (readonly string[])[] = []
  for (const row of rows()) {
    waiting.push(row)
    if (waiting.length < rowsPerChunk) continue
    yield body(columns, waiting)
    waiting = []
  }
  if (waiting.length > 0) yield body(columns, waiting)
}

// The text of rows without the line of columns.
function body(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const text = csvText(columns, rows, style)
  return text.slice(text.indexOf('\n') + 1)
}
