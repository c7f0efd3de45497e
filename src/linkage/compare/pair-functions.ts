import { dayNumber } from '../model/dates.ts'
import { ARRAY_SEPARATOR } from '../model/value-functions.ts'
import { couldReach, editDistance, hamming, jaccard, jaroWinkler, kmApart } from './similarity.ts'
import { poolOf } from './text-pool.ts'

/** One argument of a pair function: the code of its value for each distinct thing compared. */
export interface PairArgument {
  codeOf: Int32Array
  texts: readonly string[]
  /** Whether the things are the values themselves: each has its own number for a code. */
  isThing?: boolean
}

/**
 * A function of two records, as conditions of levels call it. Bound to its arguments it takes
 * the codes of the two things compared and gives a number; NaN where a value is missing.
 * With two arguments it compares the first of the left with the second of the right.
 */
export interface PairFunction {
  about: string
  minArgs: number
  maxArgs: number
  bind(
    args: readonly PairArgument[],
    bounds: Bounds,
    nicknames: readonly (readonly string[])[],
  ): (left: number, right: number) => number
}

/**
 * The least and the greatest number that a call's value is compared with. Below the least, or
 * above the greatest, a function may give any number on that side: it saves most of the work.
 */
export interface Bounds {
  lowest: number
  highest: number
}

type Compare = (x: number, y: number) => number

function comparing(
  about: string,
  prepare: (a: readonly string[], b: readonly string[], bounds: Bounds) => Compare,
): PairFunction {
  return {
    about,
    minArgs: 1,
    maxArgs: 2,
    bind(args, bounds) {
      const left = args[0] as PairArgument
      const right = args[1] ?? left
      const compare = prepare(left.texts, right.texts, bounds)
      const past = left.texts.length
      if (left.isThing && right.isThing)
        return (l, r) => (l >= past || r >= past ? Number.NaN : compare(l, r))
      return (l, r) => {
        const x = left.codeOf[l] as number
        const y = right.codeOf[r] as number
        return x < 0 || y < 0 ? Number.NaN : compare(x, y)
      }
    },
  }
}

const pools = (a: readonly string[], b: readonly string[]) => {
  const p = poolOf(a)
  return [p, a === b ? p : poolOf(b)] as const
}

const numbers = (texts: readonly string[], read: (t: string) => number) =>
  Float64Array.from(texts, (t) => read(t))

/** Marks a text of one letter. */
const ALONE = 1 << 16

/** The first letter of each text, and whether it stands alone. */
const initials = (texts: readonly string[]) =>
  Int32Array.from(texts, (t) => t.charCodeAt(0) | (t.length === 1 ? ALONE : 0))

