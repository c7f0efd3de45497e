import { addDays } from '#kernel'
import { spellingsOf } from '../names/spellings.ts'
import type { TruePerson } from '../people/person.ts'
import { involvementsOn, isKnownTo, presenceOn, stateOn } from '../people/state-on.ts'
import type { PlantedCase } from './planted.ts'
import type { Planting } from './planting.ts'

/** How many nights after the first extract count as "in the nights". */
const nights = 30

/**
 * Cases that come about by themselves, as families are made and lived: found at the end and given
 * their names, so that matching can be measured by them.
 */
export function findCases(planting: Planting): void {
  const { population } = planting
  findHalfSiblings(planting)
  for (const household of population.households) findInFamily(planting, household.children)
  for (const child of [...population.children, ...population.others]) {
    if (child.kind !== 'child') continue
    for (const name of ownCases(planting, child)) planting.note(name, [child])
  }
}

function findHalfSiblings(planting: Planting): void {
  const byFather = new Map<TruePerson, TruePerson[]>()
  for (const child of planting.population.children) {
    if (child.father === undefined) continue
    const known = byFather.get(child.father)
    if (known === undefined) byFather.set(child.father, [child])
    else known.push(child)
  }
  for (const children of byFather.values()) {
    const mothers = new Set(children.map((child) => child.mother))
    const households = new Set(children.map((child) => child.household))
    if (mothers.size > 1 && households.size > 1) {
      planting.note('half-siblings-two-addresses', children)
    }
  }
}

function findInFamily(planting: Planting, children: readonly TruePerson[]): void {
  const births = new Map<string, TruePerson[]>()
  for (const child of children) {
    if (child.twins !== '') births.set(child.twins, [...(births.get(child.twins) ?? []), child])
  }
  for (const together of births.values()) {
    const initials = new Set(together.map((child) => child.forename.charAt(0)))
    if (together.length > 2) planting.note('triplets', together)
    if (together.length > 1 && initials.size === 1) planting.note('twins-alike', together)
  }
  const [first] = children
  const custom = first?.community.tradition.custom
  const surnames = new Set(children.map((child) => child.surname))
  if (surnames.size > 1 && custom === 'singh-kaur') planting.note('singh-kaur', children)
  if (surnames.size > 1 && custom === 'gendered') planting.note('slavic-by-gender', children)
}

function ownCases(planting: Planting, child: TruePerson): PlantedCase[] {
  const { asOf } = planting.setting
  const last = addDays(asOf, nights)
  const isAhead = (day: string) => day > asOf && day <= last
  const { tradition } = child.community
  const { life } = child
  const found: PlantedCase[] = []
  const parent = child.sex === 'M' ? child.father : child.mother
  if (parent?.forename === child.forename && parent.surname === child.surname)
    found.push('named-after-parent')
  if (/^(Begum|Bibi|Khatun|Akhtar|Kauser)$/.test(child.surname) && tradition.custom === 'begum')
    found.push('begum')
  if (tradition.custom === 'father-chain' && child.forename !== '') found.push('somali-three-names')
  if (tradition.id === 'chinese') found.push('family-name-first')
  if (child.forename === '') found.push('single-name')
  if (spellingsOf(child.forename).length > 0 && spellingsOf(child.surname).length > 0)
    found.push('transliterated')
  if (stateOn(child, asOf).schools.length > 1) found.push('two-schools')
  if (isAhead(child.bornOn) && isKnownTo(child, 'child-health', asOf))
    found.push('unborn-then-born')
  if (isAhead(life.hereFrom) && child.bornOn < life.hereFrom) found.push('moves-in')
  if (isAhead(life.leftOn)) found.push('moves-out')
  if (presenceOn(child, asOf) === 'here') found.push(...casesOfCare(child, asOf, last))
  return found
}

function casesOfCare(child: TruePerson, asOf: string, last: string): PlantedCase[] {
  const isAhead = (day: string) => day > asOf && day <= last
  const cases = involvementsOn(child, last).filter((one) => one.kind === 'case')
  const found: PlantedCase[] = []
  if (cases.some((one) => isAhead(one.from))) found.push('new-referral')
  const changes = cases.some((one) =>
    one.workers.some((span) => isAhead(span.from) && span.from > one.from),
  )
  if (changes) found.push('worker-leaves')
  return found
}
