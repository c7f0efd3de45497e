/** Tries to sign in that are allowed within the window, on one account and from one address. */
export const signInLimit = {
  minutes: 15,
  /** Enough for a forgotten password, hopeless for guessing one. */
  onAccount: 10,
  /** A whole office may share an address; those who get in are not counted. */
  fromAddress: 50,
} as const

/** Whether one more try is too many; the counts include that try. */
export function isTooMany(counts: { onAccount: number; fromAddress: number }): boolean {
  return counts.onAccount > signInLimit.onAccount || counts.fromAddress > signInLimit.fromAddress
}
