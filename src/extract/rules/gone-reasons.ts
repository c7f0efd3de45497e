/** Why somebody is no longer in a source, in the words of those who answer for it. */
export interface GoneReason {
  readonly code: string
  readonly words: string
  /** Whereabouts stay masked: nobody may find the family by what the source held last. */
  readonly keepsMasked: boolean
}

/** The reasons that an owner may give, in the order in which they are offered. */
export const goneReasons: readonly GoneReason[] = [
  { code: 'moved-away', words: 'Moved out of the area', keepsMasked: false },
  { code: 'closed', words: 'The service no longer works with them', keepsMasked: false },
  { code: 'too-old', words: 'Too old for this source', keepsMasked: false },
  { code: 'died', words: 'Died', keepsMasked: false },
  {
    code: 'recorded-twice',
    words: 'Was recorded twice; the other record stays',
    keepsMasked: false,
  },
  {
    code: 'left-out',
    words: 'Left out of the extract by mistake; a later one will have them',
    keepsMasked: false,
  },
  { code: 'in-error', words: 'Should never have been recorded', keepsMasked: true },
  { code: 'protected', words: 'Whereabouts must not be known', keepsMasked: true },
]

/** The reason of a code; undefined where there is none. */
export function goneReason(code: string): GoneReason | undefined {
  return goneReasons.find((reason) => reason.code === code)
}
