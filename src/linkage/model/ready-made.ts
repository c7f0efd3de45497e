import { LinkageError } from '../errors.ts'
import { alikeWords, labelOf, slipWords } from './level-words.ts'
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

/** What a column is called where people read of it. */
const called = (c: string, { words }: ComparisonFile): string =>
  typeof words === 'string' ? words : labelOf(c)

const missing = (c: string, comparison: ComparisonFile): LevelText => ({
  when: `missing(${c})`,
  words: `${called(c, comparison)} missing`,
  missing: true,
})
const otherwise = (c: string, comparison: ComparisonFile): LevelText => ({
  when: 'else',
  words: `different ${called(c, comparison)}`,
})

const same = (c: string, comparison: ComparisonFile): LevelText => ({
  when: `equal(${c})`,
  words: `same ${called(c, comparison)}`,
  ...(comparison.term_frequency ? { termFrequency: c } : {}),
})

/** Values known to stand for each other. */
const variant = (c: string, comparison: ComparisonFile): LevelText => ({
  when: `nickname(${c})`,
  words: `${called(c, comparison)} a known variant of the other`,
})

function ladder(fn: string, op: string, fallback: number[], phrase: (t: number) => string): Maker {
  return (c, _second, comparison) => [
    missing(c, comparison),
    same(c, comparison),
    ...(comparison.learn_variants ? [variant(c, comparison)] : []),
    ...(comparison.thresholds ?? fallback).map((t) => ({
      when: `${fn}(${c}) ${op} ${t}`,
      words: `${called(c, comparison)} ${phrase(t)}`,
    })),
    otherwise(c, comparison),
  ]
}

/** The ladder for one name: a slip, a bare initial, a likeness. */
function nameLevels(c: string, comparison: ComparisonFile): LevelText[] {
  const name = called(c, comparison)
  return [
    missing(c, comparison),
    same(c, comparison),
    ...(comparison.nicknames || comparison.learn_variants ? [variant(c, comparison)] : []),
    {
      when: `jaro_winkler(${c}) >= 0.9 or damerau_levenshtein(${c}) <= 1`,
      words: `${name} spelt almost the same`,
    },
    { when: `initial(${c})`, words: `${name} given once as an initial that fits` },
    { when: `jaro_winkler(${c}) >= 0.78`, words: `${name} somewhat alike` },
    otherwise(c, comparison),
  ]
}

const likeness = ladder('jaro_winkler', '>=', [0.92, 0.88, 0.7], alikeWords)

/** What two coordinates are called. */
const placeOf = ({ words }: ComparisonFile): string => (typeof words === 'string' ? words : 'place')

