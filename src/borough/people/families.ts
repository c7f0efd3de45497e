import { addDays, addMonths, type IsoDate } from '#kernel'
import type { Community } from '../names/communities.ts'
import { adultSurname, childSurname, marriedSurname } from '../names/surname-customs.ts'
import type { Random, Weighted } from '../random.ts'
import { adultNames, childNames } from './names-of-people.ts'
import type { Household, TruePerson } from './person.ts'
import { createPerson, type Registry } from './registry.ts'

/** What a family leaves for later ones. */
export interface FamilyPlan {
  /** A father who lives elsewhere, for a later household to take in. */
  absentFather: TruePerson | undefined
}

/** What a family is made with. Names have a stream of their own: another tradition draws otherwise. */
export interface Maker {
  random: Random
  names: Random
  registry: Registry
  communities: Weighted<Community>
}

/** A maker with the stream of one family. */
export function familyMaker(
  random: Random,
  registry: Registry,
  communities: Weighted<Community>,
): Maker {
  return { random, names: random.fork('names'), registry, communities }
}

/**
 * Makes one family: who the parents are, how many children, which of them are twins or have another
 * father. `fatherFromElsewhere` is the absent father of an earlier family, so that half-brothers and
 * half-sisters live at two addresses. `births` are given where a planted case needs certain ones.
 */
export function buildFamily(
  maker: Maker,
  household: Household,
  fatherFromElsewhere: TruePerson | undefined,
  births?: readonly IsoDate[],
): FamilyPlan {
  const { random, names, registry, communities } = maker
  const community = fatherFromElsewhere?.community ?? random.weighted(communities)
  const mixed = random.chance(community.id === 'caribbean' ? 0.3 : 0.07)
  const motherCommunity = mixed ? random.weighted(communities) : community
  const together = random.chance(community.twoParents)
  const drawn = birthDates(random, registry.asOf, community)
  const dates = births ?? drawn
  const oldest = dates[0] ?? registry.asOf

  // A boy of twelve cannot be the father: take the other man only where his age allows.
  const oldEnough = addMonths(fatherFromElsewhere?.bornOn ?? oldest, 12 * 18) <= oldest
  const known = oldEnough ? fatherFromElsewhere : undefined
  const father = known ?? newParent(maker, household, community, 'M', oldest)
  const mother = newParent(maker, household, motherCommunity, 'F', oldest)
  const isMarried = together && random.chance(0.62)
  if (isMarried) marry(names, mother, father)
  household.adults.push(mother)
  const fatherIsHere = together || known !== undefined
  if (fatherIsHere) {
    father.household = household
    household.adults.push(father)
  }

  const choice = {
    usesMother: !isMarried && random.chance(0.35),
    doubled: random.chance(community.tradition.id === 'white-british' ? 0.06 : 0.02),
  }
  const firstFather = earlierFather(maker, household, community, dates)
  const taken = new Set<string>()
  let twinOf: TruePerson | undefined
  for (const [index, bornOn] of dates.entries()) {
    twinOf = dates[index - 1] === bornOn ? household.children.at(-1) : undefined
    const parent = index === 0 ? (firstFather ?? father) : father
    const child = newChild(maker, household, {
      bornOn,
      mother,
      father: parent,
      community: motherCommunity === community ? community : parent.community,
      choice,
      taken,
      twin: twinOf,
    })
    household.children.push(child)
  }
  return { absentFather: fatherIsHere ? undefined : father }
}

interface ChildPlan {
  bornOn: IsoDate
  mother: TruePerson
  father: TruePerson
  community: Community
  choice: { usesMother: boolean; doubled: boolean }
  taken: Set<string>
  twin: TruePerson | undefined
}

