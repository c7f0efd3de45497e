import { LinkageError } from '../errors.ts'
import { readAsStrptime, readDate } from './dates.ts'
import { postcodeOf } from './postcodes.ts'

/** A function of one record's values: text in, text or nothing out. */
export interface ValueFunction {
  /** What it does, for the list in the README and for error messages. */
  about: string
  minArgs: number
  maxArgs: number
  evaluate(args: readonly (string | null)[]): string | null
}

/** Between the elements of a column that holds an array, once read into text. */
export const ARRAY_SEPARATOR = '\u001f'

const one = (about: string, f: (x: string, ...rest: string[]) => string | null, max = 1) => ({
  about,
  minArgs: max > 1 ? max : 1,
  maxArgs: max,
  evaluate(args: readonly (string | null)[]): string | null {
    const [x] = args
    if (x === null || x === undefined) return null
    let out: string | null
    // Mostly there is one argument, and there are very many values.
    if (args.length === 1) out = f(x)
    else if (args.includes(null)) return null
    else out = f(x, ...(args.slice(1) as string[]))
    return out === null || out === '' ? null : out
  },
})

const patterns = new Map<string, RegExp>()

/** A pattern of a model, read once; one that is none is refused with its place in the model. */
function patternOf(source: string): RegExp {
  let pattern = patterns.get(source)
  if (pattern === undefined) {
    try {
      pattern = new RegExp(source, 'u')
    } catch {
      throw new LinkageError('expression-invalid', `"${source}" is not a regular expression.`)
    }
    patterns.set(source, pattern)
  }
  return pattern
}

