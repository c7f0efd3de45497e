import { expect, test } from 'vitest'
import {
  type ConcernFacts,
  isSupported,
  type OnRecord,
  type PurposeKey,
  purposeKeys,
} from './purposes.ts'

const reader = { accountId: 'me', organisation: 'school' }
const concern: ConcernFacts = {
  kind: 'concern',
  organisations: ['school', 'police'],
  openedBy: 'colleague',
  isClosed: false,
}
const nothing: OnRecord = { concerns: [], consent: undefined }
const withConcern = (over: Partial<ConcernFacts>): OnRecord => ({
  concerns: [{ ...concern, ...over }],
  consent: undefined,
})

test.each<[string, PurposeKey, OnRecord, boolean]>([
  ['work needs no record', 'direct-work', nothing, true],
  ['early help needs consent', 'early-help', nothing, false],
  ['consent asked is not given', 'early-help', { concerns: [], consent: 'asked' }, false],
  ['consent given', 'early-help', { concerns: [], consent: 'given' }, true],
  ['consent withdrawn', 'early-help', { concerns: [], consent: 'withdrawn' }, false],
  ['section 17 needs a concern', 'section-17', nothing, false],
  ['a live concern', 'section-17', withConcern({}), true],
  ['a closed one', 'section-17', withConcern({ isClosed: true }), false],
  ['one that names others', 'section-17', withConcern({ organisations: ['police'] }), false],
  ['a concern is no enquiry', 'section-47', withConcern({}), false],
  ['a discussion', 'section-47', withConcern({ kind: 'discussion' }), true],
  ['an enquiry', 'section-47', withConcern({ kind: 'enquiry' }), true],
  ['a closed enquiry', 'section-47', withConcern({ kind: 'enquiry', isClosed: true }), false],
  [
    'an enquiry of one’s own',
    'section-47',
    withConcern({ kind: 'enquiry', openedBy: 'me' }),
    false,
  ],
])('%s', (_what, purpose, onRecord, expected) => {
  expect(isSupported(purpose, reader, onRecord)).toBe(expected)
})

test('without a record only what needs none is supported', () => {
  expect(purposeKeys.filter((one) => isSupported(one, reader, nothing))).toEqual([
    'find',
    'direct-work',
    'worry',
    'matching',
    'audit',
  ])
})
