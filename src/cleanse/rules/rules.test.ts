import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { PersonContent } from '#extract'
import type { CheckedRecord } from './finding.ts'
import { recordChecks } from './record-checks/index.ts'
import { checkNames, ruleBookOn } from './rule-book.ts'

const days = { today: '2026-11-20', recordedOn: '2026-11-20' }

const person = (content: Partial<PersonContent>): CheckedRecord => ({
  kind: 'person',
  content: { names: [{ type: 'legal', family: 'Made-Up' }], isRestricted: false, ...content },
})
const address = (content: object): CheckedRecord => ({
  kind: 'address',
  content: { lines: ['1 Made-Up Street'], ...content },
})
const involvement = (content: object): CheckedRecord => ({
  kind: 'involvement',
  content: { service: 'School nursing', organisation: 'NHS', workerName: 'A Nurse', ...content },
})
const relationship = (content: object): CheckedRecord => ({
  kind: 'relationship',
  content: { kind: 'Mother', ...content },
})
const event = (happenedOn: string): CheckedRecord => ({
  kind: 'event',
  content: { kind: 'Visit', happenedOn, sensitivity: 'ordinary' },
})
const born = { bornOn: '2014-05-03' }

/** What is wrong with which field, and why, where the check knows better than the rule. */
const cases: [keyof typeof recordChecks, string, CheckedRecord, string[]][] = [
  ['identifier-check-digit', 'nothing recorded', person({}), []],
  [
    'identifier-check-digit',
    'sound numbers',
    person({ nhsNumber: '9434765919', upn: 'B801200005001' }),
    [],
  ],
  ['identifier-check-digit', 'a wrong digit', person({ nhsNumber: '4505577103' }), ['nhsNumber']],
  [
    'identifier-check-digit',
    'ten equal digits',
    person({ nhsNumber: '0000000000' }),
    ['nhsNumber: filler'],
  ],
  [
    'identifier-check-digit',
    'the vendors’ wrong letter',
    person({ upn: 'Q207000016049' }),
    ['upn'],
  ],
  [
    'identifier-check-digit',
    'both wrong',
    person({ nhsNumber: '123', upn: 'X' }),
    ['nhsNumber', 'upn'],
  ],
  [
    'identifier-check-digit',
    'a ULN in the NHS column',
    person({ nhsNumber: '9276308686' }),
    ['nhsNumber: wrong-field'],
  ],
  ['identifier-of-elsewhere', 'a test number', person({ nhsNumber: '9990000018' }), []],
  ['identifier-of-elsewhere', 'a CHI number', person({ nhsNumber: '0101010028' }), ['nhsNumber']],
  [
    'unreadable-name',
    'accents',
    person({ names: [{ type: 'legal', given: 'Zoë', family: 'Wójcik' }] }),
    [],
  ],
  [
    'unreadable-name',
    'a letter lost',
    person({ names: [{ type: 'legal', family: 'W?jcik' }] }),
    ['name'],
  ],
  ['unreadable-name', 'a figure', person({ names: [{ type: 'legal', family: 'R0we' }] }), ['name']],
  ['placeholder-birth-date', 'a day', person(born), []],
  [
    'placeholder-birth-date',
    'said so',
    person({ bornOn: '2014-01-01', bornOnIs: 'placeholder' }),
    ['bornOn'],
  ],
  ['placeholder-birth-date', 'known of systems', person({ bornOn: '1900-01-01' }), ['bornOn']],
  ['no-birth-date', 'neither', person({}), ['bornOn']],
  ['no-birth-date', 'unborn', person({ expectedOn: '2027-01-01' }), []],
  ['no-birth-date', 'born', person(born), []],
  ['impossible-date', 'born tomorrow', person({ bornOn: '2026-11-21' }), ['bornOn']],
  ['impossible-date', 'born today', person({ bornOn: '2026-11-20' }), []],
  ['impossible-date', 'a placeholder is another rule’s', person({ bornOn: '1900-01-01' }), []],
  ['impossible-date', 'older than anybody', person({ bornOn: '1890-05-03' }), ['bornOn']],
  ['impossible-date', 'died before birth', person({ ...born, diedOn: '2014-05-02' }), ['diedOn']],
  ['impossible-date', 'died at birth', person({ ...born, diedOn: '2014-05-03' }), []],
  ['impossible-date', 'will have died', person({ ...born, diedOn: '2026-12-01' }), ['diedOn']],
  ['impossible-date', 'due in a year', person({ expectedOn: '2027-11-20' }), ['expectedOn']],
  ['impossible-date', 'happened tomorrow', event('2026-11-21'), ['happenedOn']],
  ['impossible-date', 'happened today', event('2026-11-20'), []],
  ['impossible-date', 'a place booked', involvement({ startOn: '2027-09-01' }), []],
  ['impossible-date', 'a slip of the year', involvement({ startOn: '2052-09-01' }), ['startOn']],
  [
    'end-before-start',
    'a day apart',
    involvement({ startOn: '2024-01-01', endOn: '2023-12-31' }),
    ['endOn'],
  ],
  [
    'end-before-start',
    'the same day',
    involvement({ startOn: '2024-01-01', endOn: '2024-01-01' }),
    [],
  ],
  ['end-before-start', 'open', involvement({ startOn: '2024-01-01' }), []],
  ['end-before-start', 'no start', involvement({ endOn: '2024-01-01' }), []],
  [
    'end-before-start',
    'an address',
    address({ fromOn: '2024-02-01', toOn: '2024-01-01' }),
    ['endOn'],
  ],
  ['postcode-shape', 'sound', address({ postcode: 'S60 1AA' }), []],
  ['postcode-shape', 'no fixed abode', address({ postcode: 'ZZ99 3VZ' }), []],
  ['postcode-shape', 'the letter O for a nought', address({ postcode: 'S6O 1AA' }), ['postcode']],
  ['no-postcode', 'none', address({}), ['postcode']],
  ['no-postcode', 'of a former address', address({ toOn: '2026-11-20' }), []],
  ['phone-does-not-work', 'sound', relationship({ otherPhone: '07700 900123' }), []],
  ['phone-does-not-work', 'too short', relationship({ otherPhone: '07700 90012' }), ['phone']],
  [
    'phone-does-not-work',
    'a filler',
    involvement({ workerPhone: '00000 000000' }),
    ['phone: filler'],
  ],
  ['email-shape', 'sound', involvement({ workerEmail: 'a@b.example' }), []],
  ['email-shape', 'no at', involvement({ workerEmail: 'a.b.example' }), ['email']],
  ['nobody-to-ring', 'a name', involvement({}), []],
  ['nobody-to-ring', 'nobody', involvement({ workerName: undefined }), ['worker']],
  ['nobody-to-ring', 'ended', involvement({ workerName: undefined, endOn: '2024-01-01' }), []],
]

