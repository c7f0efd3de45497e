import { callNamesOf } from '../names/call-names.ts'
import { drawForename } from '../names/name-table.ts'
import type { Tradition } from '../names/traditions.ts'
import { whiteBritish } from '../names/white-british.ts'
import type { Random } from '../random.ts'
import type { TruePerson } from './person.ts'

/** A person's own names, without the last one. */
export interface OwnNames {
  forename: string
  middleNames: string[]
  callName: string
}

/** The forenames of a grown-up. */
export function adultNames(random: Random, tradition: Tradition, sex: 'M' | 'F'): OwnNames {
  const forename = drawForename(random, tradition.names, sex, 'adult')
  const middleNames = middles(random, tradition, sex, 'adult', forename)
  return { forename, middleNames, callName: callName(random, forename, 0.3) }
}

/**
 * The forenames of a child. Brothers and sisters do not share one; a boy may be named after his
 * father, and twins often get names that look alike.
 */
export function childNames(
  random: Random,
  tradition: Tradition,
  sex: 'M' | 'F',
  family: { taken: Set<string>; father: TruePerson | undefined; twin: TruePerson | undefined },
): OwnNames {
  const forename = childForename(random, tradition, sex, family)
  family.taken.add(forename)
  const middleNames =
    tradition.custom === 'father-chain' && family.father !== undefined
      ? [family.father.forename]
      : middles(random, tradition, sex, 'child', forename)
  const called = tradition.custom === 'begum' && forename === 'Muhammad' && middleNames.length > 0
  return {
    forename,
    middleNames,
    callName: called ? (middleNames[0] ?? '') : callName(random, forename, 0.35),
  }
}

/** Another forename of a sex, such as a child chooses who changes the gender marker. */
export function drawNewForename(
  random: Random,
  tradition: Tradition,
  sex: 'M' | 'F',
  before: string,
): string {
  for (let tries = 0; ; tries++) {
    const tables = tries > 20 ? whiteBritish : tradition.names
    const forename = drawForename(random, tables, sex, 'child')
    if (forename !== before) return forename
  }
}

function childForename(
  random: Random,
  tradition: Tradition,
  sex: 'M' | 'F',
  family: { taken: Set<string>; father: TruePerson | undefined; twin: TruePerson | undefined },
): string {
  const { father, taken, twin } = family
  const handsDown = tradition.id === 'traveller' ? 0.25 : 0.04
  if (sex === 'M' && father !== undefined && !taken.has(father.forename)) {
    if (tradition.custom !== 'father-chain' && random.chance(handsDown)) return father.forename
  }
  // A Chinese child often goes to school under an English forename.
  const tables = tradition.id === 'chinese' && random.chance(0.55) ? whiteBritish : tradition.names
  let forename = drawForename(random, tables, sex, 'child')
  const initial = twin !== undefined && random.chance(0.6) ? twin.forename.charAt(0) : ''
  for (let tries = 0; tries < 40; tries++) {
    const wanted = tries > 20 || forename.startsWith(initial)
    if (!taken.has(forename) && wanted) return forename
    forename = drawForename(random, tries > 25 ? whiteBritish : tables, sex, 'child')
  }
  return forename
}

function middles(
  random: Random,
  tradition: Tradition,
  sex: 'M' | 'F',
  generation: 'child' | 'adult',
  forename: string,
): string[] {
  if (tradition.custom === 'singh-kaur')
    return random.chance(0.5) ? [sex === 'F' ? 'Kaur' : 'Singh'] : []
  const share: Record<string, number> = {
    'white-british': 0.7,
    irish: 0.6,
    caribbean: 0.6,
    nigerian: 0.7,
  }
  const isMuhammad = /^(Muhammad|Mohammed|Mohamed)$/.test(forename) && tradition.custom === 'begum'
  if (!isMuhammad && !random.chance(share[tradition.id] ?? 0.2)) return []
  const middle = drawForename(random, tradition.names, sex, generation)
  return middle === forename ? [] : [middle]
}

function callName(random: Random, forename: string, chance: number): string {
  const forms = callNamesOf(forename)
  const [first] = forms
  if (first === undefined || !random.chance(chance)) return ''
  return random.chance(0.65) ? first : random.pick(forms)
}