const MAKERS: Readonly<Record<string, Maker>> = {
  exact: ladder('equal', '=', [], () => ''),
  text: likeness,
  name: (c, second, comparison) =>
    comparison.thresholds ? likeness(c, second, comparison) : nameLevels(c, comparison),
  // Its words speak of the value until each of the two columns takes its place.
  either_way: (_first, _second, { words: _words, ...comparison }) =>
    nameLevels(EITHER_WAY_VALUE, comparison),
  damerau_levenshtein: ladder('damerau_levenshtein', '<=', [1, 2], slipWords),
  jaccard: ladder(
    'jaccard',
    '>=',
    [0.9, 0.7],
    (t) => `sharing ${Math.round(t * 100)}% of its pairs of letters`,
  ),
  number: ladder('number_apart', '<=', [1, 10], (t) => `apart by ${t} at most`),
  array: (c, _second, comparison) => [
    missing(c, comparison),
    ...(comparison.thresholds ?? [1]).map((t) => ({
      when: `shared(${c}) >= ${t}`,
      words: `${called(c, comparison)}: at least ${t} in common`,
    })),
    otherwise(c, comparison),
  ],
  date: (c, _second, comparison) => [
    missing(c, comparison),
    same(c, comparison),
    ...(comparison.thresholds
      ? [
          {
            when: `damerau_levenshtein(${c}) <= 1`,
            words: `${called(c, comparison)} one slip apart`,
          },
          ...comparison.thresholds.map((t) => ({
            when: `days_apart(${c}) <= ${t}`,
            words: `${called(c, comparison)} within ${t} days`,
          })),
        ]
      : [
          {
            when: `day_month_swapped(${c})`,
            words: `${called(c, comparison)} with day and month exchanged`,
          },
          {
            when: `damerau_levenshtein(${c}) <= 1`,
            words: `${called(c, comparison)} one slip apart`,
          },
          {
            when: `equal(year(${c})) and first_of_january(${c})`,
            words: `${called(c, comparison)} in the same year, one of them 1 January`,
          },
          { when: `days_apart(${c}) <= 62`, words: `${called(c, comparison)} within two months` },
          { when: `hamming(${c}) <= 2`, words: `${called(c, comparison)} two slips apart` },
          { when: `equal(year(${c}))`, words: `${called(c, comparison)} in the same year` },
        ]),
    otherwise(c, comparison),
  ],
  postcode: (c, _second, comparison) => [
    missing(c, comparison),
    same(c, comparison),
    { when: `damerau_levenshtein(${c}) <= 1`, words: `${called(c, comparison)} one slip apart` },
    { when: `equal(postcode_sector(${c}))`, words: `${called(c, comparison)} in the same sector` },
    {
      when: `equal(postcode_district(${c}))`,
      words: `${called(c, comparison)} in the same district`,
    },
    { when: `equal(postcode_area(${c}))`, words: `${called(c, comparison)} in the same area` },
    otherwise(c, comparison),
  ],
  email: (c, _second, comparison) => [
    missing(c, comparison),
    same(c, comparison),
    {
      when: `damerau_levenshtein(${c}) <= 2`,
      words: `${called(c, comparison)} up to two slips apart`,
    },
    {
      when: `equal(email_user(${c})) or jaro_winkler(${c}) >= 0.9 or damerau_levenshtein(email_user(${c})) <= 1`,
      words: `${called(c, comparison)} alike before the @`,
    },
    {
      when: `equal(email_domain(${c}))`,
      words: `${called(c, comparison)} the same only after the @`,
    },
    otherwise(c, comparison),
  ],
  distance: (lat, long, comparison) => [
    {
      when: `missing(${lat}) or missing(${long})`,
      words: `${placeOf(comparison)} missing`,
      missing: true,
    },
    ...(comparison.thresholds ?? [1, 10, 100]).map((t) => ({
      when: `km_apart(${lat}, ${long}) <= ${t}`,
      words: `${placeOf(comparison)} within ${t} km`,
    })),
    { when: 'else', words: `${placeOf(comparison)} further apart` },
  ],
  full_name: (first, last, { term_frequency, nicknames }) => [
    { when: `missing(${first}) and missing(${last})`, words: 'both names missing', missing: true },
    {
      when: `equal(${first}) and equal(${last})`,
      words: `same ${labelOf(first)} and ${labelOf(last)}`,
      ...(term_frequency ? { termFrequency: `concat(${first}, ' ', ${last})` } : {}),
    },
    {
      when: `equal(${first}, ${last}) and equal(${last}, ${first})`,
      words: `${labelOf(first)} and ${labelOf(last)} exchanged`,
    },
    ...(nicknames
      ? [
          {
            when: `nickname(${first}) and equal(${last})`,
            words: `${labelOf(first)} a known variant of the other, same ${labelOf(last)}`,
          },
        ]
      : []),
    ...[0.92, 0.88].map((t) => ({
      when: `jaro_winkler(${first}) >= ${t} and jaro_winkler(${last}) >= ${t}`,
      words: `${labelOf(first)} and ${labelOf(last)} ${alikeWords(t)}`,
    })),
    {
      when: `equal(${last})`,
      words: `same ${labelOf(last)} alone`,
      ...(term_frequency ? { termFrequency: last } : {}),
    },
    {
      when: `equal(${first})`,
      words: `same ${labelOf(first)} alone`,
      ...(term_frequency ? { termFrequency: first } : {}),
    },
    { when: 'else', words: `different ${labelOf(first)} and ${labelOf(last)}` },
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
