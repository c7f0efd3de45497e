import { open, stat } from 'node:fs/promises'
import { BadInput } from '#kernel'
import { isOpenpgp } from '../encryption/decrypt-openpgp.ts'
import type { FileName } from '../feeds/file-pattern.ts'
import type { Feed } from '../feeds/read-feeds.ts'

const headBytes = 4096

/**
 * Refuses a file that cannot be of the feed, by its name, size and first bytes alone.
 *
 * @throws BadInput saying what is wrong
 */
export async function refuseOtherForm(
  feed: Feed,
  path: string,
  fileName: string,
  named: FileName | undefined,
): Promise<void> {
  const where = { file: fileName }
  if (named === undefined) {
    throw new BadInput(`The name is not one of ${feed.feed}.`, {
      where,
      fix: `Name it as agreed: ${feed.file.pattern}.`,
    })
  }
  const { size } = await stat(path)
  if (size === 0) throw new BadInput('The file is empty.', { where, fix: 'Export it again.' })
  if (size > feed.file.sizeLimitMb * 1_000_000) {
    throw new BadInput(`The file is larger than the ${feed.file.sizeLimitMb} MB agreed.`, {
      where,
      fix: 'Look for what has grown. If it is right, raise sizeLimitMb in the feed definition.',
    })
  }
  const words = wrongForm(feed, await headOf(path))
  if (words) throw new BadInput(words, { where, fix: 'Send the file in the form agreed.' })
}

function wrongForm({ file }: Feed, head: Buffer): string | undefined {
  const start = head.toString('latin1').trimStart()
  const isAge = start.startsWith('age-encryption.org/v1')
  const isPgp = isOpenpgp(head) || start.startsWith('-----BEGIN PGP MESSAGE')
  if (file.encryption === 'age') {
    return isAge ? undefined : 'The file is not encrypted, and the feed promises age.'
  }
  if (file.encryption === 'openpgp') {
    return isPgp ? undefined : 'The file is not encrypted, and the feed promises OpenPGP.'
  }
  if (isAge || start.startsWith('-----BEGIN PGP MESSAGE'))
    return 'The file is encrypted, and the feed promises plain text.'
  const isZip = start.startsWith('PK\u0003\u0004')
  if (file.format === 'zip') return isZip ? undefined : 'The file is not a ZIP.'
  if (isZip) return 'The file is a ZIP, and the feed does not send one.'
  if (head.includes(0)) return 'The file is not text.'
  const isXml = /^(\u00ef\u00bb\u00bf)?\s*</.test(start)
  if (file.format === 'xml' && !isXml) return 'The file is not XML.'
  if (file.format === 'csv' && isXml) return 'The file is XML, and the feed sends CSV.'
  return undefined
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headBytes) })
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
