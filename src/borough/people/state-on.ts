import type { IsoDate } from '#kernel'
import type { Practice } from '../places/institutions.ts'
import type {
  Home,
  Involvement,
  KnowingAgency,
  LegalCode,
  Names,
  SchoolPlace,
  TrueEvent,
} from './life.ts'
import type { Restriction, TruePerson } from './person.ts'
import { holdsOn, lastBefore, spanOn } from './span.ts'

/**
 * Where a person is in life. `not-yet`: not conceived, or not come to the borough; `unborn`: expected;
 * `here`; `left`: lives elsewhere; `dead`; `sealed`: goes on as another person since an adoption.
 */
export type Presence = 'not-yet' | 'unborn' | 'here' | 'left' | 'dead' | 'sealed'

/** What is true of a person on a day: what a perfect record would say. */
export interface StateOn {
  presence: Presence
  names: Names
  /** Earlier names that a record may show, latest first; never hidden ones. */
  formerNames: readonly Names[]
  sex: 'M' | 'F'
  /** Empty before birth; then `expectedOn` says when. */
  bornOn: IsoDate | ''
  expectedOn: IsoDate | ''
  diedOn: IsoDate | ''
  nhsNumber: string
  upn: string
  uln: string
  home: Home | undefined
  homeFrom: IsoDate | ''
  formerHome: Home | undefined
  otherHome: Home | undefined
  phone: string
  formerPhone: string
  /** One, or two where a pupil is dually registered; none outside the borough's own schools. */
  schools: readonly { place: SchoolPlace; from: IsoDate }[]
  /** The last school left, or undefined. */
  formerSchool: { place: SchoolPlace; from: IsoDate; to: IsoDate } | undefined
  practice: Practice | undefined
  legal: LegalCode | ''
  restriction: Restriction
}

/** What is true of a person on a day. Pure; costs a few comparisons. */
export function stateOn(person: TruePerson, on: IsoDate): StateOn {
  const { life } = person
  const home = spanOn(life.homes, on)
  const names = spanOn(life.names, on)?.value ?? (life.names[0]?.value as Names)
  const isBorn = person.bornOn <= on
  const former = lastBefore(life.schools, on)
  return {
    presence: presenceOn(person, on),
    names,
    formerNames: life.names
      .filter((span) => span.to !== '' && span.to <= on && !span.value.isHiddenAfter)
      .map((span) => span.value)
      .reverse(),
    sex: spanOn(life.sexes, on)?.value ?? person.sex,
    bornOn: isBorn ? person.bornOn : '',
    expectedOn: isBorn ? '' : person.expectedOn,
    diedOn: life.diedOn !== '' && life.diedOn <= on ? life.diedOn : '',
    nhsNumber: spanOn(life.nhsNumbers, on)?.value ?? '',
    upn: person.upn !== '' && on >= person.upnFrom ? person.upn : '',
    uln: person.uln,
    home: home?.value,
    homeFrom: home?.from ?? '',
    formerHome: lastBefore(life.homes, on)?.value,
    otherHome: spanOn(life.otherHomes, on)?.value,
    phone: spanOn(life.phones, on)?.value ?? '',
    formerPhone: lastBefore(life.phones, on)?.value ?? '',
    schools: life.schools
      .filter((span) => holdsOn(span, on))
      .map((span) => ({ place: span.value, from: span.from })),
    formerSchool:
      former === undefined
        ? undefined
        : { place: former.value, from: former.from, to: former.to as IsoDate },
    practice: spanOn(life.practices, on)?.value,
    legal: spanOn(life.legal, on)?.value ?? '',
    restriction: spanOn(life.restrictions, on)?.value ?? '',
  }
}

/** Where a person is in life on a day. */
export function presenceOn(person: TruePerson, on: IsoDate): Presence {
  const { life } = person
  if (on < life.hereFrom) return 'not-yet'
  if (life.diedOn !== '' && life.diedOn <= on) return 'dead'
  if (life.sealedOn !== '' && life.sealedOn <= on) return 'sealed'
  if (life.leftOn !== '' && life.leftOn <= on) return 'left'
  return person.bornOn <= on ? 'here' : 'unborn'
}

/** Involvements that had begun by a day; those that end later are given without their end. */
export function involvementsOn(person: TruePerson, on: IsoDate): Involvement[] {
  return person.life.involvements
    .filter((one) => one.from <= on)
    .map((one) => (one.to !== '' && one.to > on ? { ...one, to: '' as const } : one))
}

/** A person's events up to and including a day, in order; `after` leaves out that day and earlier. */
export function eventsUntil(
  person: TruePerson,
  on: IsoDate,
  after: IsoDate | '' = '',
): TrueEvent[] {
  return person.life.events.filter((event) => event.on <= on && event.on > after)
}

/** Whether anything recorded of a person changes or happens after one day, up to another. */
export function changesBetween(person: TruePerson, after: IsoDate, until: IsoDate): boolean {
  return person.life.changeDays.some((day) => day > after && day <= until)
}

/**
 * Whether an agency has any reason to have a record of a person by a day: an involvement, an event,
 * a place at a school. This is all the coverage there is; an agency invents nobody else.
 */
export function isKnownTo(person: TruePerson, agency: KnowingAgency, on: IsoDate): boolean {
  const { life } = person
  if (agency === 'education' && life.schools.some((span) => span.from <= on)) return true
  return (
    life.involvements.some((one) => one.agency === agency && one.from <= on) ||
    life.events.some((event) => event.agency === agency && event.on <= on)
  )
}
