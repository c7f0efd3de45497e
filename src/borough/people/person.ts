import type { IsoDate } from '#kernel'
import type { Community } from '../names/communities.ts'
import type { Residence } from '../places/address.ts'

/** Why a person's whereabouts or history must not be shown. */
export type Restriction = '' | 'refuge' | 'adoption'

/** A person as they truly are: what no agency knows in full. */
export interface TruePerson {
  /** Only ever in the truth folder. */
  id: string
  kind: 'child' | 'parent'
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
  community: Community
  ethnicity: string
  /** Ten digits, from the range kept for tests. */
  nhsNumber: string
  /** Empty where never given out (too young, or never in a state school). */
  upn: string
  uln: string
  household: Household
  mother: TruePerson | undefined
  father: TruePerson | undefined
  /** Shared by twins; otherwise empty. */
  twins: string
  restriction: Restriction
}

/** People who live at one address and move together. */
export interface Household {
  id: string
  /** Newest last; the last is where they live now. */
  residences: Residence[]
  adults: TruePerson[]
  children: TruePerson[]
  phone: string
  /** When the family left the borough, or empty. */
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
  /** Children first to last by household, each once; includes the unborn. */
  children: TruePerson[]
  parents: TruePerson[]
}
