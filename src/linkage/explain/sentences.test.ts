import { describe, expect, it } from 'vitest'
import { type Explanation, sayExplanation } from '../index.ts'
import { parseModel } from '../model/read-model.ts'
import { sayProbability } from './sentences.ts'

const MODEL = parseModel({
  columns: {
    given: 'name(given)',
    surname: 'name(surname)',
    born: 'date(born)',
    school: 'plain(school)',
    home: 'postcode(home)',
    mail: 'email(mail)',
  },
  blocking: ['surname'],
  comparisons: [
    { kind: 'name', column: 'given', words: 'first name', nicknames: [['kate', 'katherine']] },
    { kind: 'name', column: 'surname', term_frequency: true },
    { kind: 'date', column: 'born', words: 'birth date' },
    { kind: 'exact', column: 'school' },
    { kind: 'postcode', column: 'home', words: 'postcode' },
    { kind: 'email', column: 'mail', words: 'e-mail' },
  ],
})

/** What a test says of a comparison: the level's condition, its bits, and those of its rarity. */
type Said = [comparison: string, when: string, bits: number, rarity?: number]

function explanation(said: readonly Said[], more: Partial<Explanation> = {}): Explanation {
  const parts = said.map(([name, when, levelBits, frequencyBits = 0]) => {
    const comparison = MODEL.comparisons.find((c) => c.name === name)
    const level = comparison?.levels.findIndex((l) =>
      l.when === 'else' ? when === 'else' : l.when.kind === 'call' ? l.when.name === when : false,
    )
    const found = comparison?.levels[level ?? -1]
    if (!comparison || !found || level === undefined) throw new Error(`no level ${name} ${when}`)
    const bits = levelBits + frequencyBits
    return {
      comparison: name,
      about: comparison.words,
      level,
      words: found.words,
      side: found.missing
        ? ('missing' as const)
        : bits >= 0.5
          ? ('for' as const)
          : bits <= -0.5
            ? ('against' as const)
            : ('neither' as const),
      levelBits,
      frequencyBits,
      exchangedWith: null,
      valueShare: null,
      m: null,
      u: null,
    }
  })
  return { weight: 3, probability: 0.89, prior: -8, parts, correction: null, ...more }
}

