import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'

const SOURCES = [
  { name: 'health', share: 0.9 },
  { name: 'education', share: 0.7 },
  { name: 'housing', share: 0.4 },
  { name: 'police', share: 0.15 },
  { name: 'voluntary', share: 0.2 },
] as const

const FIRST_NAMES = 4_000
const SURNAMES = 60_000
const ONSETS = [
  'b',
  'br',
  'c',
  'd',
  'f',
  'g',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  'st',
  't',
  'v',
  'w',
  'z',
]
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'oo']
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

export interface PersonRecord {
  id: string
  source: string
  first_name: string | null
  surname: string | null
  dob: string | null
  postcode: string | null
  gender: string | null
  person: string
}

interface Person {
  firstName: string
  surname: string
  dob: string
  postcode: string
  gender: string
}

export const PEOPLE_COLUMNS = [
  'id',
  'source',
  'first_name',
  'surname',
  'dob',
  'postcode',
  'gender',
  'person',
] as const

/**
 * Made-up people in households, each known to some of five sources at most once, with slips,
 * initials, moves and gaps: exactly `count` records, the same for the same count and seed.
 * Names follow a long-tailed frequency; no list of real names is used.
 */
export function* people(count: number, seed = 1): Generator<PersonRecord> {
  let made = 0
  let number = 0
  for (let household = 0; made < count; household++) {
    const random = randomFrom(seed, household)
    const postcode = postcodeOf(Math.floor(random() * Math.max(50, count / 12)))
    const surname = nameAt(rank(random, SURNAMES, 40), 3)
    const size = 1 + Math.floor(random() * random() * 5)
    let born = 0
    for (let member = 0; member < size && made < count; member++) {
      const twin = member > 0 && random() < 0.02
      if (!twin) born = Math.floor(random() * 90 * 365.25)
      const person: Person = {
        firstName: nameAt(rank(random, FIRST_NAMES, 20), 2),
        surname: random() < 0.8 ? surname : nameAt(rank(random, SURNAMES, 40), 3),
        dob: dateAt(born),
        postcode,
        gender: random() < 0.5 ? 'F' : 'M',
      }
      number++
      for (const source of SOURCES) {
        if (random() >= source.share || made >= count) continue
        yield recordOf(person, source.name, made++, number, random)
      }
    }
  }
}

function recordOf(
  person: Person,
  source: string,
  row: number,
  number: number,
  random: () => number,
): PersonRecord {
  let first: string | null = slip(person.firstName, random, 0.03)
  let last: string | null = slip(person.surname, random, 0.04)
  if (random() < 0.015) first = first.slice(0, 1)
  if (random() < 0.01) [first, last] = [last, first]
  if (random() < 0.01) first = null
  if (random() < 0.005) last = null
  let dob: string | null = person.dob
  const wrong = random()
  if (wrong < 0.01) dob = null
  else if (wrong < 0.02) dob = `${dob.slice(0, 4)}-01-01`
  else if (wrong < 0.03 && Number(dob.slice(8)) <= 12)
    dob = `${dob.slice(0, 4)}-${dob.slice(8)}-${dob.slice(5, 7)}`
  let postcode: string | null = person.postcode
  const moved = random()
  if (moved < 0.03) postcode = null
  else if (moved < 0.1) postcode = postcodeOf(Math.floor(random() * 60_000))
  return {
    id: (Math.imul(row, 2654435761) >>> 0).toString(16).padStart(8, '0'),
    source,
    first_name: first,
    surname: last,
    dob,
    postcode,
    gender: random() < 0.03 ? null : person.gender,
    person: String(number),
  }
}

/** A slip of the pen in one of about `1 / share` words: a letter changed, lost or doubled. */
function slip(word: string, random: () => number, share: number): string {
  if (random() >= share || word.length < 3) return word
  const at = 1 + Math.floor(random() * (word.length - 1))
  const kind = random()
  const letter = LETTERS[Math.floor(random() * 26)] as string
  if (kind < 0.5) return word.slice(0, at) + letter + word.slice(at + 1)
  if (kind < 0.75) return word.slice(0, at) + word.slice(at + 1)
  return word.slice(0, at) + word.slice(at - 1)
}

/** A rank below `size`, with a share that falls as 1 / (rank + head). */
function rank(random: () => number, size: number, head: number): number {
  return Math.min(size - 1, Math.floor(head * ((size + head) / head) ** random() - head))
}

/** The same word for the same rank; words of different ranks differ. */
function nameAt(rank: number, syllables: number): string {
  // 7919 shares no factor with the number of words, so that every rank has a word of its own.
  let rest = (rank * 7919 + 13) % (ONSETS.length * VOWELS.length) ** syllables
  let word = ''
  for (let i = 0; i < syllables; i++) {
    word +=
      (ONSETS[rest % ONSETS.length] as string) +
      (VOWELS[Math.floor(rest / ONSETS.length) % VOWELS.length] as string)
    rest = Math.floor(rest / (ONSETS.length * VOWELS.length))
  }
  return word
}

function postcodeOf(place: number): string {
  const inward = `${place % 10}${LETTERS[Math.floor(place / 10) % 26]}${LETTERS[Math.floor(place / 260) % 26]}`
  const outward = Math.floor(place / 6760)
  return `z${LETTERS[outward % 26]}${1 + Math.floor(outward / 26)} ${inward}`
}

function dateAt(day: number): string {
  return new Date(Date.UTC(1935, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)
}

/** Mulberry32, begun from the seed and the household, so that any household can be made alone. */
function randomFrom(seed: number, household: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(household + 1, 0x85ebca6b)) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Writes the people as CSV with a header line; an empty field is a missing value. */
export async function writePeople(file: string, count: number, seed = 1): Promise<void> {
  const out = createWriteStream(file)
  let lines = `${PEOPLE_COLUMNS.join(',')}\n`
  for (const record of people(count, seed)) {
    lines += `${PEOPLE_COLUMNS.map((c) => record[c] ?? '').join(',')}\n`
    if (lines.length < 1_000_000) continue
    if (!out.write(lines)) await once(out, 'drain')
    lines = ''
  }
  out.end(lines)
  await once(out, 'finish')
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      records: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: 'people.csv' },
    },
  })
  await writePeople(values.out, Number(values.records), Number(values.seed))
}
