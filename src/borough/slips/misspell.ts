import type { Random } from '../random.ts'

// Which keys lie beside each on a British keyboard.
const neighbours: Record<string, string> = {
  a: 'qsz',
  b: 'vnhg',
  c: 'xvdf',
  d: 'sfec',
  e: 'wrd',
  f: 'dgrv',
  g: 'fhtb',
  h: 'gjyn',
  i: 'uok',
  j: 'hkum',
  k: 'jli',
  l: 'ko',
  m: 'nj',
  n: 'bmh',
  o: 'ipl',
  p: 'ol',
  q: 'wa',
  r: 'etf',
  s: 'adw',
  t: 'ryg',
  u: 'yij',
  v: 'cbf',
  w: 'qes',
  x: 'zcs',
  y: 'tuh',
  z: 'xas',
}

// What sounds alike over the telephone.
const soundsAlike: readonly (readonly [string, string])[] = [
  ['ph', 'f'],
  ['ie', 'ei'],
  ['ck', 'k'],
  ['c', 'k'],
  ['k', 'c'],
  ['y', 'i'],
  ['i', 'y'],
  ['ee', 'ea'],
  ['ea', 'ee'],
  ['s', 'z'],
  ['z', 's'],
  ['sh', 'ch'],
  ['oo', 'u'],
  ['ll', 'l'],
  ['nn', 'n'],
  ['tt', 't'],
  ['ai', 'ay'],
  ['ay', 'ai'],
  ['dh', 'd'],
  ['th', 't'],
  ['w', 'v'],
  ['er', 'ar'],
  ['on', 'en'],
  ['a', 'e'],
  ['o', 'u'],
  ['e', 'i'],
]

/** A text with one slip of the finger or the ear in it; the first letter is mostly spared. */
export function misspell(random: Random, text: string): string {
  if (text.length < 3) return text
  for (let tries = 0; tries < 8; tries++) {
    const slipped = random.chance(0.45) ? byEar(random, text) : byHand(random, text)
    if (slipped !== text) return slipped
  }
  return `${text}${text.slice(-1)}`
}

function byEar(random: Random, text: string): string {
  const lower = text.toLowerCase()
  const possible = soundsAlike.filter(([from]) => lower.indexOf(from, 1) > 0)
  if (possible.length === 0) return text
  const [from, to] = random.pick(possible)
  const at = lower.indexOf(from, 1)
  return `${text.slice(0, at)}${to}${text.slice(at + from.length)}`
}

function byHand(random: Random, text: string): string {
  const at = random.chance(0.08) ? 0 : random.between(1, text.length - 1)
  const letter = text.charAt(at)
  if (!/\p{L}/u.test(letter)) return text
  switch (random.between(0, 3)) {
    case 0: {
      // A neighbouring key.
      const near = neighbours[letter.toLowerCase()]
      if (near === undefined) return text
      const key = random.pick([...near])
      return put(text, at, letter === letter.toLowerCase() ? key : key.toUpperCase())
    }
    case 1: // A letter left out.
      return at === 0 ? text : put(text, at, '')
    case 2: // A letter typed twice.
      return put(text, at, `${letter}${letter.toLowerCase()}`)
    default: {
      // Two letters exchanged.
      const after = text.charAt(at + 1)
      if (at === 0 || after === '') return text
      return `${text.slice(0, at)}${after}${letter}${text.slice(at + 2)}`
    }
  }
}

function put(text: string, at: number, replacement: string): string {
  return `${text.slice(0, at)}${replacement}${text.slice(at + 1)}`
}