const foldAccents = (x: string) => x.normalize('NFD').replace(/\p{M}+/gu, '')
const firstOf = (x: string, n: number) => [...x.slice(0, n * 2)].slice(0, n).join('')
/** Every function that `columns`, blocking rules and the inside of level conditions may call. */
export const VALUE_FUNCTIONS: Readonly<Record<string, ValueFunction>> = {
  lower: one('lower case', (x) => x.toLowerCase()),
  upper: one('upper case', (x) => x.toUpperCase()),
  trim: one('without spaces at either end', (x) => x.trim()),
  squash: one('lower case, runs of spaces as one', (x) =>
    x.toLowerCase().replace(/\s+/g, ' ').trim(),
  ),
  plain: one('without accents and other combining marks', foldAccents),
  name: one('a name: lower case, no accents, only letters, single spaces and hyphens', (x) =>
    foldAccents(x.toLowerCase())
      .replace(/[^\p{L} -]+/gu, '')
      .replace(/\s+/g, ' ')
      .trim(),
  ),
  letters: one('letters only, lower case, no accents', (x) =>
    foldAccents(x.toLowerCase()).replace(/[^\p{L}]+/gu, ''),
  ),
  digits: one('digits only', (x) => x.replace(/[^0-9]+/g, '')),
  extract: one(
    "what a regular expression first matches: extract(code, '^[A-Z]+')",
    (x, pattern) => patternOf(pattern as string).exec(x)?.[0] ?? null,
    2,
  ),
  utf8: one(
    'the text as its UTF-8 bytes, one character each: some databases compare by byte',
    (x) => Buffer.from(x, 'utf8').toString('latin1'),
  ),
  prefix: one('the first n characters', (x, n) => firstOf(x, Number(n)), 2),
  suffix: one('the last n characters', (x, n) => [...x].slice(-Number(n)).join(''), 2),
  first_word: one('the first word', (x) => x.trim().split(/\s+/)[0] ?? null),
  last_word: one('the last word', (x) => x.trim().split(/\s+/).at(-1) ?? null),
  soundex: one('the Soundex code of the letters', soundex),
  date: {
    about: "a date as YYYY-MM-DD, read in the first format that fits (default '%Y-%m-%d')",
    minArgs: 1,
    maxArgs: 9,
    evaluate: (args) =>
      args[0] == null
        ? null
        : readDate(
            args[0],
            args.slice(1).filter((f) => f !== null),
          ),
  },
  strptime: one(
    "a date as YYYY-MM-DD, read as the database's try_strptime reads it",
    (x, format) => readAsStrptime(x, format as string),
    2,
  ),
  year: one('the year of a date', (x) => (/^\d{4}-\d\d-\d\d$/.test(x) ? x.slice(0, 4) : null)),
  month: one('the month of a date', (x) => (/^\d{4}-\d\d-\d\d$/.test(x) ? x.slice(5, 7) : null)),
  day: one('the day of a date', (x) => (/^\d{4}-\d\d-\d\d$/.test(x) ? x.slice(8) : null)),
  postcode: one('a full UK postcode without its space, else nothing', (x) => {
    return postcodeOf(x)?.whole ?? null
  }),
  postcode_sector: one('its sector', (x) => postcodeOf(x)?.sector ?? null),
  postcode_district: one('its district', (x) => postcodeOf(x)?.district ?? null),
  postcode_area: one('its area', (x) => postcodeOf(x)?.area ?? null),
  email: one('an e-mail address in lower case, else nothing', (x) => {
    const mail = x.trim().toLowerCase()
    return /^[^@\s]+@[^@\s]+$/.test(mail) ? mail : null
  }),
  email_user: one('what stands before the @', (x) => x.split('@')[0] ?? null),
  email_domain: one('what stands after the @', (x) => x.split('@')[1] ?? null),
  concat: {
    about: 'its arguments one after another; nothing when one is missing',
    minArgs: 1,
    maxArgs: 20,
    evaluate: (args) => (args.some((a) => a === null) ? null : args.join('')),
  },
  least: {
    about: 'the first of its arguments in the order of characters; nothing when one is missing',
    minArgs: 2,
    maxArgs: 20,
    evaluate: (args) => (args.includes(null) ? null : ((args as string[]).toSorted()[0] ?? null)),
  },
  greatest: {
    about: 'the last of its arguments in the order of characters; nothing when one is missing',
    minArgs: 2,
    maxArgs: 20,
    evaluate: (args) =>
      args.includes(null) ? null : ((args as string[]).toSorted().at(-1) ?? null),
  },
  unordered: {
    about: 'two values as one, whichever way round; nothing when one is missing',
    minArgs: 2,
    maxArgs: 2,
    evaluate: (args) =>
      args.includes(null) ? null : (args as string[]).toSorted().join(ARRAY_SEPARATOR),
  },
  words: one('the words of two characters or more, as an array', (x) =>
    wordsOf(x).join(ARRAY_SEPARATOR),
  ),
  word_pairs: one('every two of its words, in either order, as an array', (x) =>
    pairsOf(wordsOf(x)).join(ARRAY_SEPARATOR),
  ),
  word_prefixes: one(
    'the first n characters of each word, as an array',
    (x, n) => prefixesOf(x, Number(n)).join(ARRAY_SEPARATOR),
    2,
  ),
  word_prefix_pairs: one(
    'every two of the first n characters of its words, as an array',
    (x, n) => pairsOf(prefixesOf(x, Number(n))).join(ARRAY_SEPARATOR),
    2,
  ),
  first_of: {
    about: 'the first argument that is not missing',
    minArgs: 1,
    maxArgs: 20,
    evaluate: (args) => args.find((a) => a !== null) ?? null,
  },
  blank_if: {
    about: 'nothing where the value is one of those listed',
    minArgs: 2,
    maxArgs: 50,
    evaluate: ([x, ...blanks]) => (x == null || blanks.includes(x) ? null : x),
  },
}

const MOST_WORDS = 20

function wordsOf(x: string): string[] {
  const words = x
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((w) => w.length > 1)
  return [...new Set(words)].sort().slice(0, MOST_WORDS)
}

function prefixesOf(x: string, n: number): string[] {
  return [...new Set(wordsOf(x).map((w) => firstOf(w, n)))].sort()
}

function pairsOf(sorted: readonly string[]): string[] {
  return sorted.flatMap((a, i) => sorted.slice(i + 1).map((b) => `${a} ${b}`))
}

function soundex(x: string): string | null {
  const codes: Record<string, string> = {
    b: '1',
    f: '1',
    p: '1',
    v: '1',
    c: '2',
    g: '2',
    j: '2',
    k: '2',
    q: '2',
    s: '2',
    x: '2',
    z: '2',
    d: '3',
    t: '3',
    l: '4',
    m: '5',
    n: '5',
    r: '6',
  }
  const word = foldAccents(x.toLowerCase()).replace(/[^a-z]/g, '')
  if (word === '') return null
  let out = word.charAt(0).toUpperCase()
  let last = codes[word.charAt(0)]
  for (const c of word.slice(1)) {
    const code = codes[c]
    if (code && code !== last) out += code
    if (c !== 'h' && c !== 'w') last = code
  }
  return `${out}000`.slice(0, 4)
}
