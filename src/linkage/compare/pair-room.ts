import { PAIR_BYTES } from '../blocking/pair-table.ts'
import { LinkageError } from '../errors.ts'

/** Share of the free memory that pairs may take: they are not all that is kept. */
const SHARE = 0.7

/** What is known of the room for pairs before they are compared. */
export interface PairRoom {
  /** How many there is room for. */
  pairs: number
  /** Share of a rule's pairs that may be one: the others are not kept. */
  openShare: number
  wordsOf(rule: number): string
}

/** How many candidate pairs the memory that is free now has room for. */
export function roomForPairs(): number {
  return (process.availableMemory() * SHARE) / PAIR_BYTES
}

/**
 * Refuses more pairs than there is room for, rather than let the process die of them:
 * `too-many-pairs`. `rule` says which blocking rule proposes them.
 */
export function refuseTooMany(pairs: number, room: number, rule: string): void {
  if (pairs <= room) return
  const millions = (n: number) => `${Math.ceil(n / 1e6)} million`
  throw new LinkageError(
    'too-many-pairs',
    `The rule "${rule}" brings the candidate pairs to about ${millions(pairs)}, and the free memory has room for about ${millions(room)}. Give the linkage a memory limit (memoryLimitMb), past which pairs go to disk; or make the rule narrower or its cap smaller: analyseBlocking says what each rule costs.`,
  )
}
