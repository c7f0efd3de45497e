import { describe, expect, test } from 'vitest'
import { type MatchRow, matchRow } from './match-row.ts'
import { questions } from './questions.ts'
import { type HeldPair, isFit, secondLook } from './second-look.ts'

interface Who {
  given?: string
  family?: string
  bornOn?: string
  house?: string
  sex?: 'M' | 'F'
}

function row(key: string, { given, family = 'Khan', bornOn, house, sex }: Who): MatchRow {
  const postcode = 'RV1 1AA'
  return matchRow({
    feed: 'police',
    personKey: key,
    person: {
      names: [{ type: 'legal', family, ...(given && { given }) }],
      isRestricted: false,
      ...(bornOn && { bornOn }),
      ...(sex && { sex }),
    },
    addresses: house ? [{ lines: [`${house} Elm Road`], postcode }] : [],
    relationships: [],
  })
}

const amina = { given: 'Amina', bornOn: '2012-03-04', house: '7', sex: 'F' } as const

describe('isFit', () => {
  test.each<[string, Who, Who, boolean]>([
    ['no given name, all the rest the same', { ...amina, given: 'FNU' }, amina, true],
    ['no given name, another home', { ...amina, given: 'FNU', house: '' }, amina, false],
    [
      'no given name, another birth date',
      { ...amina, given: '', bornOn: '2012-04-03' },
      amina,
      false,
    ],
    ['no given name, the other sex', { ...amina, given: '', sex: 'M' }, amina, false],
    ['no given name, another family', { ...amina, given: '', family: 'Ahmed' }, amina, false],
    ['no birth date, all the rest the same', { ...amina, bornOn: '' }, amina, true],
    [
      'no birth date, a nickname',
      { given: 'Bill', house: '7' },
      { ...amina, given: 'William' },
      true,
    ],
    ['no birth date, another home', { given: 'Amina', house: '' }, amina, false],
    [
      'no birth date, the middle name the same',
      { given: 'Amina Noor' },
      { ...amina, given: 'Amina Noor' },
      true,
    ],
    ['nothing is missing', amina, amina, false],
  ])('%s: %s', (_, less, more, expected) => {
    expect(isFit(row('1', less), row('2', more))).toBe(expected)
  })
})

const held = (left: MatchRow, right: MatchRow): HeldPair => ({
  left,
  right,
  leftPerson: left.id,
  rightPerson: right.id,
})

/** Every row a person of its own. */
const alone =
  (...rows: MatchRow[]) =>
  (person: string) =>
    rows.filter(({ id }) => id === person)
const withNumber = (one: MatchRow): MatchRow => ({ ...one, nhsNumber: one.id })

describe('secondLook', () => {
  const nameless = row('1', { ...amina, given: 'FNU' })
  const known = row('2', amina)
  const twin = row('3', { ...amina, given: 'Sana' })

  test('joins a record without a name to the one person whom it fits', () => {
    expect(secondLook([held(nameless, known)], alone(nameless, known))).toEqual([
      [nameless.id, known.id],
    ])
  })

  test('a twin makes it two, and a person is asked', () => {
    const pairs = [held(nameless, known), held(nameless, twin)]
    expect(secondLook(pairs, alone(nameless, known, twin))).toEqual([])
  })

  test('what another record of the same person knows is not missing', () => {
    const son = row('6', { ...amina, given: 'Ali' })
    const father = row('7', { ...amina, given: 'Ali', bornOn: '1980-01-02' })
    const undated = row('8', { ...amina, given: 'Ali', bornOn: '' })
    const pair = { ...held(undated, father), leftPerson: son.id }
    const recordsOf = (person: string) => (person === son.id ? [son, undated] : [father])
    expect(secondLook([pair], recordsOf)).toEqual([])
  })

  test('two numbers keep it apart', () => {
    const recordsOf = alone(withNumber(nameless), withNumber(known))
    expect(secondLook([held(nameless, known)], recordsOf)).toEqual([])
  })

  test('the order of the pairs and of their sides makes no difference', () => {
    const other = row('4', { ...amina, given: 'FNU', family: 'Farah', house: '9' })
    const whole = row('5', { ...amina, given: 'Idil', family: 'Farah', house: '9' })
    const there = [held(nameless, known), held(other, whole)]
    const back = [held(whole, other), held(known, nameless)]
    const recordsOf = alone(nameless, known, other, whole)
    expect(secondLook(there, recordsOf)).toHaveLength(2)
    expect(secondLook(back, recordsOf)).toEqual(secondLook(there, recordsOf))
  })
})

describe('questions', () => {
  const weighed = (left: MatchRow, right: MatchRow, weight: number) => ({
    ...held(left, right),
    weight,
    probability: 0.9,
  })
  const self = (person: string) => person
  const [one, other, third] = [row('1', amina), row('2', amina), row('3', amina)]

  test('the strongest pair between every two persons', () => {
    const person = (record: string) => (record === third.id ? other.id : record)
    const pairs = [weighed(one, other, 3), weighed(third, one, 4)]
    expect(questions(pairs, person, () => [])).toEqual([pairs[1]])
  })

  test.each([
    ['two NHS numbers, and a family name in common', 'Khan', 1],
    ['two NHS numbers and two family names: so the two lives of an adopted child look', 'Smith', 0],
  ])('%s', (_, family, asked) => {
    const two = withNumber(row('2', { ...amina, family }))
    const recordsOf = alone(withNumber(one), two)
    expect(questions([weighed(one, two, 5)], self, recordsOf)).toHaveLength(asked)
  })

  test.each([
    ['a title is no family name in common', 'Kaur', 'Kaur', 0],
    ['nor is it in another spelling', 'Begum', 'Begom', 0],
    ['a family name beside it is', 'Kaur Gill', 'Kaur Gill', 1],
  ])('two NHS numbers: %s', (_, family, otherFamily, asked) => {
    const [a, b] = [row('1', { ...amina, family }), row('2', { ...amina, family: otherFamily })]
    const recordsOf = alone(withNumber(a), withNumber(b))
    expect(questions([weighed(a, b, 5)], self, recordsOf)).toHaveLength(asked)
  })
})