/** The functions that a level's condition may call. */
export const PAIR_FUNCTIONS: Readonly<Record<string, PairFunction>> = {
  equal: comparing('1 where the values are the same', (a, b) => {
    if (a === b) return (x, y) => (x === y ? 1 : 0)
    const index = new Map(a.map((t, i) => [t, i]))
    const same = Int32Array.from(b, (t) => index.get(t) ?? -1)
    return (x, y) => (same[y] === x ? 1 : 0)
  }),
  missing: {
    about: '1 where either value is missing',
    minArgs: 1,
    maxArgs: 1,
    bind:
      ([arg]) =>
      (l, r) =>
        arg && ((arg.codeOf[l] as number) < 0 || (arg.codeOf[r] as number) < 0) ? 1 : 0,
  },
  jaro_winkler: comparing('Jaro–Winkler similarity, 0 to 1', (a, b, { lowest }) => {
    const [p, q] = pools(a, b)
    return (x, y) => (couldReach(p, x, q, y, lowest) ? jaroWinkler(p, x, q, y) : 0)
  }),
  damerau_levenshtein: comparing('edits, a swap of neighbours being one', (a, b, { highest }) => {
    const [p, q] = pools(a, b)
    return (x, y) => editDistance(p, x, q, y, true, highest)
  }),
  levenshtein: comparing('edits', (a, b, { highest }) => {
    const [p, q] = pools(a, b)
    return (x, y) => editDistance(p, x, q, y, false, highest)
  }),
  jaccard: comparing(
    'share of characters in common, 0 to 1',
    (a, b) => (x, y) => jaccard(a[x] as string, b[y] as string),
  ),
  contains: comparing(
    '1 where the shorter value stands whole inside the longer',
    (a, b) => (x, y) => {
      const [s, t] = [a[x] as string, b[y] as string]
      return s.length < t.length ? (t.includes(s) ? 1 : 0) : s.includes(t) ? 1 : 0
    },
  ),
  hamming: comparing(
    'characters that differ, place by place; nothing where lengths differ',
    (a, b) => (x, y) => hamming(a[x] as string, b[y] as string),
  ),
  nickname: {
    about: "1 where two different names stand for each other, by the comparison's own lists",
    minArgs: 1,
    maxArgs: 1,
    bind([arg], _bounds, nicknames) {
      const { codeOf, texts } = arg as PairArgument
      const groupsOf = new Map<string, number[]>()
      nicknames.forEach((names, i) => {
        for (const name of names) groupsOf.set(name, [...(groupsOf.get(name) ?? []), i])
      })
      const groups = texts.map((t) => groupsOf.get(t) ?? [])
      return (l, r) => {
        const x = codeOf[l] as number
        const y = codeOf[r] as number
        if (x < 0 || y < 0 || x === y) return 0
        return (groups[x] as number[]).some((g) => (groups[y] as number[]).includes(g)) ? 1 : 0
      }
    },
  },
  initial: comparing("1 where one is a single letter and the other's first", (a, b) => {
    const p = initials(a)
    const q = a === b ? p : initials(b)
    // Alike in the letter, and not in whether it stands alone.
    return (x, y) => (((p[x] as number) ^ (q[y] as number)) === ALONE ? 1 : 0)
  }),
  day_month_swapped: comparing(
    '1 where two dates differ by day and month swapped',
    (a, b) => (x, y) => {
      const [s, t] = [a[x] as string, b[y] as string]
      return s !== t && s === `${t.slice(0, 4)}-${t.slice(8)}-${t.slice(5, 7)}` ? 1 : 0
    },
  ),
  first_of_january: comparing(
    '1 where either date is the first of January',
    (a, b) => (x, y) =>
      (a[x] as string).endsWith('-01-01') || (b[y] as string).endsWith('-01-01') ? 1 : 0,
  ),
  days_apart: comparing('days between two dates', (a, b) => {
    const p = numbers(a, dayNumber)
    const q = a === b ? p : numbers(b, dayNumber)
    return (x, y) => Math.abs((p[x] as number) - (q[y] as number))
  }),
  number_apart: comparing('difference of two numbers', (a, b) => {
    const p = numbers(a, Number)
    const q = a === b ? p : numbers(b, Number)
    return (x, y) => Math.abs((p[x] as number) - (q[y] as number))
  }),
  shared: comparing('how many elements two arrays share', (a, b) => {
    const split = (texts: readonly string[]) => texts.map((t) => new Set(t.split(ARRAY_SEPARATOR)))
    const p = split(a)
    const q = a === b ? p : split(b)
    return (x, y) => {
      let n = 0
      for (const element of p[x] as Set<string>) if ((q[y] as Set<string>).has(element)) n++
      return n
    }
  }),
  km_apart: {
    about: 'kilometres between two places: km_apart(latitude, longitude)',
    minArgs: 2,
    maxArgs: 2,
    bind(args) {
      const [lat, long] = args as [PairArgument, PairArgument]
      const lats = numbers(lat.texts, Number)
      const longs = numbers(long.texts, Number)
      const at = (values: Float64Array, arg: PairArgument, i: number) =>
        values[arg.codeOf[i] as number] ?? Number.NaN
      return (l, r) =>
        kmApart(at(lats, lat, l), at(longs, long, l), at(lats, lat, r), at(longs, long, r))
    },
  },
}
