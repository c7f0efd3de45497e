import { type Agency, allErrorKinds, type ErrorKind, errorRate } from '../errors.ts'
import type { Random } from '../random.ts'

/** How often an error could have happened, and did. */
export interface ErrorTally {
  chances: number
  hits: number
}

/** Decides about every error of one agency's records, and remembers it for the truth. */
export interface ErrorLedger {
  /** Begins a record: the errors from now on are its. */
  begin(): void
  /** Whether this error happens now, by the agency's rate; counts the chance either way. */
  roll(kind: ErrorKind): boolean
  /** Notes an error that happens for certain, such as being a duplicate. */
  note(kind: ErrorKind): void
  /** The errors since `begin`. */
  errors(): ErrorKind[]
  tally(): Record<ErrorKind, ErrorTally>
}

/** A ledger for an agency, drawing from the agency's own stream. */
export function createLedger(agency: Agency, random: Random): ErrorLedger {
  const counts = Object.fromEntries(
    allErrorKinds().map((kind) => [kind, { chances: 0, hits: 0 }]),
  ) as Record<ErrorKind, ErrorTally>
  let current: ErrorKind[] = []
  return {
    begin() {
      current = []
    },
    roll(kind) {
      counts[kind].chances++
      const happens = random.chance(errorRate(agency, kind))
      if (happens) {
        counts[kind].hits++
        current.push(kind)
      }
      return happens
    },
    note(kind) {
      current.push(kind)
    },
    errors: () => [...current],
    tally: () => counts,
  }
}
