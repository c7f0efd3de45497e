import { randomUUID } from 'node:crypto'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BadInput } from '#kernel'
import { readFileName } from '../../feeds/file-pattern.ts'
import type { Feed } from '../../feeds/read-feeds.ts'
import { refuseOtherForm } from '../../landing/file-form.ts'

/**
 * Puts what a browser sends into the inbox, under its own name once it is whole and of the feed's
 * form; nothing of it otherwise.
 *
 * @param isCutOff asked once the stream has ended: whether a limit ended it
 * @throws BadInput saying what is wrong with the file
 */
export async function takeUpload(
  feed: Feed,
  inbox: string,
  fileName: string,
  stream: Readable,
  isCutOff: () => boolean,
): Promise<void> {
  const folder = join(inbox, feed.feed)
  mkdirSync(folder, { recursive: true, mode: 0o750 })
  const part = join(folder, `.${randomUUID()}.part`)
  try {
    await pipeline(stream, createWriteStream(part, { mode: 0o640, flush: true }))
    if (isCutOff()) throw new BadInput('The file was cut off.', { where: { file: fileName } })
    await refuseOtherForm(feed, part, fileName, readFileName(feed.file.pattern, fileName))
    await rename(part, join(folder, fileName))
  } finally {
    rmSync(part, { force: true })
  }
}
