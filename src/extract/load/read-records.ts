import { createReadStream } from 'node:fs'
import { BadInput } from '#kernel'
import { decryptAge } from '../encryption/decrypt-age.ts'
import { decryptOpenpgp } from '../encryption/decrypt-openpgp.ts'
import { noSecretKeys, type SecretKeys } from '../encryption/secret-keys.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import type { LandedFile } from '../landing/land-file.ts'
import type { CompiledFeed } from '../mapping/compile-feed.ts'
import type { IncomingRecord } from '../mapping/compile-record.ts'
import { decodeText } from '../parse/decode-text.ts'
import type { Row } from '../parse/row.ts'
import { readXmlRows } from '../parse/xml-rows.ts'
import { type Problem, problemLimit, problemOf } from '../problems.ts'
import { readCsv } from './read-csv.ts'
import { readTables } from './read-tables.ts'
import { type Reading, warn } from './reading.ts'

/** A file, and what its reading needs to know. */
export interface FileToRead {
  readonly feed: Feed
  readonly landed: Pick<LandedFile, 'path' | 'fileName'>
  /** All feeds, to tell a file of another one. */
  readonly feeds: readonly Feed[]
  readonly onBytes: (bytes: number) => void
  /** Secret keys, for files that come encrypted. */
  readonly keys?: SecretKeys | undefined
}

/**
 * Reads a landed file as records, and keeps what is wrong with it in `reading`. After the first
 * fault no more records come, but the reading goes on until fifty problems are known or the file
 * cannot be read any further.
 */
export async function* readRecords(
  file: FileToRead,
  isFull: boolean,
  reading: Reading,
): AsyncGenerator<IncomingRecord[]> {
  const fault = (problem: Problem) => {
    if (reading.faults.length < problemLimit) reading.faults.push(problem)
  }
  try {
    for await (const { compiled, rows } of readRows(file, reading, fault)) {
      const batch: IncomingRecord[] = []
      for (const row of rows) {
        const records = takeRow(file.feed, compiled, row, reading, fault)
        if (reading.faults.length > 0) continue
        for (const record of records) {
          // What a full extract does not give has ended without being named.
          if (isFull && record.content === undefined && record.erases === undefined) continue
          reading.tally.add(record)
          batch.push(record)
        }
      }
      if (batch.length > 0) yield batch
      if (reading.faults.length >= problemLimit) return
    }
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    reading.faults.push(problemOf(error))
  }
}

function takeRow(
  feed: Feed,
  compiled: CompiledFeed,
  row: Row,
  reading: Reading,
  fault: (problem: Problem) => void,
): readonly IncomingRecord[] {
  reading.rowsRead += 1
  const { records, problems: all, personKey } = compiled.toRecords(row)
  const problems = all.length === 0 ? all : all.filter(({ isWarning }) => !isWarning)
  for (const problem of all) if (problem.isWarning) warn(reading, 'unknown-codes', problem)
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

/** Rows of a file, or of one table of a ZIP, and how they are read. */
export interface RowBatch {
  readonly compiled: CompiledFeed
  /** Of a ZIP: the table's name. */
  readonly table?: string
  readonly rows: readonly Row[]
}

function inTheClear(
  encryption: 'none' | 'age' | 'openpgp',
  bytes: AsyncIterable<Buffer>,
  { age, openpgp }: SecretKeys,
): AsyncIterable<Buffer> {
  if (encryption === 'age') return decryptAge(bytes, age)
  return encryption === 'openpgp' ? decryptOpenpgp(bytes, openpgp) : bytes
}

/**
 * Reads a file as rows, in batches; what is wrong with single rows goes to `fault`.
 *
 * @throws BadInput where the rest of the file cannot be read
 */
export async function* readRows(
  { feed, landed, feeds, onBytes, keys = noSecretKeys }: FileToRead,
  reading: Reading,
  fault: (problem: Problem) => void,
): AsyncGenerator<RowBatch> {
  const { file, compiled } = feed
  if (file.format === 'zip') {
    yield* readTables({ feed, file, path: landed.path, onBytes }, reading, fault)
    return
  }
  const asCame = bytesOf(landed.path, onBytes)
  const bytes = inTheClear(file.encryption, asCame, keys)
  const others = feeds.filter((other) => other.feed !== feed.feed)
  if (file.format === 'csv') {
    const feedWithHeader = (header: readonly string[]) =>
      others.find((other) => hasHeader(other, header))?.feed
    const { columnNames, optionalColumns } = compiled
    const csv = { feed, file, columnNames, optionalColumns, feedWithHeader }
    for await (const rows of readCsv(bytes, csv, reading, fault)) yield { compiled, rows }
    return
  }
  const { encoding } = file
  const definition = feed.definitionFile
  const text = decodeText(bytes, { encoding, lineLimitBytes: undefined, definition })
  const found = readXmlRows(
    text,
    {
      recordPath: file.recordPath,
      columnNames: compiled.columnNames,
      repeats: [...new Set(feed.records.flatMap(({ each }) => each ?? []))],
      textLimit: file.textLimitBytes,
      encoding: file.encoding,
      onUnknown: (problem) => {
        if (feed.checks.newColumns === 'warn') warn(reading, 'new-columns', problem)
        else fault(problem)
      },
      feedWithRoot: (root) => others.find((other) => hasRoot(other, root))?.feed,
    },
    fault,
  )
  for await (const rows of found) yield { compiled, rows }
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
