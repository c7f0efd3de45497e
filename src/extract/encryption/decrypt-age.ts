import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { Decrypter } from 'age-encryption'
import { BadInput } from '#kernel'
import { broken } from '../problems.ts'

/** How a file in the age format begins (age-encryption.org/v1), armoured or not. */
const marks = ['age-encryption.org/v1', '-----BEGIN AGE ENCRYPTED FILE-----']
const longestMark = 34

/**
 * Decrypts a file in the age format as it streams by: no plain text ever lies on the disk, and each
 * piece is proven whole before it is read.
 *
 * @param identities secret keys, `AGE-SECRET-KEY-1…`; any one that fits will do
 * @throws BadInput where it is not encrypted, not for us, or damaged
 */
export async function* decryptAge(
  chunks: AsyncIterable<Buffer>,
  identities: readonly string[],
): AsyncGenerator<Buffer> {
  const source = await beginning(chunks)
  if (!marks.some((mark) => source.start.toString('latin1').startsWith(mark))) {
    throw broken('The file is not encrypted, and the feed promises age.', {
      fix: 'Tell the sender at once: it travelled in the clear. Then have it sent encrypted.',
    })
  }
  if (source.start.toString('latin1').startsWith('-')) {
    throw broken('The file is armoured; the feed needs the binary form of age.', {
      fix: 'Encrypt it without --armor.',
    })
  }
  if (identities.length === 0) {
    throw broken('There is no key to decrypt the file with.', {
      fix: 'Set KITH_AGE_IDENTITIES to the file with the secret key.',
    })
  }
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  try {
    const encrypted = Readable.toWeb(Readable.from(source.all, { objectMode: false }))
    const plain = (await decrypter.decrypt(
      encrypted as globalThis.ReadableStream<Uint8Array>,
    )) as unknown as ReadableStream<Uint8Array>
    for await (const piece of plain) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length)
  } catch (error) {
    if (error instanceof BadInput || !(error instanceof Error)) throw error
    throw undecryptable(error)
  }
}

/** The first bytes of a stream, and all of it from its start. */
async function beginning(
  chunks: AsyncIterable<Buffer>,
): Promise<{ start: Buffer; all: AsyncIterable<Buffer> }> {
  const iterator = chunks[Symbol.asyncIterator]()
  let start: Buffer = Buffer.alloc(0)
  while (start.length < longestMark) {
    const next = await iterator.next()
    if (next.done) break
    start = Buffer.concat([start, next.value])
  }
  const all = (async function* () {
    if (start.length > 0) yield start
    for (;;) {
      const next = await iterator.next()
      if (next.done) return
      yield next.value
    }
  })()
  return { start, all }
}

function undecryptable(error: Error): BadInput {
  return /identit|no .*match/i.test(error.message)
    ? broken('The file was not encrypted for our key.', {
        fix: 'Give the sender our present public key, and have the file sent again.',
      })
    : broken('The encrypted file is damaged or cut off.', { fix: 'Have it sent again.' })
}

/**
 * The secret keys in a file, one a line as `age-keygen` writes them; comments and blank lines are
 * passed over. Without a file there are none.
 *
 * @throws BadInput where it cannot be read, or holds something else
 */
export function readIdentities(file: string | undefined): string[] {
  if (file === undefined) return []
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new BadInput(`The file of secret keys, ${file}, cannot be read.`, {
      fix: 'Make one with `age-keygen -o FILE`, and set KITH_AGE_IDENTITIES to it.',
      cause,
    })
  }
  const keys = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (keys.length === 0 || !keys.every((key) => key.startsWith('AGE-SECRET-KEY-'))) {
    throw new BadInput(`The file of secret keys, ${file}, holds something else.`, {
      fix: 'It must have lines that begin with AGE-SECRET-KEY-, as `age-keygen` writes them.',
    })
  }
  return keys
}
