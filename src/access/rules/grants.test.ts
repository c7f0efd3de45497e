import { describe, expect, test } from 'vitest'
import { type Asking, type Grants, grantsOf, noGrants, opensKind } from './grants.ts'
import { agreementSchema, type Clause, type SharingAgreement } from './sharing-agreement.ts'

const clause: Clause = {
  kinds: ['identity', 'gp'],
  sensitivities: ['ordinary'],
  organisations: ['school'],
  roles: ['practitioner'],
  purposes: ['find', 'worry'],
}

function agreement(over: Partial<SharingAgreement> = {}): SharingAgreement {
  return {
    agreement: 'ISA-1',
    title: 'Police',
    source: 'police',
    lawfulBasis: 'Children Act 2004, section 10',
    fromOn: '2026-01-01',
    clauses: [clause],
    ...over,
  }
}

const asking: Asking = {
  organisation: 'school',
  role: 'practitioner',
  purpose: 'worry',
  today: '2026-11-21',
}
const opened: Grants = { keys: ['police:gp:ordinary', 'police:identity:ordinary'], limited: [] }

describe('what agreements open', () => {
  test.each<[string, Partial<SharingAgreement>, Partial<Asking>, Grants]>([
    ['what the clause names', {}, {}, opened],
    ['nothing to another organisation', {}, { organisation: 'police' }, noGrants],
    ['nothing to another role', {}, { role: 'analyst' }, noGrants],
    ['nothing to a role that is not known', {}, { role: 'toString' }, noGrants],
    ['nothing for another purpose', {}, { purpose: 'section-17' }, noGrants],
    ['nothing before its first day', { fromOn: '2026-11-22' }, {}, noGrants],
    ['its first day', { fromOn: '2026-11-21' }, {}, opened],
    ['its last day', { toOn: '2026-11-21' }, {}, opened],
    ['nothing after its last day', { toOn: '2026-11-20' }, {}, noGrants],
    ['nothing without a clause', { clauses: [] }, {}, noGrants],
  ])('%s', (_what, over, ask, expected) => {
    expect(grantsOf([agreement(over)], { ...asking, ...ask })).toEqual(expected)
  })

  test('no agreement opens nothing', () => {
    expect(grantsOf([], asking)).toEqual(noGrants)
  })

  test('ages become the days between which people of these ages were born', () => {
    const of = (from: number, to: number) =>
      grantsOf([agreement({ clauses: [{ ...clause, ages: { from, to } }] })], asking).limited[0]
    expect(of(4, 17)).toMatchObject({ bornFrom: '2008-11-22', bornTo: '2022-11-21' })
    expect(of(0, 17)).not.toHaveProperty('bornTo')
  })

  test('areas are kept apart from what is open about anybody', () => {
    const limited = grantsOf([agreement({ clauses: [{ ...clause, areas: ['S60'] }] })], asking)
    expect(limited).toEqual({
      keys: [],
      limited: [{ keys: opened.keys.toReversed(), areas: ['S60'] }],
    })
  })

  test('a kind is open in any sensitivity', () => {
    expect(opensKind(opened, 'police', 'gp')).toBe(true)
    expect(opensKind(opened, 'police', 'event')).toBe(false)
    expect(opensKind({ keys: ['police:event:sensitive'] }, 'police', 'event')).toBe(true)
  })
})

describe('an agreement is refused', () => {
  test.each<[string, unknown]>([
    ['without a lawful basis', agreement({ lawfulBasis: ' ' })],
    ['when it ends before it begins', agreement({ toOn: '2025-12-31' })],
    ['on a day that does not exist', agreement({ fromOn: '2026-02-30' })],
    [
      'when it opens events without a concern',
      agreement({ clauses: [{ ...clause, kinds: ['event'] }] }),
    ],
    ['for nobody', agreement({ clauses: [{ ...clause, organisations: [] }] })],
    ['with a key of its own', { ...agreement(), everybody: true }],
  ])('%s', (_why, given) => {
    expect(agreementSchema.safeParse(given).success).toBe(false)
  })

  test('not when its events rest on a concern', () => {
    const clauses: Clause[] = [
      { ...clause, kinds: ['event'], purposes: ['section-47', 'section-17'] },
    ]
    expect(agreementSchema.safeParse(agreement({ clauses })).success).toBe(true)
  })
})