test.each(cases)('%s: %s', (rule, _, record, expected) => {
  const found = recordChecks[rule].check(record, days)
  expect(found.map(({ aspect, cause }) => (cause ? `${aspect}: ${cause}` : aspect))).toEqual(
    expected,
  )
})

test('every check of a record has a case that it finds and one that it passes', () => {
  for (const rule of Object.keys(recordChecks)) {
    const own = cases.filter(([name]) => name === rule).map(([, , , found]) => found.length > 0)
    expect([rule, own.includes(true), own.includes(false)]).toEqual([rule, true, true])
  }
})

test('no finding repeats a value', () => {
  for (const [rule, , record] of cases) {
    for (const { detail, rests } of recordChecks[rule].check(record, days)) {
      for (const value of rests) if (value) expect(detail).not.toContain(value)
    }
  }
})

describe('the rule book', () => {
  const content = parse(readFileSync('quality-rules.yaml', 'utf8'))
  const bookOn = (changed: object, today = '2026-11-20') =>
    ruleBookOn({ ...content, ...changed }, today, 'quality-rules.yaml')

  test('that Kith comes with has every check, each once', () => {
    const rules = bookOn({}).rules.map(({ rule }) => rule)
    expect([...rules].sort()).toEqual([...checkNames].sort())
  })

  test('is dated: nothing before its day, nothing after its last', () => {
    expect(bookOn({}, '2025-12-31').rules).toEqual([])
    const [first] = content.rules
    const ended = [{ ...first, until: '2026-06-30' }]
    expect(bookOn({ rules: ended }, '2026-06-30').rules).toHaveLength(1)
    expect(bookOn({ rules: ended }, '2026-07-01').rules).toHaveLength(0)
  })

  test.each([
    [
      'a check that is not known',
      { rules: [{ ...content.rules[0], rule: 'gut-feeling' }] },
      /rules\.0\.rule/,
    ],
    [
      'a cause that is not there',
      { rules: [{ ...content.rules[0], cause: 'fate' }] },
      /the cause fate/,
    ],
    ['a rule twice', { rules: [content.rules[0], content.rules[0]] }, /in force twice/],
    ['a word for a severity', { rules: [{ ...content.rules[0], severity: 'awful' }] }, /severity/],
    ['a setting that means nothing', { mood: 1 }, /mood/],
  ])('%s is told, and where', (_, changed, words) => {
    expect(() => bookOn(changed)).toThrow(words)
  })
})
