import type { IsoDate } from '#kernel'
import type { Community } from '../names/communities.ts'
import type { Residence } from '../places/address.ts'
import type { Planted } from '../planted/planted.ts'
import type { Pattern } from '../planted/planting.ts'
import type { Home, Life, Seal } from './life.ts'
import type { Span } from './span.ts'

/** Why a person's whereabouts or history must not be shown. */
export type Restriction = '' | 'refuge' | 'adoption' | 'forced-marriage'

/** Whether where the person lives is told to social care and child health alone; others keep the home before. */
export function isWhereaboutsHidden(restriction: Restriction): boolean {
  return restriction === 'refuge' || restriction === 'forced-marriage'
}

/**
 * A person as they truly are: what no agency knows in full. The fields say how it stands on the day
 * of the first extract; `life` says how it was before and will be in the nights after. Ask `stateOn`.
 */
export interface TruePerson {
  /** Only ever in the truth folder. */
  id: string
  kind: 'child' | 'parent'
  life: Life
  /** The planted cases that this person is in. */
  planted: Planted[]
  forename: string
  middleNames: string[]
  surname: string
  /** An earlier surname, or empty. */
  formerSurname: string
  /** What they are called instead of the forename, or empty. */
  callName: string
  sex: 'M' | 'F'
  /** Birth date; for an unborn child the expected date. */
  bornOn: IsoDate
  isUnborn: boolean
  /** The day on which the birth was expected. */
  expectedOn: IsoDate
  community: Community
  /** As the family would say it; a code of the children in need census. */
  ethnicity: string
  /** As the services took it down: often coarser, or not obtained (NOBT) or refused (REFU). */
  recordedEthnicity: string
  /** Ten digits, from the range kept for tests. */
  nhsNumber: string
  /** Empty where never given out (too young, or never in a state school). */
  upn: string
  /** The day of the UPN; empty where there is none. */
  upnFrom: IsoDate | ''
  uln: string
  household: Household
  /** In law, and so in records. */
  mother: TruePerson | undefined
  father: TruePerson | undefined
  /** By birth, where they are others: before an adoption or a parental order. */
  birthParents: { mother: TruePerson | undefined; father: TruePerson | undefined } | undefined
  /** Shared by twins; otherwise empty. */
  twins: string
  restriction: Restriction
  /** The day they came to the country, where they were born abroad; otherwise empty. */
  arrivedOn: IsoDate | ''
}

/** People who live at one address and move together. */
export interface Household {
  id: string
  /** Where they live over time, the nights after the first extract included. */
  homes: Span<Home>[]
  /** The numbers they can be rung at over time. */
  phones: Span<string>[]
  /** The day they came to the borough. */
  hereFrom: IsoDate
  /** The day they leave the borough, to come or gone by; or empty. */
  leavesOn: IsoDate | ''
  /** Homes up to the day of the first extract, newest last. */
  residences: Residence[]
  adults: TruePerson[]
  children: TruePerson[]
  phone: string
  /** When the family had left by the day of the first extract, or empty. */
  leftOn: IsoDate | ''
}

/** The relationship of an adult of the household to a child, in the words that records use. */
export function relationshipTo(child: TruePerson, adult: TruePerson): string {
  if (adult === child.mother) return 'Mother'
  if (adult === child.father) return 'Father'
  return adult.sex === 'M' ? 'Step-father' : 'Grandmother'
}

/** Everybody in the borough. */
export interface Population {
  asOf: IsoDate
  households: Household[]
  /** On the day of the first extract: first to last by household, each once; includes the unborn. */
  children: TruePerson[]
  parents: TruePerson[]
  /**
   * Whoever is in neither list: who comes in the nights after, children who died, the first lives of
   * adopted children, carers and grandparents. `presenceOn` says where each is on a day.
   */
  others: TruePerson[]
  seals: Seal[]
  patterns: Pattern[]
}

/** Everybody who was, is or will be in the borough, in the same order always. */
export function everybody(population: Population): TruePerson[] {
  return [...population.children, ...population.parents, ...population.others]
}
