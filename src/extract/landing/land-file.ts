import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open, rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { BadInput, KithError, Unavailable } from '#kernel'

/** A partner's file as it came, kept under Kith's home. */
export interface LandedFile {
  readonly feed: string
  /** The name that the partner gave it. */
  readonly fileName: string
  /** Where it lies now. */
  readonly path: string
  /** SHA-256 in hexadecimal of its bytes. */
  readonly checksum: string
  readonly bytes: number
}

/** Where landing writes to; a test gives one that is full. */
export interface LandingFile {
  write(bytes: Buffer): Promise<unknown>
  sync(): Promise<void>
  close(): Promise<void>
}

export interface LandingOptions {
  /** Kith's home; the file goes to `landed/<feed>/<checksum>-<name>` in it. */
  readonly home: string
  readonly feed: string
  /**
   * How long size and time must stay the same before a file counts as written; milliseconds. One
   * that was last written a good while ago is not waited for.
   */
  readonly settleMs?: number
  readonly openFile?: (path: string) => Promise<LandingFile>
}

const partPrefix = '.landing-'
// Large enough that hashing waits little for reading.
const chunkBytes = 1 << 20
// A transfer that lives writes more often than this.
const quietMs = 30_000

/**
 * Copies a partner's file as it is, with its checksum, and makes sure that it is on the disk before
 * it gets its name. Nothing half landed is left behind, whatever fails.
 *
 * @throws BadInput when the file is still being written. Unavailable when the disk is full.
 */
export async function landFile(source: string, options: LandingOptions): Promise<LandedFile> {
  const fileName = basename(source)
  const before = await settled(source, options.settleMs ?? 250)
  const folder = join(options.home, 'landed', options.feed)
  const part = join(folder, `${partPrefix}${process.pid}-${fileName}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const known = await landedBefore(source, before.size, folder)
    const { checksum, bytes } =
      known ?? (await copyTo(source, part, options.openFile ?? openPrivate))
    const after = await stat(source)
    if (bytes !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      throw stillWritten(fileName)
    }
    if (known) return { feed: options.feed, fileName, ...known }
    const path = join(folder, `${checksum}-${fileName}`)
    await rename(part, path)
    await syncFolder(folder)
    return { feed: options.feed, fileName, path, checksum, bytes }
  } catch (error) {
    throw landingError(error, fileName)
  } finally {
    rmSync(part, { force: true })
  }
}

/** Whether a sender's program gives such a name to a file that is not finished. */
export function isUnfinishedName(fileName: string): boolean {
  return fileName.startsWith('.') || /\.(part|tmp|filepart|partial|crdownload)$/i.test(fileName)
}

/** The start of the names of files that are being landed. */
export function isLandingPart(fileName: string): boolean {
  return fileName.startsWith(partPrefix)
}

async function settled(source: string, settleMs: number) {
  const fileName = basename(source)
  if (isUnfinishedName(fileName)) throw stillWritten(fileName)
  const first = await stat(source).catch((cause: unknown) => {
    throw new BadInput(`${fileName} cannot be read.`, { cause, where: { file: fileName } })
  })
  if (Date.now() - first.mtimeMs > quietMs) return first
  await wait(settleMs)
  const second = await stat(source).catch(() => undefined)
  if (second?.size !== first.size || second.mtimeMs !== first.mtimeMs) throw stillWritten(fileName)
  return first
}

/** The landed file of the same bytes, under whatever name: on an unchanged night nothing is written. */
async function landedBefore(source: string, bytes: number, folder: string) {
  const landed = readdirSync(folder).filter(
    (name) => !isLandingPart(name) && statSync(join(folder, name)).size === bytes,
  )
  if (landed.length === 0) return undefined
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(source, { highWaterMark: chunkBytes })) {
    hash.update(chunk as Buffer)
  }
  const checksum = hash.digest('hex')
  const name = landed.find((one) => one.startsWith(`${checksum}-`))
  return name === undefined ? undefined : { checksum, bytes, path: join(folder, name) }
}

async function copyTo(
  source: string,
  part: string,
  openFile: (path: string) => Promise<LandingFile>,
) {
  const hash = createHash('sha256')
  let bytes = 0
  const file = await openFile(part)
  try {
    for await (const chunk of createReadStream(source, { highWaterMark: chunkBytes })) {
      hash.update(chunk as Buffer)
      bytes += (chunk as Buffer).length
      await file.write(chunk as Buffer)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { checksum: hash.digest('hex'), bytes }
}

async function openPrivate(path: string): Promise<LandingFile> {
  const file = await open(path, 'w', 0o600)
  return {
    // One write of a file handle may take only a part; writeFile goes on until all is written.
    write: (bytes) => file.writeFile(bytes),
    sync: () => file.sync(),
    close: () => file.close(),
  }
}

/** Makes the new name itself last; Windows has no such call, and keeps names in a journal. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function stillWritten(fileName: string): BadInput {
  return new BadInput(`${fileName} is still being written.`, {
    code: 'still-written',
    fix: 'Nothing to do: the next run takes it. Senders do best to write under a name ending in .part and rename it.',
    where: { file: fileName },
  })
}

function landingError(error: unknown, fileName: string): unknown {
  if (error instanceof KithError || !(error instanceof Error)) return error
  const code = (error as NodeJS.ErrnoException).code
  const where = { file: fileName }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Unavailable(`The disk is full: ${fileName} could not be landed.`, {
      code: 'disk-full',
      fix: 'Make room under KITH_HOME and run again; nothing of the file was kept.',
      where,
      cause: error,
    })
  }
  if (code === undefined) return error
  return new Unavailable(`${fileName} could not be landed (${code}).`, {
    fix: 'Check that the inbox can be read and KITH_HOME written.',
    where,
    cause: error,
  })
}
