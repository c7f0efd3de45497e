import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** One time that somebody broke the glass, or asked to. */
export interface BrokenGlass {
  readonly glassId: string
  readonly askedBy: string
  readonly askedByName: string
  readonly organisation: string
  readonly askedAt: Date
  /** The day in London, `YYYY-MM-DD`. */
  readonly askedOn: string
  readonly ground: string
  readonly reason: string
  readonly wantsWhereabouts: boolean
  readonly state: 'waiting' | 'agreed' | 'refused'
  readonly decidedByName: string | null
  /** Nobody's where no restricted record fitted. */
  readonly reference: string | null
  readonly personId: string | null
  readonly grantId: string | null
  readonly untilAt: Date | null
  readonly reviewedByName: string | null
  readonly outcome: 'justified' | 'not-justified' | null
  readonly note: string | null
}

const columns = sql`
  g.glass_id as "glassId", g.asked_by as "askedBy", a.name as "askedByName", a.organisation,
  g.asked_at as "askedAt", (g.asked_at at time zone 'Europe/London')::date as "askedOn", g.ground, g.reason,
  g.wants_whereabouts as "wantsWhereabouts", g.state, d.name as "decidedByName", g.reference,
  g.person_id as "personId", g.grant_id as "grantId", g.until_at as "untilAt",
  r.name as "reviewedByName", g.outcome, g.note
  from access.broken_glass g
  join access."user" a on a.id = g.asked_by
  left join access."user" d on d.id = g.decided_by
  left join access."user" r on r.id = g.reviewed_by`

/** Keeps that somebody asked, found or not. */
export async function addBrokenGlass(
  db: Handle,
  glass: Pick<BrokenGlass, 'askedBy' | 'ground' | 'reason' | 'wantsWhereabouts' | 'state'> & {
    readonly reference: string | undefined
    readonly personId: string | undefined
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into access.broken_glass (asked_by, ground, reason, wants_whereabouts, reference, person_id, state)
    values (${glass.askedBy}::uuid, ${glass.ground}, ${glass.reason}, ${glass.wantsWhereabouts},
            ${glass.reference ?? null}, ${glass.personId ?? null}::uuid, ${glass.state})
    returning glass_id as id`.execute(db)
  return rows[0]?.id ?? ''
}

/** Ties a use to the grant that it opened. */
export async function noteOpened(db: Handle, glassId: string, grantId: string): Promise<void> {
  await sql`
    update access.broken_glass b set grant_id = g.grant_id, until_at = g.until_at
    from access.shield_grant g where b.glass_id = ${glassId}::uuid and g.grant_id = ${grantId}::uuid`.execute(
    db,
  )
}

/** How often an account has asked within the last day. */
export async function countGlassesOf(db: Handle, account: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from access.broken_glass
    where asked_by = ${account}::uuid and asked_at > now() - interval '1 day'`.execute(db)
  return rows[0]?.n ?? 0
}

/** Which uses to list. */
export interface GlassFilter {
  readonly glassId?: string
  readonly state?: 'waiting'
  readonly organisation?: string
  readonly askedBy?: string
  /** Leaves out what this account asked for itself. */
  readonly notBy?: string
}

/** Uses, those that nobody has reviewed first, then the latest. */
export async function brokenGlasses(
  db: Handle,
  filter: GlassFilter,
  limit = 200,
): Promise<BrokenGlass[]> {
  const { rows } = await sql<BrokenGlass>`
    select ${columns}
    where (${filter.glassId ?? null}::uuid is null or g.glass_id = ${filter.glassId ?? null}::uuid)
      and (${filter.state ?? null}::text is null or g.state = ${filter.state ?? null})
      and (${filter.organisation ?? null}::text is null or a.organisation = ${filter.organisation ?? null})
      and (${filter.askedBy ?? null}::uuid is null or g.asked_by = ${filter.askedBy ?? null}::uuid)
      and (${filter.notBy ?? null}::uuid is null or g.asked_by <> ${filter.notBy ?? null}::uuid)
    order by g.reviewed_at is not null, g.asked_at desc limit ${limit}`.execute(db)
  return rows
}

/** Keeps the second person's decision; false where nothing waits, or where it is their own. */
export async function decideGlass(
  db: Handle,
  glassId: string,
  decision: { state: 'agreed' | 'refused'; by: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.broken_glass set state = ${decision.state}, decided_by = ${decision.by}::uuid,
      decided_at = clock_timestamp()
    where glass_id = ${glassId}::uuid and state = 'waiting' and asked_by <> ${decision.by}::uuid`.execute(
    db,
  )
  return numAffectedRows === 1n
}

/** Keeps what the review found; false where it has been reviewed, or where it is the reviewer's own. */
export async function reviewGlass(
  db: Handle,
  glassId: string,
  review: { outcome: 'justified' | 'not-justified'; note: string; by: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.broken_glass set outcome = ${review.outcome}, note = ${review.note},
      reviewed_by = ${review.by}::uuid, reviewed_at = clock_timestamp()
    where glass_id = ${glassId}::uuid and reviewed_at is null and asked_by <> ${review.by}::uuid`.execute(
    db,
  )
  return numAffectedRows === 1n
}

/** The addresses of open accounts with a role. */
export async function addressesOfRole(db: Handle, role: string): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select email from access."user" where role = ${role} and closed_at is null order by email`.execute(
    db,
  )
  return rows.map(({ email }) => email)
}

/** The address of an open account. */
export async function addressOf(db: Handle, account: string): Promise<string | undefined> {
  const { rows } = await sql<{ email: string }>`
    select email from access."user" where id = ${account}::uuid and closed_at is null`.execute(db)
  return rows[0]?.email
}

/** Whether a shield in force on one of these grounds binds the person of a reference. */
export async function isShieldedBy(
  db: Handle,
  reference: string | undefined,
  grounds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from access.shield where reference = ${reference ?? null} and lifted_at is null
      and ground = any (${[...grounds]}::text[])) as is`.execute(db)
  return rows[0]?.is === true
}
