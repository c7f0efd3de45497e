import { callNamesOf } from '../names/call-names.ts'
import type { Community } from '../names/communities.ts'
import { drawForename } from '../names/name-table.ts'
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
export function adultNames(random: Random, community: Community, sex: 'M' | 'F'): OwnNames {
  const forename = drawForename(random, community.names, sex, 'adult')
  const middleNames = middles(random, community, sex, 'adult', forename)
  return { forename, middleNames, callName: callName(random, forename, 0.3) }
}

/**
 * The forenames of a child. Brothers and sisters do not share one; a boy may be named after his
 * father, and twins often get names that look alike.
 */
export function childNames(
  random: Random,
  community: Community,
  sex: 'M' | 'F',
  family: { taken: Set<string>; father: TruePerson | undefined; twin: TruePerson | undefined },
): OwnNames {
  const forename = childForename(random, community, sex, family)
  family.taken.add(forename)
  const middleNames =
    community.custom === 'father-chain' && family.father !== undefined
      ? [family.father.forename]
      : middles(random, community, sex, 'child', forename)
  const called = community.custom === 'begum' && forename === 'Muhammad' && middleNames.length > 0
  return {
    forename,
    middleNames,
    callName: called ? (middleNames[0] ?? '') : callName(random, forename, 0.35),
  }
}

function childForename(
  random: Random,
  community: Community,
  sex: 'M' | 'F',
  family: { taken: Set<string>; father: TruePerson | undefined; twin: TruePerson | undefined },
): string {
  const { father, taken, twin } = family
  const handsDown = community.id === 'traveller' ? 0.25 : 0.04
  if (sex === 'M' && father !== undefined && !taken.has(father.forename)) {
    if (community.custom !== 'father-chain' && random.chance(handsDown)) return father.forename
  }
  // A Chinese child often goes to school under an English forename.
  const tables = community.id === 'chinese' && random.chance(0.55) ? whiteBritish : community.names
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
  community: Community,
  sex: 'M' | 'F',
  generation: 'child' | 'adult',
  forename: string,
): string[] {
  if (community.custom === 'singh-kaur')
    return random.chance(0.5) ? [sex === 'F' ? 'Kaur' : 'Singh'] : []
  const share: Record<string, number> = {
    'white-british': 0.7,
    irish: 0.6,
    caribbean: 0.6,
    nigerian: 0.7,
  }
  const isMuhammad = /^(Muhammad|Mohammed|Mohamed)$/.test(forename) && community.custom === 'begum'
  if (!isMuhammad && !random.chance(share[community.id] ?? 0.2)) return []
  const middle = drawForename(random, community.names, sex, generation)
  return middle === forename ? [] : [middle]
}

function callName(random: Random, forename: string, chance: number): string {
  const forms = callNamesOf(forename)
  const [first] = forms
  if (first === undefined || !random.chance(chance)) return ''
  return random.chance(0.65) ? first : random.pick(forms)
}
