import { type AgreedAges, Tally } from '../checks/tally.ts'
import type { Problem } from '../problems.ts'

/** What the reading of a file has found so far. */
export interface Reading {
  rowsRead: number
  rowsGood: number
  /** What refuses the file. */
  readonly faults: Problem[]
  /** What is wrong with rows that the feed allows to be set aside. */
  readonly setAside: Problem[]
  /** The persons of those rows, to whom nothing must happen. */
  readonly heldKeys: string[]
  rowsSetAside: number
  /** The columns as the file has them; empty for XML. */
  header: readonly string[]
  /** What a person should know of, and how often it was met, by column and words. */
  readonly warnings: Map<string, Warning>
  readonly tally: Tally
}

/** Something that does not stop a file, by its first place and how often it was met. */
export interface Warning {
  readonly check: 'unknown-codes' | 'new-columns' | 'missing-columns'
  readonly problem: Problem
  times: number
}

/** Nothing read yet. */
export function newReading(ages: AgreedAges | undefined, extractOn: string): Reading {
  return {
    rowsRead: 0,
    rowsGood: 0,
    faults: [],
    setAside: [],
    heldKeys: [],
    rowsSetAside: 0,
    header: [],
    warnings: new Map(),
    tally: new Tally(ages, extractOn),
  }
}

const warningLimit = 200

/** Keeps a warning, the same one once with how often it was met. */
export function warn({ warnings }: Reading, check: Warning['check'], problem: Problem): void {
  const key = `${problem.field}|${problem.message}`
  const before = warnings.get(key)
  if (before) before.times += 1
  else if (warnings.size < warningLimit) warnings.set(key, { check, problem, times: 1 })
}

/** The warnings in words: `line 12, field sex: The code "Z" is not … (7 times)`. */
export function warningWords(
  { problem, times }: Warning,
  describe: (p: Problem) => string,
): string {
  return times === 1 ? describe(problem) : `${describe(problem)} (${times} times)`
}
