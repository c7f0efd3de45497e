import { ReadableStream, TextDecoderStream } from 'node:stream/web'
import { decrypt, type PrivateKey, readMessage, readPrivateKeys } from 'openpgp'
import { BadInput } from '#kernel'
import { broken } from '../problems.ts'
import { beginning } from './beginning.ts'

const armour = '-----BEGIN PGP MESSAGE-----'

/**
 * Decrypts an OpenPGP message (RFC 9580, and RFC 4880 as GnuPG writes it) as it streams by, binary or
 * armoured: no plain text ever lies on the disk. The older form proves only at its end that nothing
 * was changed; then the stream fails, and with it the load, of which nothing is in force before.
 *
 * @param keys armoured secret keys without a passphrase; any one that fits will do
 * @throws BadInput where it is not encrypted, not for us, or damaged
 */
export async function* decryptOpenpgp(
  chunks: AsyncIterable<Buffer>,
  keys: readonly string[],
): AsyncGenerator<Buffer> {
  const { start, all } = await beginning(chunks, armour.length)
  const isArmoured = start.toString('latin1').startsWith(armour)
  if (!isArmoured && !isOpenpgp(start)) {
    throw broken('The file is not encrypted, and the feed promises OpenPGP.', {
      fix: 'Tell the sender at once: it travelled in the clear. Then have it sent encrypted.',
    })
  }
  if (keys.length === 0) {
    throw broken('There is no key to decrypt the file with.', {
      fix: 'Set KITH_OPENPGP_KEYS to the file with the secret key.',
    })
  }
  const decryptionKeys = await readKeys(keys)
  try {
    const bytes = ReadableStream.from<Uint8Array>(all)
    // Casts here: the library's types know the browser's streams alone; it reads Node's as well.
    const message = isArmoured
      ? await readMessage({ armoredMessage: asText(bytes) as never })
      : await readMessage({ binaryMessage: bytes as never })
    const { data } = await decrypt({
      message,
      decryptionKeys,
      format: 'binary',
      // Otherwise the whole file would be held in memory until its end is proven.
      config: { allowUnauthenticatedStream: true },
    })
    const plain = data as unknown as ReadableStream<Uint8Array>
    for await (const piece of plain) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length)
  } catch (error) {
    if (error instanceof BadInput || !(error instanceof Error)) throw error
    throw undecryptable(error)
  }
}

/** Whether a file begins as a message encrypted to a key does: with a packet of tag 1, of either form. */
export function isOpenpgp(start: Buffer): boolean {
  const [first = 0] = start
  return first === 0xc1 || (first & 0xfc) === 0x84
}

/** The cast: Node's types give the decoder's two ends other names than a pipe asks for. */
function asText(bytes: ReadableStream<Uint8Array>): ReadableStream<string> {
  return bytes.pipeThrough(new TextDecoderStream() as never)
}

async function readKeys(armoured: readonly string[]): Promise<PrivateKey[]> {
  const keys: PrivateKey[] = []
  for (const armoredKeys of armoured) {
    try {
      keys.push(...(await readPrivateKeys({ armoredKeys })))
    } catch {
      throw broken('A secret key in the file that KITH_OPENPGP_KEYS names cannot be read.', {
        fix: 'Write it anew: gpg --armor --export-secret-keys KEY > FILE',
      })
    }
  }
  if (keys.every((key) => key.isDecrypted())) return keys
  throw broken(
    'A secret key in the file that KITH_OPENPGP_KEYS names is locked with a passphrase.',
    {
      fix: 'Nobody is there at night to type it. Take it off (gpg --edit-key KEY passwd), write the file anew, and let Kith’s user alone read it.',
    },
  )
}

function undecryptable(error: Error): BadInput {
  return /no decryption key|session key decryption failed|no private key|not encrypted for/i.test(
    error.message,
  )
    ? broken('The file was not encrypted for our key.', {
        fix: 'Give the sender our present public key, and have the file sent again.',
      })
    : broken('The encrypted file is damaged or cut off.', { fix: 'Have it sent again.' })
}
