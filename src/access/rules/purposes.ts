/** What must be on record about a child before a purpose can be chosen. */
export type Support =
  | 'nothing'
  | 'consent' // given, and neither refused nor withdrawn since
  | 'concern' // a live concern that names the reader's organisation
  | 'enquiry' // a live strategy discussion or section 47 enquiry that names it

/** A reason to look at somebody. */
export interface Purpose {
  readonly name: string
  /** When it is the right one, in a sentence. */
  readonly sentence: string
  readonly needs: Support
  /** Whether it is said about one child; finding, matching and audit are not. */
  readonly isSaid: boolean
}

/**
 * The purposes that data is opened for. Finding is what a search looks in and shows, before any
 * purpose is said.
 */
export const purposes = {
  find: {
    name: 'Finding the right person',
    sentence: 'What a search looks in and shows.',
    needs: 'nothing',
    isSaid: false,
  },
  'direct-work': {
    name: 'I work with this child',
    sentence: 'You or your team teach, treat or support the child, or are about to.',
    needs: 'nothing',
    isSaid: true,
  },
  worry: {
    name: 'I am worried about this child',
    sentence: 'You want to know who is involved, and whom to ring.',
    needs: 'nothing',
    isSaid: true,
  },
  'early-help': {
    name: 'Early help',
    sentence: 'An early help assessment or plan that the family has agreed to.',
    needs: 'consent',
    isSaid: true,
  },
  'front-door': {
    name: 'Screening a concern',
    sentence: 'A concern has come to the front door, and a decision is due.',
    needs: 'concern',
    isSaid: true,
  },
  'request-for-information': {
    name: 'A request for information',
    sentence: 'Your agency has been asked what it knows about the child.',
    needs: 'concern',
    isSaid: true,
  },
  'section-17': {
    name: 'Section 17: a child in need',
    sentence: 'An assessment or plan under section 17 of the Children Act 1989.',
    needs: 'concern',
    isSaid: true,
  },
  'section-47': {
    name: 'Section 47: significant harm',
    sentence:
      'A strategy discussion or an enquiry under section 47 of the Children Act 1989 that your agency takes part in.',
    needs: 'enquiry',
    isSaid: true,
  },
  matching: {
    name: 'Matching records',
    sentence: 'Deciding which records are of one person.',
    needs: 'nothing',
    isSaid: false,
  },
  audit: {
    name: 'Audit',
    sentence: 'Looking into who has looked, or answering somebody’s request for their own data.',
    needs: 'nothing',
    isSaid: false,
  },
} as const satisfies Readonly<Record<string, Purpose>>

export type PurposeKey = keyof typeof purposes

/** Every purpose, in the order in which they are offered. */
export const purposeKeys: readonly PurposeKey[] = Object.keys(purposes) as PurposeKey[]

/** A concern, a discussion or an enquiry about a child. */
export interface ConcernFacts {
  readonly kind: 'concern' | 'discussion' | 'enquiry'
  /** The organisations that take part. */
  readonly organisations: readonly string[]
  /** The account that recorded it. */
  readonly openedBy: string
  readonly isClosed: boolean
}

/** What has been said of consent. */
export type ConsentState = 'asked' | 'given' | 'refused' | 'withdrawn'

/** What is on record about a child that can support a purpose. */
export interface OnRecord {
  readonly concerns: readonly ConcernFacts[]
  /** What was said last. */
  readonly consent: ConsentState | undefined
}

/** Who wants to choose a purpose. */
export interface Chooser {
  readonly accountId: string
  readonly organisation: string
}

/**
 * Whether what is on record supports a purpose for this reader. A discussion or an enquiry that the
 * reader has recorded does not: nobody opens more to themself.
 */
export function isSupported(purpose: PurposeKey, chooser: Chooser, onRecord: OnRecord): boolean {
  const live = onRecord.concerns.filter(
    ({ isClosed, organisations }) => !isClosed && organisations.includes(chooser.organisation),
  )
  switch (purposes[purpose].needs) {
    case 'nothing':
      return true
    case 'consent':
      return onRecord.consent === 'given'
    case 'concern':
      return live.length > 0
    case 'enquiry':
      return live.some(({ kind, openedBy }) => kind !== 'concern' && openedBy !== chooser.accountId)
  }
}
