import { LinkageError } from '../errors.ts'
import { EITHER_WAY_VALUE } from './model.ts'
import type { ComparisonFile } from './schema.ts'

/** A level as text, before it is parsed. */
export interface LevelText {
  when: string
  words: string
  missing?: boolean
  termFrequency?: string
}

type Maker = (column: string, second: string, comparison: ComparisonFile) => LevelText[]

const missing = (c: string): LevelText => ({
  when: `missing(${c})`,
  words: `${c} missing`,
  missing: true,
})
const otherwise = (c: string): LevelText => ({ when: 'else', words: `${c} differs` })

const same = (c: string, { term_frequency }: ComparisonFile): LevelText => ({
  when: `equal(${c})`,
  words: `same ${c}`,
  ...(term_frequency ? { termFrequency: c } : {}),
})

function ladder(fn: string, op: string, fallback: number[], phrase: (t: number) => string): Maker {
  return (c, _second, comparison) => [
    missing(c),
    same(c, comparison),
    ...(comparison.learn_variants
      ? [{ when: `nickname(${c})`, words: `${c} goes with the other` }]
      : []),
    ...(comparison.thresholds ?? fallback).map((t) => ({
      when: `${fn}(${c}) ${op} ${t}`,
      words: `${c} ${phrase(t)}`,
    })),
    otherwise(c),
  ]
}

/** The ladder for one name: a slip, a bare initial, a likeness. */
function nameLevels(c: string, comparison: ComparisonFile): LevelText[] {
  return [
    missing(c),
    same(c, comparison),
    ...(comparison.nicknames || comparison.learn_variants
      ? [{ when: `nickname(${c})`, words: `${c} a short form` }]
      : []),
    {
      when: `jaro_winkler(${c}) >= 0.9 or damerau_levenshtein(${c}) <= 1`,
      words: `${c} one slip apart or much alike`,
    },
    { when: `initial(${c})`, words: `${c} an initial of the other` },
    { when: `jaro_winkler(${c}) >= 0.78`, words: `${c} somewhat alike` },
    otherwise(c),
  ]
}

const likeness = ladder('jaro_winkler', '>=', [0.92, 0.88, 0.7], (t) => `similar (${t} or more)`)

const MAKERS: Readonly<Record<string, Maker>> = {
  exact: ladder('equal', '=', [], () => ''),
  text: likeness,
  name: (c, second, comparison) =>
    comparison.thresholds ? likeness(c, second, comparison) : nameLevels(c, comparison),
  either_way: (_first, _second, comparison) => nameLevels(EITHER_WAY_VALUE, comparison),
  damerau_levenshtein: ladder('damerau_levenshtein', '<=', [1, 2], (t) => `within ${t} slips`),
  jaccard: ladder('jaccard', '>=', [0.9, 0.7], (t) => `shares ${t * 100}% of its letter pairs`),
  number: ladder('number_apart', '<=', [1, 10], (t) => `within ${t}`),
  array: (c, _second, { thresholds = [1] }) => [
    missing(c),
    ...thresholds.map((t) => ({
      when: `shared(${c}) >= ${t}`,
      words: `${t} or more of ${c} shared`,
    })),
    otherwise(c),
  ],
  date: (c, _second, comparison) => [
    missing(c),
    same(c, comparison),
    ...(comparison.thresholds
      ? [
          { when: `damerau_levenshtein(${c}) <= 1`, words: `${c} one slip apart` },
          ...comparison.thresholds.map((t) => ({
            when: `days_apart(${c}) <= ${t}`,
            words: `${c} within ${t} days`,
          })),
        ]
      : [
          { when: `day_month_swapped(${c})`, words: `${c} with day and month swapped` },
          { when: `damerau_levenshtein(${c}) <= 1`, words: `${c} one slip apart` },
          {
            when: `equal(year(${c})) and first_of_january(${c})`,
            words: `${c} the same year, one only as 1 January`,
          },
          { when: `days_apart(${c}) <= 62`, words: `${c} within two months` },
          { when: `hamming(${c}) <= 2`, words: `${c} two slips apart` },
          { when: `equal(year(${c}))`, words: `${c} in the same year` },
        ]),
    otherwise(c),
  ],
  postcode: (c, _second, comparison) => [
    missing(c),
    same(c, comparison),
    { when: `damerau_levenshtein(${c}) <= 1`, words: `${c} one slip apart` },
    { when: `equal(postcode_sector(${c}))`, words: `${c} in the same sector` },
    { when: `equal(postcode_district(${c}))`, words: `${c} in the same district` },
    { when: `equal(postcode_area(${c}))`, words: `${c} in the same area` },
    otherwise(c),
  ],
  email: (c, _second, comparison) => [
    missing(c),
    same(c, comparison),
    { when: `damerau_levenshtein(${c}) <= 2`, words: `${c} within two slips` },
    {
      when: `equal(email_user(${c})) or jaro_winkler(${c}) >= 0.9 or damerau_levenshtein(email_user(${c})) <= 1`,
      words: `${c} alike before the @`,
    },
    { when: `equal(email_domain(${c}))`, words: `${c} the same after the @` },
    otherwise(c),
  ],
  distance: (lat, long, { thresholds = [1, 10, 100] }) => [
    { when: `missing(${lat}) or missing(${long})`, words: 'place missing', missing: true },
    ...thresholds.map((t) => ({
      when: `km_apart(${lat}, ${long}) <= ${t}`,
      words: `within ${t} km`,
    })),
    { when: 'else', words: 'further apart' },
  ],
  full_name: (first, last, { term_frequency, nicknames }) => [
    { when: `missing(${first}) and missing(${last})`, words: 'names missing', missing: true },
    {
      when: `equal(${first}) and equal(${last})`,
      words: 'same names',
      ...(term_frequency ? { termFrequency: `concat(${first}, ' ', ${last})` } : {}),
    },
    { when: `equal(${first}, ${last}) and equal(${last}, ${first})`, words: 'names swapped' },
    ...(nicknames
      ? [{ when: `nickname(${first}) and equal(${last})`, words: 'a short form of the name' }]
      : []),
    ...[0.92, 0.88].map((t) => ({
      when: `jaro_winkler(${first}) >= ${t} and jaro_winkler(${last}) >= ${t}`,
      words: `both names similar (${t} or more)`,
    })),
    {
      when: `equal(${last})`,
      words: `same ${last}`,
      ...(term_frequency ? { termFrequency: last } : {}),
    },
    {
      when: `equal(${first})`,
      words: `same ${first}`,
      ...(term_frequency ? { termFrequency: first } : {}),
    },
    { when: 'else', words: 'names differ' },
  ],
}

/** The levels that a ready-made comparison stands for, strongest first. */
export function readyMadeLevels(comparison: ComparisonFile, where: string): LevelText[] {
  const kind = comparison.kind ?? 'custom'
  const columns = comparison.columns ?? (comparison.column ? [comparison.column] : [])
  const maker = MAKERS[kind]
  const wanted = kind === 'full_name' || kind === 'distance' || kind === 'either_way' ? 2 : 1
  if (!maker || columns.length !== wanted) {
    throw new LinkageError(
      'model-invalid',
      `${where}: a comparison of kind "${kind}" needs ${wanted === 2 ? 'two columns' : 'one column'}; give them as "column" or "columns".`,
    )
  }
  return maker(columns[0] as string, columns[1] ?? '', comparison)
}
