import { createHash, hash } from 'node:crypto'
import type { ChainedRow } from '../data/access-log.queries.ts'

/** What the first row follows. */
export const beginning: string = hash('sha256', 'Kith access log')

/** A row that is not as it was written, and how that shows. */
export interface Tampering {
  readonly row: number
  readonly words: string
}

/** How far a chain has been followed. */
export interface ChainPlace {
  readonly id: number
  readonly hash: string
}

/**
 * What is wrong with a row, given the place that it must follow; undefined where it is as it was
 * written. The hash is computed here and not by the database, whose functions could be changed too.
 */
export function tamperingOf(row: ChainedRow, previous: ChainPlace): Tampering | undefined {
  const say = (words: string): Tampering => ({ row: row.id, words })
  if (row.id !== previous.id + 1) {
    const from = previous.id + 1
    const missing =
      row.id - 1 === from ? `row ${from} is missing` : `rows ${from} to ${row.id - 1} are missing`
    return say(`${missing} before row ${row.id}`)
  }
  if (hash('sha256', contentOf(row)) !== row.hash) return say(`row ${row.id} has been changed`)
  if (row.previousHash !== previous.hash) {
    return say(`row ${row.id} does not follow row ${previous.id} as that is now`)
  }
  if (!hasItsCriteria(row)) return say(`what was searched for in row ${row.id} has been changed`)
  return undefined
}

/** The text that a row's hash is over, as `access.access_log_content` in the database makes it. */
export function contentOf(row: ChainedRow): string {
  const people = `[${row.people.map((one) => JSON.stringify(one)).join(', ')}]`
  const before = [row.id, row.at, row.event, row.account, row.organisation, row.role]
  const after = [row.criteriaDigest, row.outcome, row.requestId, row.address, row.previousHash]
  const texts = (values: unknown[]) => values.map((value) => JSON.stringify(value)).join(', ')
  return `[${texts(before)}, ${people}, ${texts(after)}]`
}

/** Criteria are those whose digest is in the chain, or have been erased together with their salt. */
function hasItsCriteria({ criteria, salt, criteriaDigest }: ChainedRow): boolean {
  if (criteria === null && salt === null) return true
  if (criteria === null || salt === null) return false
  return createHash('sha256').update(salt).update(criteria).digest('hex') === criteriaDigest
}
