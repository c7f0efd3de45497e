import { dictionary } from '@zxcvbn-ts/language-common'

/** Passwords that are often tried, from lists of those that have leaked, in small letters. */
export const knownPasswords: ReadonlySet<string> = new Set(
  dictionary.passwords.map((password) => String(password).toLowerCase()),
)
