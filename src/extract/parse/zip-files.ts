import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import { type Entry, open, type ZipFile } from 'yauzl'
import { BadInput } from '#kernel'
import { broken } from '../problems.ts'

/** A ZIP of CSV files, open for reading. */
export interface Zip {
  /** The names of its CSV files in small letters, without folder and `.csv`. */
  readonly names: readonly string[]
  /** The bytes of one; BadInput where they are damaged. */
  read(name: string): AsyncGenerator<Buffer>
  close(): void
}

const entryLimit = 1000

/**
 * Opens a ZIP and looks at what it claims to hold, before any of it is unpacked.
 *
 * @param unpackedLimit bytes that its files may come to; a file that holds more than it claims is
 * refused while it is read
 * @throws BadInput for what is no ZIP, has a password, two files of one name, or too much in it
 */
export async function openZip(
  path: string,
  unpackedLimit: number,
  onBytes: (bytes: number) => void,
): Promise<Zip> {
  const zip = await opened(path)
  try {
    const entries = namedEntries(await entriesOf(zip), unpackedLimit)
    let done = 0
    const read = async function* (name: string) {
      const entry = entries.get(name)
      if (entry === undefined) throw broken(`The ZIP has no ${name}.csv.`)
      yield* bytesOf(zip, entry)
      done += entry.compressedSize
      onBytes(done)
    }
    return { names: [...entries.keys()], read, close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw damaged(error)
  }
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(damaged(error))
      else resolve(zip)
    })
  })
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('error', reject)
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      if (entries.length <= entryLimit) zip.readEntry()
      else
        reject(
          broken(`The ZIP has more than ${entryLimit} files in it.`, {
            fix: 'Put the tables in alone.',
          }),
        )
    })
    zip.readEntry()
  })
}

function namedEntries(all: readonly Entry[], unpackedLimit: number): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  let bytes = 0
  for (const entry of all) {
    const file = basename(entry.fileName)
    if (!/\.csv$/i.test(file) || file.startsWith('.')) continue
    const name = file.slice(0, -4).toLowerCase()
    if (entries.has(name)) {
      throw broken('The ZIP has two tables of one name.', { fix: 'Leave one of them out.' })
    }
    if ((entry.generalPurposeBitFlag & 1) === 1) {
      throw broken('The ZIP has a password.', { fix: 'Send it without one, by the agreed way.' })
    }
    bytes += entry.uncompressedSize
    entries.set(name, entry)
  }
  if (bytes > unpackedLimit) {
    throw broken(`The tables come to more than the ${unpackedLimit / 1_000_000} MB agreed.`, {
      fix: 'Look for what has grown. If it is right, raise unpackedLimitMb in the feed definition.',
    })
  }
  return entries
}

/** Size is checked by the library as it unpacks, the sum of bytes here: it leaves that to us. */
async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0
  try {
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
      zip.openReadStream(entry, (error, found) => (error ? reject(error) : resolve(found)))
    })
    for await (const chunk of stream) {
      sum = crc32(chunk as Buffer, sum)
      yield chunk as Buffer
    }
  } catch (error) {
    throw damaged(error)
  }
  if (sum !== entry.crc32 >>> 0) throw damaged(new Error('sum'))
}

function damaged(error: unknown): unknown {
  if (error instanceof BadInput || !(error instanceof Error)) return error
  return broken('The file is no ZIP, or it is damaged or cut off.', {
    fix: 'Make it and send it again.',
  })
}
