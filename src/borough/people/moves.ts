import type { IsoDate } from '#kernel'
import { settleIn } from './homes.ts'
import type { Home } from './life.ts'
import type { Household, TruePerson } from './person.ts'
import type { Span } from './span.ts'

/**
 * Takes one person out of the household's home to another from a day until another, or for good. The
 * person's homes are a list of their own from then on; afterwards they live where the household lives.
 */
export function moveAlone(person: TruePerson, home: Home, from: IsoDate, to: IsoDate | ''): void {
  const before = person.life.homes
    .filter((span) => span.from < from)
    .map((span) => (span.to === '' || span.to > from ? { ...span, to: from } : span))
  const after = to === '' ? [] : endingAfter(person.life.homes, to)
  person.life.homes = [...before, { from, to, value: home }, ...after]
}

function endingAfter(homes: readonly Span<Home>[], day: IsoDate): Span<Home>[] {
  return homes
    .filter((span) => span.to === '' || span.to > day)
    .map((span) => (span.from < day ? { ...span, from: day } : span))
}

/** Moves a household as one from a day on; what it would have done later does not happen. */
export function rehouse(household: Household, home: Home, from: IsoDate, asOf: IsoDate): void {
  const together = household.homes
  const homes = [
    ...together
      .filter((span) => span.from < from)
      .map((span) => (span.to === '' || span.to > from ? { ...span, to: from } : span)),
    { from, to: '' as const, value: home },
  ]
  for (const person of [...household.adults, ...household.children]) {
    if (person.life.homes === together) person.life.homes = homes
  }
  settleIn(household, homes, asOf)
}
