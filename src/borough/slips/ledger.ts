import { allErrorKinds, type ErrorKind } from '../errors.ts'

/** How often an error could have happened, and did. */
export interface ErrorTally {
  chances: number
  hits: number
}

/** How often each error could have happened at one agency, and did; a record counts when first seen. */
export type ErrorTallies = Record<ErrorKind, ErrorTally>

/** Tallies with nothing in them. */
export function noTallies(): ErrorTallies {
  return Object.fromEntries(
    allErrorKinds().map((kind) => [kind, { chances: 0, hits: 0 }]),
  ) as ErrorTallies
}

/** Something wrong with a record: since when and until when, where that lies within the nights. */
export interface RecordError {
  /** A kind of the error table, or the error of a planted case. */
  kind: string
  from: string
  to: string
}

/** Everything that is or was wrong with one record. */
export interface ErrorHistory {
  /** Takes what is wrong on a day: what is new begins there, what is no more ends there. */
  see(kinds: ReadonlySet<string>, day: string): void
  all(): RecordError[]
}

/** A history that begins on a day; what stands at that first look has no first day. */
export function createHistory(begins: string): ErrorHistory {
  const errors: RecordError[] = []
  return {
    see(kinds, day) {
      const open = errors.filter((error) => error.to === '')
      for (const error of open) if (!kinds.has(error.kind)) error.to = day
      for (const kind of kinds) {
        if (open.some((error) => error.kind === kind)) continue
        errors.push({ kind, from: day === begins ? '' : day, to: '' })
      }
    },
    all: () => errors,
  }
}
