/** What a reviewer may say of a question. */
export type ReviewAnswer = 'same' | 'not-same' | 'cannot-tell'

/** The three answers in words. */
export const answerWords: Readonly<Record<ReviewAnswer, string>> = {
  same: 'The same child',
  'not-same': 'Not the same child',
  'cannot-tell': 'Cannot tell',
}

/**
 * What answers come to, where so many reviewers must agree: an answer that enough have given, each
 * without having seen the others'. Where everybody disagrees it cannot be told. Undefined while more
 * are needed.
 *
 * @param needed how many must agree: 1 or 2
 */
export function settle(answers: readonly ReviewAnswer[], needed: number): ReviewAnswer | undefined {
  for (const answer of ['same', 'not-same', 'cannot-tell'] as const) {
    if (answers.filter((one) => one === answer).length >= needed) return answer
  }
  return new Set(answers).size === 3 ? 'cannot-tell' : undefined
}

/** Why somebody answers as they do: the usual reasons, so that nobody has to type them. */
export const reasons = {
  evidence: 'The evidence on this page is enough',
  source: 'I asked the source',
  'known-to-me': 'Another record that I may see settles it',
  relatives: 'They are twins, or brothers or sisters',
  namesakes: 'They are different children of the same name',
  mistyped: 'A value is mistyped at the source',
  'too-little': 'There is too little to tell by',
  other: 'Another reason: say which',
} as const

export type ReasonKey = keyof typeof reasons
