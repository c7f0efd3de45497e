import { BadInput, Conflict } from '#kernel'
import type { Handle } from '#platform/db'
import {
  dropLetThrough,
  type StoppedFile,
  saveLetThrough,
  stoppedFile,
} from '../data/let-through.queries.ts'

/** A file that a check stopped, and a person's word that it is right. */
export interface LetThrough {
  readonly feed: string
  readonly fileName: string
  /** Why it is right, for those who ask later; no name, no value. */
  readonly reason: string
  /** The account, or the user of the command line. */
  readonly by: string
}

/**
 * Lets a file through that a check has stopped: the next run takes it, once, with these bytes and no
 * others. The checks that it failed stay on record as let through.
 *
 * @throws BadInput where no check stopped such a file, or no reason is given
 */
export async function letThrough(
  db: Handle,
  { feed, fileName, reason, by }: LetThrough,
): Promise<{ checks: readonly string[] }> {
  if (reason.trim() === '')
    throw new BadInput('Say why the file is right.', { fix: '--because "…"' })
  const { checksum, stops } = await stopped(db, feed, fileName)
  await saveLetThrough(db, { feed, checksum, reason: reason.trim(), by })
  return { checks: stops }
}

/**
 * Takes the word back, as long as no run has taken the file: it stays stopped.
 *
 * @throws BadInput where no check stopped such a file, Conflict where it has been taken already
 */
export async function withdrawLetThrough(
  db: Handle,
  { feed, fileName }: Pick<LetThrough, 'feed' | 'fileName'>,
): Promise<void> {
  const { checksum } = await stopped(db, feed, fileName)
  if (await dropLetThrough(db, { feed, checksum })) return
  throw new Conflict(`${fileName} is not waiting to be let through.`, {
    fix: 'If a run has taken it meanwhile, a past load can be taken again: kith feed replay.',
  })
}

async function stopped(db: Handle, feed: string, fileName: string): Promise<StoppedFile> {
  const file = await stoppedFile(db, feed, { fileName })
  if (file !== undefined) return file
  throw new BadInput(`No check has stopped a file ${fileName} of the feed ${feed}.`, {
    fix: 'Only what a check stops can be let through; a bad file must be mended by its sender.',
  })
}
