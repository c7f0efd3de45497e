import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** What was typed into a search, sealed so that it can stand in an address. */
export interface SearchTokens {
  /** Seals what was typed, for one account. */
  seal(typed: Readonly<Record<string, string>>, account: string): string
  /** What was typed; undefined for a token that is too old, another account's, or no token of ours. */
  open(token: string, account: string): unknown
}

/** Long enough to look at a few of those found and come back, in milliseconds. */
export const tokenLifetime: number = 30 * 60 * 1000

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16
// Nothing that the form takes comes near it.
const longestToken = 14_000

/**
 * Tokens that hold a search encrypted: the address of its results can stand in a history or a log and
 * says nothing. Only the account that searched can open one, and only for half an hour.
 *
 * @param secret the portal's; the key is derived from it for this use alone
 * @param now the clock, in milliseconds
 */
export function createSearchTokens(secret: string, now: () => number = Date.now): SearchTokens {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'kith view search token', 32))
  return {
    seal(typed, account) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(account))
      const text = JSON.stringify({ typed, until: now() + tokenLifetime })
      const sealed = [cipher.update(text, 'utf8'), cipher.final()]
      return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]).toString('base64url')
    },
    open(token, account) {
      if (token.length > longestToken) return undefined
      const text = decrypted(Buffer.from(token, 'base64url'), key, account)
      if (text === undefined) return undefined
      const { typed, until } = JSON.parse(text) as { typed: unknown; until: number }
      return now() < until ? typed : undefined
    },
  }
}

/** The text of a token of ours; undefined where a single bit of it, or the account, is another. */
function decrypted(bytes: Buffer, key: Buffer, account: string): string | undefined {
  if (bytes.length <= ivBytes + tagBytes) return undefined
  const iv = bytes.subarray(0, ivBytes)
  const tag = bytes.subarray(ivBytes, ivBytes + tagBytes)
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(account)).setAuthTag(tag)
  try {
    const text = decipher.update(bytes.subarray(ivBytes + tagBytes))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
