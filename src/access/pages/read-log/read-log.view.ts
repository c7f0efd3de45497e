import { roleName } from '../../access.permissions.ts'
import { momentWords } from '../../access.words.ts'
import type { LogRow } from '../../data/access-log.queries.ts'
import { eventWords } from './event-words.ts'

/** A row of the log as a page shows it. No cell is empty. */
export interface ShownRow {
  readonly at: string
  readonly who: string
  readonly as: string
  readonly what: string
  readonly outcome: string
  /** References; none where nobody was shown. */
  readonly people: readonly string[]
  readonly criteria: string
  readonly from: string
}

const outcomes = { allowed: 'Done', refused: 'Refused', failed: 'Failed' } as const

export function shownRow(row: LogRow): ShownRow {
  const { name, email, organisation, role, people, criteria } = row
  const asked = Object.entries(criteria ?? {})
  return {
    at: momentWords(row.at),
    who:
      name === null
        ? organisation === null
          ? 'Nobody signed in'
          : 'An account that is gone'
        : `${name} (${email})`,
    as:
      [role === null ? undefined : roleName(role), organisation ?? undefined]
        .filter((one) => one !== undefined)
        .join(', ') || 'None',
    what: eventWords(row.event),
    outcome: outcomes[row.outcome],
    people,
    criteria:
      criteria === null
        ? 'Erased'
        : asked.map(([key, value]) => `${key}: ${value}`).join('; ') || 'Nothing',
    from: row.address,
  }
}
