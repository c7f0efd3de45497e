import type { IsoDate } from '#kernel'
import type { Agency } from '../errors.ts'
import type { Address } from '../places/address.ts'
import type { Practice, School, Team } from '../places/institutions.ts'
import type { Staff } from '../places/staff.ts'
import type { Restriction, TruePerson } from './person.ts'
import type { Span } from './span.ts'

/** The eight agencies that may know somebody. */
export type KnowingAgency = Agency | 'education-welfare' | 'hospital' | 'youth-justice'

/** Why a person came to be called so. `gender`: a changed gender marker. */
export type NameReason =
  | 'birth'
  | 'named'
  | 'marriage'
  | 'step-family'
  | 'adoption'
  | 'special-guardianship'
  | 'deed-poll'
  | 'gender'

/** What a person was called for a time. */
export interface Names {
  forename: string
  middleNames: readonly string[]
  surname: string
  /** What they are called instead of the forename, or empty. */
  callName: string
  why: NameReason
  /** Once ended, no record may show it (adoption, a changed gender marker). */
  isHiddenAfter: boolean
}

/** What sort of home. */
export type HomeKind =
  | 'family'
  | 'other-parent'
  | 'foster'
  | 'childrens-home'
  | 'private-fostering'
  | 'special-guardian'
  | 'refuge'
  | 'asylum-hotel'
  | 'traveller-site'
  | 'no-fixed-abode'

/** Where a person lives for a time. */
export interface Home {
  address: Address
  kind: HomeKind
  isInBorough: boolean
}

/** A place at a school. `C` only one, `M` main of two, `S` subsidiary (second) of two. */
export interface SchoolPlace {
  school: School
  enrolment: 'C' | 'M' | 'S'
}

/** Codes of the looked-after return: C1 interim care order, C2 full, V2 section 20, E1 placement order. */
export type LegalCode = 'C1' | 'C2' | 'V2' | 'E1' | 'SGO'

/** Who works with a person on behalf of a team. */
export interface Worker {
  staff: Staff
  team: Team
}

/**
 * What a service does for a person over a time. `case` an open case of social care (see `CareCase`),
 * `early-help` an early help assessment, `registered` in the child health index, `welfare` an
 * education welfare case, `order` a youth justice order, `support` the charity's.
 */
export type InvolvementKind = 'case' | 'early-help' | 'registered' | 'welfare' | 'order' | 'support'

/** One involvement of an agency, with whoever held it over the time. */
export interface Involvement {
  agency: KnowingAgency
  kind: InvolvementKind
  from: IsoDate
  to: IsoDate | ''
  /** In order; a new one when the worker leaves or the case moves on. */
  workers: readonly Span<Worker>[]
  /** What it is about: an order's name, a service's name, a reason; empty where the kind says it all. */
  about: string
  /** For `case` only. */
  care?: CareCase
}

/** A case of social care from referral to closure, with codes of the children in need census. */
export interface CareCase {
  /** Referral source, such as 2A. */
  source: string
  /** Primary need, such as N1. */
  need: string
  isNoFurtherAction: boolean
  assessment: { from: IsoDate; to: IsoDate | ''; factors: readonly string[] } | undefined
  section47: { from: IsoDate; to: IsoDate | ''; conferenceOn: IsoDate | '' } | undefined
  inNeedPlan: { from: IsoDate; to: IsoDate | '' } | undefined
  protectionPlan: { from: IsoDate; to: IsoDate | ''; category: string } | undefined
  /** Care of the authority; where to is in the person's homes, on what ground in `legal`. */
  lookedAfter: { from: IsoDate; to: IsoDate | '' } | undefined
  /** Closure reason such as RC1; empty while open. */
  closeReason: string
}

/** Something that happened, as it truly was. */
export type EventKind =
  | 'birth'
  | 'death'
  | 'police-notification'
  | 'arrest'
  | 'missing'
  | 'attendance'
  | 'exclusion'
  | 'absence'
  | 'contact'
  | 'health-review'
  | 'missed-appointment'
  | 'visit'
  | 'support-call'

/** One event about one person, known to one agency (another agency's is another event). */
export interface TrueEvent {
  /** Unique in the borough; never in an agency's file. */
  id: string
  agency: KnowingAgency
  kind: EventKind
  on: IsoDate
  /** A missing episode's return, an exclusion's end; otherwise empty. */
  until: IsoDate | ''
  level: 'low' | 'medium' | 'high'
  /** The part of the person in it, where the police keep one; otherwise empty. */
  role: '' | 'Victim' | 'Witness' | 'Suspect' | 'Missing' | 'Reporter'
  /** Where it was, when not at home. */
  place: Address | undefined
  /** What it was, in a few words of the agency: "Domestic abuse", "Head injury", "Persistent disruptive behaviour". */
  about: string
  /** A planted build-up or silence that it belongs to, by its id in the truth; otherwise empty. */
  pattern: string
}

/** Everything true of a person over time. Spans are in order of their first day. */
export interface Life {
  names: Span<Names>[]
  /** Usually the household's own list, shared by those who move together. */
  homes: Span<Home>[]
  /** A second home of a child of two addresses; kept beside `homes`. */
  otherHomes: Span<Home>[]
  phones: Span<string>[]
  schools: Span<SchoolPlace>[]
  practices: Span<Practice>[]
  legal: Span<LegalCode>[]
  restrictions: Span<Exclude<Restriction, ''>>[]
  nhsNumbers: Span<string>[]
  /** The marker that records have. */
  sexes: Span<'M' | 'F'>[]
  involvements: Involvement[]
  /** In order of day. */
  events: TrueEvent[]
  diedOn: IsoDate | ''
  /** The day from which they are in the borough at all; newcomers of the nights have a later one. */
  hereFrom: IsoDate
  /** The day they left the borough, or empty. */
  leftOn: IsoDate | ''
  /** The day on which this life was sealed by an adoption or a parental order, or empty. */
  sealedOn: IsoDate | ''
  /** Every day after the first extract on which something recorded of them changes or happens, ascending. */
  changeDays: IsoDate[]
}

/** Two lives of one human being that no record, search or picture may ever join. */
export interface Seal {
  id: string
  why: 'adoption' | 'parental-order'
  sealedOn: IsoDate
  before: TruePerson
  after: TruePerson
}
