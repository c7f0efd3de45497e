import type { BirthCertainty } from '../child-record.ts'

/** A birth date's certainty as its candidate carries it; without one the date is exact. */
export function birthCertainty(held: string | null | undefined): BirthCertainty {
  return held === 'approximate' || held === 'placeholder' ? held : 'exact'
}