function newChild(maker: Maker, household: Household, plan: ChildPlan): TruePerson {
  const { random, names, registry } = maker
  const { tradition } = plan.community
  const { bornOn, mother, father, community, twin } = plan
  // A third of twins are identical, half of the others of one sex.
  const sex =
    twin !== undefined && random.chance(0.65) ? twin.sex : random.chance(0.512) ? 'M' : 'F'
  const parents = {
    motherSurname: mother.surname,
    fatherForename: father.forename,
    fatherSurname: tradition.custom === 'father-chain' ? chainName(father) : father.surname,
  }
  const child = createPerson(registry, household, {
    kind: 'child',
    ...childNames(names, tradition, sex, { taken: plan.taken, father, twin }),
    surname:
      twin?.sex === sex ? twin.surname : childSurname(names, tradition, sex, parents, plan.choice),
    sex,
    bornOn,
    community,
    ethnicity: mixedEthnicity(mother.community, father.community),
    mother,
    father,
  })
  if (twin !== undefined) {
    twin.twins = twin.twins === '' ? twin.id : twin.twins
    child.twins = twin.twins
  }
  return child
}

// A Somali child's third name is the grandfather's: the father's own second name.
function chainName(father: TruePerson): string {
  return father.middleNames[0] ?? father.surname
}

function newParent(
  maker: Maker,
  household: Household,
  community: Community,
  sex: 'M' | 'F',
  oldestBornOn: IsoDate,
): TruePerson {
  const { random, names, registry } = maker
  const { tradition } = community
  const age = random.between(19, 35) + (sex === 'M' ? random.between(0, 6) : 0)
  const bornOn = addDays(addMonths(oldestBornOn, -12 * age), -random.between(0, 364))
  const own = adultNames(names, tradition, sex)
  const chained = tradition.custom === 'father-chain'
  return createPerson(registry, household, {
    kind: 'parent',
    ...own,
    middleNames: chained ? [adultSurname(names, tradition, 'M')] : own.middleNames,
    surname: adultSurname(names, tradition, sex),
    sex,
    bornOn,
    community,
    ethnicity: community.ethnicity,
    mother: undefined,
    father: undefined,
  })
}

function marry(names: Random, wife: TruePerson, husband: TruePerson): void {
  const before = wife.surname
  wife.surname = marriedSurname(names, wife.community.tradition, husband.surname, before)
  if (wife.surname !== before) wife.formerSurname = before
}

// Where there are several children, the oldest may have another father, who left.
function earlierFather(
  maker: Maker,
  household: Household,
  community: Community,
  dates: readonly IsoDate[],
): TruePerson | undefined {
  const [oldest, second] = dates
  if (oldest === undefined || second === undefined || oldest === second) return undefined
  if (!maker.random.chance(0.18)) return undefined
  return newParent(maker, household, community, 'M', oldest)
}

// Birth dates, oldest first; twins stand twice. Years run from 18 back to the expected dates ahead.
function birthDates(random: Random, asOf: IsoDate, community: Community): IsoDate[] {
  const large = random.chance(community.largeFamilies)
  const count = large
    ? 3 + Math.min(4, Math.floor(random.next() * random.next() * 6))
    : random.between(1, 2)
  const dates: IsoDate[] = []
  // The youngest is anything from expected in half a year to just under 19.
  // Where brothers and sisters follow it is the younger of two draws, so that all ages come out alike.
  const span = 19 * 365 + 175
  const first = random.between(0, span)
  const ago = count > 1 && random.chance(0.45) ? Math.min(first, random.between(0, span)) : first
  let bornOn = addDays(asOf, 180 - ago)
  const oldestAllowed = addMonths(asOf, -12 * 19)
  while (dates.length < count && bornOn > oldestAllowed) {
    dates.unshift(bornOn)
    if (random.chance(0.017)) dates.unshift(bornOn)
    bornOn = addDays(bornOn, -random.between(400, 1900))
  }
  return dates
}

function mixedEthnicity(mother: Community, father: Community): string {
  if (mother.ethnicity === father.ethnicity) return mother.ethnicity
  const pair = new Set([mother.ethnicity, father.ethnicity])
  const isWhite = [...pair].some((code) => code.startsWith('W'))
  if ([...pair].every((code) => code.startsWith('W'))) return 'WOTH'
  if (isWhite && pair.has('BCRB')) return 'MWBC'
  if (isWhite && pair.has('BAFR')) return 'MWBA'
  if (isWhite && [...pair].some((code) => code.startsWith('A'))) return 'MWAS'
  return 'MOTH'
}
