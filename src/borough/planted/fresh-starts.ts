import { addDays, type IsoDate } from '#kernel'
import type { TruePerson } from '../people/person.ts'

/** The spans that still hold on a day or later, none of them beginning before it. */
export function startingFrom<T extends { from: IsoDate; to: IsoDate | '' }>(
  spans: readonly T[],
  day: IsoDate,
): T[] {
  return spans
    .filter((span) => span.to === '' || span.to > day)
    .map((span) => (span.from < day ? { ...span, from: day } : span))
}

/** Lets a person's recorded life begin on a day: whoever came then left no trace here before. */
export function beginOn(person: TruePerson, on: IsoDate): void {
  const { life } = person
  life.hereFrom = on
  life.homes = startingFrom(life.homes, on)
  life.otherHomes = []
  life.phones = startingFrom(life.phones, on)
  life.schools = startingFrom(life.schools, addDays(on, 15))
  life.practices = startingFrom(life.practices, on)
  life.nhsNumbers = startingFrom(life.nhsNumbers, on)
  life.legal = startingFrom(life.legal, on)
  life.events = life.events.filter((event) => event.on >= on)
  life.involvements = startingFrom(
    life.involvements.filter((one) => one.kind !== 'case'),
    on,
  )
  if (person.upnFrom !== '' && person.upnFrom < on) person.upnFrom = on
}

/** Leaves no trace of a person in any agency: they live, and nobody has a record. */
export function leaveNoTrace(person: TruePerson): void {
  const { life } = person
  life.schools = []
  life.involvements = []
  life.events = []
  person.upn = ''
  person.upnFrom = ''
  person.uln = ''
}
