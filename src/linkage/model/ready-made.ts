import { LinkageError } from '../errors.ts'
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

function ladder(fn: string, op: string, fallback: number[], phrase: (t: number) => string): Maker {
  return (c, _second, { thresholds = fallback, term_frequency }) => [
    missing(c),
    { when: `equal(${c})`, words: `same ${c}`, ...(term_frequency ? { termFrequency: c } : {}) },
    ...thresholds.map((t) => ({
      when: `${fn}(${c}) ${op} ${t}`,
      words: `${c} ${phrase(t)}`,
      ...(term_frequency && fn === 'jaro_winkler' ? {} : {}),
    })),
    otherwise(c),
  ]
}

const MAKERS: Readonly<Record<string, Maker>> = {
  exact: ladder('equal', '=', [], () => ''),
  text: ladder('jaro_winkler', '>=', [0.92, 0.88, 0.7], (t) => `similar (${t} or more)`),
  name: ladder('jaro_winkler', '>=', [0.92, 0.88, 0.7], (t) => `similar (${t} or more)`),
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
  date: (c, _second, { thresholds = [31, 366, 3653] }) => [
    missing(c),
    { when: `equal(${c})`, words: `same ${c}` },
    { when: `damerau_levenshtein(${c}) <= 1`, words: `${c} one slip apart` },
    ...thresholds.map((t) => ({
      when: `days_apart(${c}) <= ${t}`,
      words: `${c} within ${t} days`,
    })),
    otherwise(c),
  ],
  postcode: (c, _second, { term_frequency }) => [
    missing(c),
    { when: `equal(${c})`, words: `same ${c}`, ...(term_frequency ? { termFrequency: c } : {}) },
    { when: `equal(postcode_sector(${c}))`, words: `${c} in the same sector` },
    { when: `equal(postcode_district(${c}))`, words: `${c} in the same district` },
    { when: `equal(postcode_area(${c}))`, words: `${c} in the same area` },
    otherwise(c),
  ],
  email: (c, _second, { term_frequency }) => [
    missing(c),
    { when: `equal(${c})`, words: `same ${c}`, ...(term_frequency ? { termFrequency: c } : {}) },
    { when: `equal(email_user(${c}))`, words: `${c} same before the @` },
    { when: `jaro_winkler(${c}) >= 0.88`, words: `${c} similar` },
    { when: `jaro_winkler(email_user(${c})) >= 0.88`, words: `${c} similar before the @` },
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
  const wanted = kind === 'full_name' || kind === 'distance' ? 2 : 1
  if (!maker || columns.length !== wanted) {
    throw new LinkageError(
      'model-invalid',
      `${where}: a comparison of kind "${kind}" needs ${wanted === 2 ? 'two columns' : 'one column'}; give them as "column" or "columns".`,
    )
  }
  return maker(columns[0] as string, columns[1] ?? '', comparison)
}
