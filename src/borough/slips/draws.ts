import { addDays, type IsoDate } from '#kernel'
import { createRandom, type Random } from '../random.ts'

/**
 * Random draws of one record, each by its own label: whatever the day, the order or the number of
 * questions, the same label gives the same answer. So a record that is wrong stays wrong in the same
 * way from night to night, and a new kind of error leaves all others as they are.
 */
export interface Draws {
  /** From 0 up to, not including, 1. */
  share(label: string): number
  chance(label: string, probability: number): boolean
  /** A whole number from `low` to `high`, both included. */
  between(label: string, low: number, high: number): number
  /** One of a list; throws a RangeError on an empty one. */
  pick<T>(label: string, list: readonly T[]): T
  /** A day so many days after another. */
  dayAfter(label: string, date: IsoDate, low: number, high: number): IsoDate
  /** A stream for what takes several draws. */
  stream(label: string): Random
}

/** The draws of one record: `salt` from the agency's own stream, `name` what tells the record apart. */
export function createDraws(salt: string, name: string): Draws {
  const base = `${salt}/${name}`
  const [high, low] = [hashOf(base, 0x811c9dc5), hashOf(base, 0x9e3779b9)]
  function share(label: string): number {
    const mark = labelHash(label)
    const a = mixed(high ^ mark)
    const b = mixed(low ^ Math.imul(mark, 0x85ebca6b) ^ a)
    return b / 4_294_967_296
  }
  const between = (label: string, from: number, to: number) =>
    from + Math.floor(share(label) * (to - from + 1))
  return {
    share,
    chance: (label, probability) => share(label) < probability,
    between,
    pick(label, list) {
      if (list.length === 0) throw new RangeError('Nothing to pick from.')
      return list[between(label, 0, list.length - 1)] as (typeof list)[number]
    },
    dayAfter: (label, date, from, to) => addDays(date, between(label, from, to)),
    stream: (label) => createRandom(`${base}/${label}`),
  }
}

// Labels of errors come millions of times; those that name an event come once, so the store is bounded.
const labels = new Map<string, number>()
const labelLimit = 5000

function labelHash(label: string): number {
  let found = labels.get(label)
  if (found === undefined) {
    found = hashOf(label, 0xc2b2ae35)
    if (labels.size < labelLimit) labels.set(label, found)
  }
  return found
}

// FNV-1a from a given start.
function hashOf(text: string, start: number): number {
  let word = start
  for (let i = 0; i < text.length; i++) word = Math.imul(word ^ text.charCodeAt(i), 0x01000193)
  return mixed(word)
}

// The final mix of MurmurHash3 (public domain, by Austin Appleby): every bit moves every other.
function mixed(word: number): number {
  let x = word
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
