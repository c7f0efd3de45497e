import { createReadStream } from 'node:fs'
import { BadInput } from '#kernel'
import { type IncomingRow, incomingRow } from '../data/incoming.queries.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import type { LandedFile } from '../landing/land-file.ts'
import type { IncomingRecord } from '../mapping/compile-record.ts'
import { readCsvRows } from '../parse/csv-rows.ts'
import { decodeText } from '../parse/decode-text.ts'
import type { Row } from '../parse/row.ts'
import { readXmlRows } from '../parse/xml-rows.ts'
import { type Problem, problemLimit, problemOf } from '../problems.ts'

/** What the reading of a file has found so far. */
export interface Reading {
  rowsRead: number
  rowsGood: number
  /** What refuses the file. */
  readonly faults: Problem[]
  /** What is wrong with rows that the feed allows to be set aside. */
  readonly setAside: Problem[]
  /** The persons of those rows, to whom nothing must happen. */
  readonly heldKeys: string[]
  rowsSetAside: number
}

/** Nothing read yet. */
export function newReading(): Reading {
  return { rowsRead: 0, rowsGood: 0, faults: [], setAside: [], heldKeys: [], rowsSetAside: 0 }
}

/**
 * Reads a landed file as records, and keeps what is wrong with it in `reading`. After the first
 * fault no more records come, but the reading goes on until fifty problems are known or the file
 * cannot be read any further.
 */
export async function* readRecords(
  feed: Feed,
  landed: LandedFile,
  feeds: readonly Feed[],
  isFull: boolean,
  reading: Reading,
  onBytes: (bytes: number) => void,
): AsyncGenerator<IncomingRow> {
  const fault = (problem: Problem) => {
    if (reading.faults.length < problemLimit) reading.faults.push(problem)
  }
  try {
    for await (const rows of rowsOf(feed, landed, feeds, fault, onBytes)) {
      for (const row of rows) {
        const records = takeRow(feed, row, reading, fault)
        if (reading.faults.length > 0) continue
        for (const record of records) {
          // What a full extract does not give has ended without being named.
          if (isFull && record.content === undefined && record.erases === undefined) continue
          yield incomingRow(record)
        }
      }
      if (reading.faults.length >= problemLimit) return
    }
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    reading.faults.push(problemOf(error))
  }
}

function takeRow(
  feed: Feed,
  row: Row,
  reading: Reading,
  fault: (problem: Problem) => void,
): readonly IncomingRecord[] {
  reading.rowsRead += 1
  const { records, problems, personKey } = feed.compiled.toRecords(row)
  if (problems.length === 0) {
    reading.rowsGood += 1
    return records
  }
  // A row without a key can never be set aside: it would end the person whose key was lost.
  const isAside = feed.onBadRow === 'set-aside' && personKey !== undefined
  if (isAside && reading.rowsSetAside < problemLimit) {
    reading.rowsSetAside += 1
    reading.heldKeys.push(personKey)
    reading.setAside.push(...problems)
  } else {
    problems.forEach(fault)
  }
  return []
}

function rowsOf(
  feed: Feed,
  landed: LandedFile,
  feeds: readonly Feed[],
  fault: (problem: Problem) => void,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Row[]> {
  const { file } = feed
  const text = decodeText(bytesOf(landed.path, onBytes), {
    encoding: file.encoding,
    lineLimitBytes: file.format === 'csv' ? file.lineLimitBytes : undefined,
    definition: feed.definitionFile,
  })
  const others = feeds.filter((other) => other.feed !== feed.feed)
  if (file.format === 'csv') {
    return readCsvRows(
      text,
      {
        columnNames: feed.compiled.columnNames,
        delimiter: file.delimiter,
        quote: file.quote,
        recordLimit: file.lineLimitBytes,
        endsWithNewline: file.endsWithNewline,
        feedWithHeader: (header) => others.find((other) => hasHeader(other, header))?.feed,
      },
      fault,
    )
  }
  return readXmlRows(
    text,
    {
      recordPath: file.recordPath,
      columnNames: feed.compiled.columnNames,
      repeats: [...new Set(feed.records.flatMap(({ each }) => each ?? []))],
      textLimit: file.textLimitBytes,
      encoding: file.encoding,
      feedWithRoot: (root) => others.find((other) => hasRoot(other, root))?.feed,
    },
    fault,
  )
}

function hasHeader(feed: Feed, header: readonly string[]): boolean {
  const names = feed.compiled.columnNames
  return (
    feed.file.format === 'csv' &&
    names.length === header.length &&
    names.every((name) => header.includes(name))
  )
}

function hasRoot(feed: Feed, root: string): boolean {
  return feed.file.format === 'xml' && feed.file.recordPath.split('/')[0] === root
}

async function* bytesOf(path: string, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  let read = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 17 })) {
    read += (chunk as Buffer).length
    onBytes(read)
    yield chunk as Buffer
  }
}