describe('an explanation in words', () => {
  it.each<[string, Said[], string]>([
    [
      'as a reviewer reads it',
      [
        ['given', 'else', -3],
        ['surname', 'equal', 9, 0],
        ['born', 'day_month_swapped', 7],
        ['school', 'equal', 5],
      ],
      'Same surname, birth date with day and month exchanged, same school; different first name',
    ],
    ['a rare value', [['surname', 'equal', 7, 2.5]], 'Same surname, which is rare here'],
    ['a very rare value', [['surname', 'equal', 7, 6]], 'Same surname, which is very rare here'],
    [
      'a common value still speaks for it',
      [['surname', 'equal', 7, -3]],
      'Same surname, which is common here',
    ],
    [
      'so common that it says nothing',
      [
        ['surname', 'equal', 3, -3.1],
        ['born', 'equal', 8],
      ],
      'Same birth date',
    ],
    ['a nickname', [['given', 'nickname', 6]], 'First name a known variant of the other'],
    ['an initial', [['given', 'initial', 2]], 'First name given once as an initial that fits'],
    ['nothing for it', [['given', 'else', -3]], 'Nothing that speaks for it; different first name'],
    [
      'the strongest first',
      [
        ['given', 'equal', 3],
        ['born', 'equal', 9],
        ['school', 'else', -1],
        ['home', 'else', -4],
      ],
      'Same birth date, same first name; different postcode, different school',
    ],
    ['nothing known at all', [['given', 'missing', 0]], 'Nothing that speaks for it'],
  ])('%s', (_case, said, summary) => {
    expect(sayExplanation(explanation(said)).summary).toBe(summary)
  })

  it('tells what is missing, what is for and what against as sentences', () => {
    const words = sayExplanation(
      explanation([
        ['given', 'missing', 0],
        ['surname', 'equal', 9, 2.4],
        ['born', 'missing', 0],
        ['school', 'missing', 0],
        ['home', 'else', -2],
        ['mail', 'equal', 0.2],
      ]),
    )
    expect(words).toEqual({
      summary: 'Same surname, which is rare here; different postcode',
      for: ['Same surname, which is rare here.'],
      against: ['Different postcode.'],
      neither: ['Same e-mail.'],
      missing:
        'Not known in one record or both, and so no evidence: first name, birth date and school.',
      correction: null,
      verdict: 'More likely the same than not: 89%.',
    })
  })

  it('says which columns were found exchanged', () => {
    const { parts, ...rest } = explanation([['given', 'equal', 6]])
    const exchanged = parts.map((p) => ({ ...p, exchangedWith: 'surname' }))
    expect(sayExplanation({ ...rest, parts: exchanged }).summary).toBe(
      'Same first name (exchanged with surname)',
    )
  })

  it.each([
    [0.999999, 'Almost certainly the same: over 99.99%.'],
    [0.95, 'Very likely the same: 95%.'],
    [0.5, 'More likely the same than not: 50%.'],
    [0.3, 'More likely not the same: 30%.'],
    [0.001, 'Very likely not the same: 0.1%.'],
    [0, 'Very likely not the same: under 0.01%.'],
  ])('of a probability of %d', (probability, verdict) => {
    expect(sayExplanation(explanation([], { probability })).verdict).toBe(verdict)
  })

  it.each([
    ['together', -3, /lowered to what this combination/],
    ['kin', -3, /kin share/],
    ['held', -9, /held down/],
  ] as const)('of a correction: %s', (reason, bits, words) => {
    const said = sayExplanation(explanation([], { correction: { reason, bits } }))
    expect(said.correction).toMatch(words)
  })

  it.each([
    [1, 'over 99.99%'],
    [0.9995, '99.95%'],
    [0.995, '99.5%'],
    [0.5, '50%'],
    [0.005, '0.5%'],
    [0.0005, '0.05%'],
  ])('never says that %d is certain', (probability, said) => {
    expect(sayProbability(probability)).toBe(said)
  })
})

describe('the words of levels', () => {
  const wordsOf = (comparison: object) =>
    parseModel({
      columns: { birth_place: 'birth_place', b: 'b' },
      blocking: ['b'],
      comparisons: [comparison],
    }).comparisons.map((c) => c.levels.map((l) => l.words))

  it.each([
    [
      { kind: 'text', column: 'birth_place', thresholds: [0.95, 0.92, 0.8] },
      [
        'birth place missing',
        'same birth place',
        'birth place spelt almost the same',
        'birth place spelt almost the same (jaro_winkler(birth_place) >= 0.92)',
        'birth place spelt much alike',
        'different birth place',
      ],
    ],
    [
      { kind: 'damerau_levenshtein', column: 'b', words: 'house number' },
      [
        'house number missing',
        'same house number',
        'house number one slip apart',
        'house number up to two slips apart',
        'different house number',
      ],
    ],
    [
      {
        name: 'b',
        levels: [
          'missing(b)',
          'equal(b)',
          'equal(year(b)) and damerau_levenshtein(b) <= 1',
          'not initial(b)',
          'jaro_winkler(b, birth_place) > 0.7',
          'equal(prefix(b, 1))',
          'days_apart(b) < 3',
          'else',
        ],
      },
      [
        'b missing',
        'same b',
        'same year of b and b one slip apart',
        'not b given once as an initial that fits',
        'b somewhat alike',
        'same first letter of b',
        'days_apart(b) < 3',
        'different b',
      ],
    ],
  ])('%o', (comparison, words) => {
    expect(wordsOf(comparison)).toEqual([words])
  })

  it('speaks of each of two columns compared either way', () => {
    const either = { kind: 'either_way', columns: ['birth_place', 'b'] }
    expect(wordsOf(either).map((words) => words[1])).toEqual(['same birth place', 'same b'])
    expect(wordsOf({ ...either, words: ['town', 'county'] }).map((words) => words.at(-1))).toEqual([
      'different town',
      'different county',
    ])
    expect(() => wordsOf({ ...either, words: 'town' })).toThrow(/a list of two phrases/)
  })
})
