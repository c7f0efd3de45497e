import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { KithError } from '#kernel'
import { readFileName } from '../feeds/file-pattern.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import { senderReport } from '../report/sender-report.ts'
import { writeReport } from '../report/write-report.ts'
import { refuseOtherForm } from './file-form.ts'
import { isUnfinishedName, landFile } from './land-file.ts'

/** What became of a file that a partner dropped. */
export interface ReceivedFile {
  readonly feed: string
  readonly fileName: string
  /** `waiting`: still being written, or the name of an unfinished one. */
  readonly state: 'passed-on' | 'quarantined' | 'waiting'
  readonly reason: string | undefined
}

export interface ReceiveOptions {
  readonly feeds: readonly Feed[]
  /** Where partners drop files, each in the folder of its own feed: `drop/<feed>/`. */
  readonly drop: string
  /** Where files go that may be loaded: the inbox of `kith run`, by feed. */
  readonly inbox: string
  /** Where files go that must not, by feed. */
  readonly quarantine: string
  /** Where this process keeps its copies while it works, and reports to senders. */
  readonly home: string
  readonly settleMs?: number
}

/**
 * Passes on what partners have dropped: a file of the folder's own feed, finished, of the right
 * form and size, goes to the inbox; anything else to quarantine, with a report. Needs files only:
 * no database, no key to decrypt with, no way to the portal.
 */
export async function receiveFiles(options: ReceiveOptions): Promise<ReceivedFile[]> {
  const received: ReceivedFile[] = []
  for (const feed of options.feeds) {
    const folder = join(options.drop, feed.feed)
    for (const fileName of existsSync(folder) ? filesIn(folder) : []) {
      received.push(await receive(feed, join(folder, fileName), fileName, options))
    }
  }
  return received
}

async function receive(
  feed: Feed,
  path: string,
  fileName: string,
  options: ReceiveOptions,
): Promise<ReceivedFile> {
  const told = { feed: feed.feed, fileName }
  if (isUnfinishedName(fileName)) return { ...told, state: 'waiting', reason: undefined }
  try {
    await refuseOtherForm(feed, path, fileName, readFileName(feed.file.pattern, fileName))
    const { home, settleMs } = options
    const landed = await landFile(path, {
      home,
      feed: feed.feed,
      ...(settleMs === undefined ? {} : { settleMs }),
    })
    await moveIn(landed.path, join(options.inbox, feed.feed), fileName)
    rmSync(path)
    return { ...told, state: 'passed-on', reason: undefined }
  } catch (error) {
    if (!(error instanceof KithError)) throw error
    if (error.code === 'still-written') return { ...told, state: 'waiting', reason: error.message }
    // A full disk is nobody's bad file.
    if (error.code === 'disk-full' || error.code === 'unavailable') throw error
    setApart(feed, path, fileName, error, options)
    return { ...told, state: 'quarantined', reason: error.message }
  }
}

/** Puts a landed copy in the inbox under its own name, whole or not at all. */
async function moveIn(from: string, folder: string, fileName: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o750 })
  const part = join(folder, `.${fileName}.part`)
  const file = await open(part, 'w', 0o640)
  try {
    for await (const chunk of createReadStream(from)) await file.writeFile(chunk as Buffer)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(part, join(folder, fileName))
  // The copy in the inbox is the one that counts from here on.
  rmSync(from)
}

function setApart(
  feed: Feed,
  path: string,
  fileName: string,
  error: KithError,
  { quarantine, home }: ReceiveOptions,
): void {
  const folder = join(quarantine, feed.feed)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  renameSync(path, join(folder, `${new Date().toISOString().replace(/[:.]/g, '')}-${fileName}`))
  const file = { fileName, state: 'refused', rowsRead: 0, rowsSetAside: 0, checks: [] } as const
  const problems = [{ message: error.message, fix: error.fix }]
  const report = senderReport(feed, { ...file, error, problems })
  if (report) writeReport(home, feed.feed, fileName, report)
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
}
