import { describe, expect, test } from 'vitest'
import type { PersonContent } from '#extract'
import { endBeforeStart } from './end-before-start.ts'
import { identifierCheckDigit } from './identifier-check-digit.ts'
import { duplicateDetail } from './likely-duplicate.ts'

describe('identifierCheckDigit', () => {
  const person = (content: Partial<PersonContent>) => ({
    kind: 'person' as const,
    content: { names: [{ type: 'legal' as const, family: 'A' }], isRestricted: false, ...content },
  })

  test.each([
    ['nothing recorded', {}, 0],
    ['valid NHS number and UPN', { nhsNumber: '9434765919', upn: 'B801200005001' }, 0],
    ['NHS number with a wrong digit', { nhsNumber: '9434765918' }, 1],
    ['ten equal digits', { nhsNumber: '0000000000' }, 1],
    ['UPN with the vendors’ wrong letter', { upn: 'Q207000016049' }, 1],
    ['both wrong', { nhsNumber: '123', upn: 'X' }, 2],
    ['a ULN in the NHS column', { nhsNumber: '9276308686' }, 1],
  ])('%s', (_, content, count) => {
    expect(identifierCheckDigit.check(person(content))).toHaveLength(count)
  })

  test('the finding does not repeat the number', () => {
    const [finding] = identifierCheckDigit.check(person({ nhsNumber: '9434765918' }))
    expect(finding?.detail).toMatch(/^NHS number: /)
    expect(finding?.detail).not.toContain('9434765918')
  })
})

describe('endBeforeStart', () => {
  const involvement = (startOn?: string, endOn?: string) => ({
    kind: 'involvement' as const,
    content: {
      service: 'School nursing',
      organisation: 'NHS',
      ...(startOn && { startOn }),
      ...(endOn && { endOn }),
    },
  })

  test.each([
    ['2024-01-01', '2023-12-31', 1],
    ['2024-01-01', '2024-01-01', 0],
    ['2024-01-01', '2024-01-02', 0],
    ['2024-01-01', undefined, 0],
    [undefined, '2024-01-01', 0],
  ])('from %s to %s', (start, end, count) => {
    expect(endBeforeStart.check(involvement(start, end))).toHaveLength(count)
  })

  test('an address says so in its own word', () => {
    const address = {
      kind: 'address' as const,
      content: { lines: [], fromOn: '2024-02-01', toOn: '2024-01-01' },
    }
    expect(endBeforeStart.check(address)).toEqual([
      { detail: 'The address ends before it starts.' },
    ])
  })
})

test.each([
  [true, 'Looks like the same person as record P-2.'],
  [false, 'May be the same person as record P-2.'],
])('a duplicate, sure %s', (isSure, detail) => {
  const pair = { feed: 'police', personKey: 'P-1', otherKey: 'P-2', isSure }
  expect(duplicateDetail(pair)).toBe(detail)
})
