import { generateRandomString } from 'better-auth/crypto'
import type { Handle } from '#platform/db'
import { type MailedLink, putLink, readLink, takeLink } from './data/mailed-link.queries.ts'
import { tokenDigest } from './session-tokens.ts'

/** What a link in a mail is for, where it leads, and for how many hours. */
const links = {
  'verify-address': { path: '/register/verify', hours: 24 },
  'choose-password': { path: '/password/choose', hours: 1 },
  'first-password': { path: '/password/choose', hours: 72 },
} as const

export type LinkKind = keyof typeof links

/** Makes a link that works once, for somebody to whom it is mailed. */
export async function makeLink(
  db: Handle,
  baseUrl: string,
  kind: LinkKind,
  about: { accountId?: string; registrationId?: string },
): Promise<string> {
  const token = generateRandomString(40)
  const { path, hours } = links[kind]
  await putLink(db, {
    tokenDigest: tokenDigest(token),
    purpose: kind === 'verify-address' ? kind : 'choose-password',
    accountId: about.accountId ?? null,
    registrationId: about.registrationId ?? null,
    hours,
  })
  return `${baseUrl}${path}?token=${token}`
}

/** What a link's token leads to; undefined where it is over, used or made up. */
export async function openLink(
  db: Handle,
  purpose: 'verify-address' | 'choose-password',
  token: string,
): Promise<MailedLink | undefined> {
  return readLink(db, tokenDigest(token), purpose)
}

/** Uses a link up. False where it has been used. */
export async function useLink(db: Handle, token: string): Promise<boolean> {
  return takeLink(db, tokenDigest(token))
}
