import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** Something on record about a person that says why data may be shared, or was not. */
export interface OnRecordRow {
  readonly id: string
  readonly kind: string
  readonly at: Date
  readonly by: string
  readonly organisations: readonly string[]
  readonly words: string
  /** When it was closed; null while it is live. */
  readonly closedAt: Date | null
}

export async function concernsOf(
  db: Handle,
  references: readonly string[],
): Promise<OnRecordRow[]> {
  const { rows } = await sql<OnRecordRow>`
    select c.concern_id as id, c.kind, c.opened_at as at, u.name as by, c.organisations, c.reason as words,
           c.closed_at as "closedAt"
    from access.concern c join access."user" u on u.id = c.opened_by
    where c.reference = any (${[...references]}::text[]) order by c.opened_at desc`.execute(db)
  return rows
}

export async function addConcern(
  db: Handle,
  concern: {
    reference: string
    kind: string
    organisations: readonly string[]
    reason: string
    openedBy: string
  },
): Promise<void> {
  await sql`insert into access.concern (reference, kind, organisations, reason, opened_by)
    values (${concern.reference}, ${concern.kind}, ${[...concern.organisations]}::text[], ${concern.reason},
            ${concern.openedBy}::uuid)`.execute(db)
}

/** Closes a live concern of these references. Answers whether there was one. */
export async function closeConcern(
  db: Handle,
  references: readonly string[],
  { id, closedBy, because }: { id: string; closedBy: string; because: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.concern set closed_at = clock_timestamp(), closed_by = ${closedBy}::uuid, closed_because = ${because}
    where concern_id::text = ${id} and reference = any (${[...references]}::text[]) and closed_at is null`.execute(
    db,
  )
  return numAffectedRows === 1n
}

/** What was said of consent, and decisions not to share, the latest first. */
export async function sharingOf(db: Handle, references: readonly string[]): Promise<OnRecordRow[]> {
  const { rows } = await sql<OnRecordRow>`
    select c.consent_id::text as id, c.state as kind, c.recorded_at as at, u.name as by, array[c.organisation] as organisations,
           concat_ws(', ', c.said_by || ' on ' || c.said_on, nullif(c.note, '')) as words, null as "closedAt"
    from access.consent c join access."user" u on u.id = c.recorded_by
    where c.reference = any (${[...references]}::text[])
    union all
    select d.decision_id::text, 'not-shared', d.decided_at, u.name, array[d.organisation],
           d.what || ', asked for by ' || d.asked_by || ': ' || d.reason, null
    from access.decision_not_to_share d join access."user" u on u.id = d.decided_by
    where d.reference = any (${[...references]}::text[])
    order by at desc`.execute(db)
  return rows
}

export async function addConsent(
  db: Handle,
  said: {
    reference: string
    state: string
    saidBy: string
    saidOn: string
    note: string
    recordedBy: string
    organisation: string
  },
): Promise<void> {
  await sql`insert into access.consent (reference, state, said_by, said_on, note, recorded_by, organisation)
    values (${said.reference}, ${said.state}, ${said.saidBy}, ${said.saidOn}::date, ${said.note},
            ${said.recordedBy}::uuid, ${said.organisation})`.execute(db)
}

export async function addDecisionNotToShare(
  db: Handle,
  decision: {
    reference: string
    what: string
    askedBy: string
    reason: string
    decidedBy: string
    organisation: string
  },
): Promise<void> {
  await sql`insert into access.decision_not_to_share (reference, what, asked_by, reason, decided_by, organisation)
    values (${decision.reference}, ${decision.what}, ${decision.askedBy}, ${decision.reason},
            ${decision.decidedBy}::uuid, ${decision.organisation})`.execute(db)
}
