import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'

/** Encrypts (XChaCha20-Poly1305) what must be read again and must not be readable in the database. */
export async function seal(content: unknown, secret: string): Promise<string> {
  return symmetricEncrypt({ key: secret, data: JSON.stringify(content) })
}

/** What was sealed. Throws for what this portal's secret did not seal. */
export async function unseal<Content>(sealed: string, secret: string): Promise<Content> {
  return JSON.parse(await symmetricDecrypt({ key: secret, data: sealed })) as Content
}
