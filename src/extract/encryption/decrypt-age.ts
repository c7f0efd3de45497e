import { ReadableStream } from 'node:stream/web'
import { Decrypter } from 'age-encryption'
import { BadInput } from '#kernel'
import { broken } from '../problems.ts'
import { beginning } from './beginning.ts'

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
  const source = await beginning(chunks, longestMark)
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
    // Casts here: the library's types know the browser's streams alone; it reads Node's as well.
    const encrypted = ReadableStream.from<Uint8Array>(source.all)
    const plain = (await decrypter.decrypt(
      encrypted as never,
    )) as unknown as ReadableStream<Uint8Array>
    for await (const piece of plain) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length)
  } catch (error) {
    if (error instanceof BadInput || !(error instanceof Error)) throw error
    throw undecryptable(error)
  }
}

function undecryptable(error: Error): BadInput {
  return /identit|no .*match/i.test(error.message)
    ? broken('The file was not encrypted for our key.', {
        fix: 'Give the sender our present public key, and have the file sent again.',
      })
    : broken('The encrypted file is damaged or cut off.', { fix: 'Have it sent again.' })
}
