import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** A shield that somebody raised. */
export interface Shield {
  readonly shieldId: string
  readonly reference: string
  readonly scope: 'record' | 'whereabouts'
  readonly coversFamily: boolean
  readonly ground: string
  readonly reason: string
  /** `YYYY-MM-DD` */
  readonly reviewOn: string
  readonly raisedBy: string
  readonly raisedAt: Date
}

/** Raises a shield. It binds once the store has bound it to people, in the same transaction. */
export async function addShield(
  db: Handle,
  shield: Omit<Shield, 'shieldId' | 'raisedAt'>,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into access.shield (reference, scope, covers_family, ground, reason, review_on, raised_by, raised_run)
    select ${shield.reference}, ${shield.scope}, ${shield.coversFamily}, ${shield.ground}, ${shield.reason},
           ${shield.reviewOn}::date, ${shield.raisedBy}::uuid,
           coalesce((select max(run_id) from platform.run), 0)
    returning shield_id as id`.execute(db)
  return rows[0]?.id ?? ''
}

/** Shields in force: of one person, or all; those whose review is next come first. */
export async function shieldsInForce(db: Handle, reference?: string): Promise<Shield[]> {
  const { rows } = await sql<Shield>`
    select s.shield_id as "shieldId", s.reference, s.scope, s.covers_family as "coversFamily", s.ground,
           s.reason, s.review_on as "reviewOn", u.name as "raisedBy", s.raised_at as "raisedAt"
    from access.shield s join access."user" u on u.id = s.raised_by
    where s.lifted_at is null and (${reference ?? null}::text is null or s.reference = ${reference ?? null})
    order by s.review_on, s.raised_at`.execute(db)
  return rows
}

/** Lifts a shield; false where it is none in force. */
export async function liftShield(
  db: Handle,
  shieldId: string,
  by: { account: string; because: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.shield set lifted_at = clock_timestamp(), lifted_by = ${by.account}, lifted_because = ${by.because}
    where shield_id = ${shieldId}::uuid and lifted_at is null`.execute(db)
  return numAffectedRows === 1n
}

/** Puts a shield's next review off to another day; false where it is none in force. */
export async function reviewShield(db: Handle, shieldId: string, on: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.shield set review_on = ${on}::date
    where shield_id = ${shieldId}::uuid and lifted_at is null`.execute(db)
  return numAffectedRows === 1n
}

/** The reference of a shield in force. */
export async function referenceOfShield(db: Handle, shieldId: string): Promise<string | undefined> {
  const { rows } = await sql<{ reference: string }>`
    select reference from access.shield where shield_id = ${shieldId}::uuid and lifted_at is null`.execute(
    db,
  )
  return rows[0]?.reference
}

/** Who may pass the shield of somebody. */
export interface ShieldGrant {
  readonly grantId: string
  readonly reference: string
  readonly kind: 'named' | 'break-glass'
  readonly name: string
  readonly opensWhereabouts: boolean
  readonly reason: string
  readonly grantedBy: string
  readonly untilAt: Date
}

/** What a new grant says. */
export interface NewGrant {
  readonly reference: string
  readonly personId: string
  readonly account: string
  readonly kind: 'named' | 'break-glass'
  readonly opensWhereabouts: boolean
  readonly reason: string
  readonly grantedBy: string
  /** A moment, or the end of a day in London. */
  readonly until: { readonly hours: number } | { readonly endOf: string }
}

export async function addGrant(db: Handle, grant: NewGrant): Promise<string> {
  const until =
    'hours' in grant.until
      ? sql`clock_timestamp() + make_interval(hours => ${grant.until.hours})`
      : sql`(${grant.until.endOf}::date + 1)::timestamp at time zone 'Europe/London'`
  const { rows } = await sql<{ id: string }>`
    insert into access.shield_grant
      (reference, person_id, account, kind, opens_whereabouts, reason, granted_by, until_at)
    values (${grant.reference}, ${grant.personId}::uuid, ${grant.account}::uuid, ${grant.kind},
            ${grant.opensWhereabouts}, ${grant.reason}, ${grant.grantedBy}::uuid, ${until})
    returning grant_id as id`.execute(db)
  return rows[0]?.id ?? ''
}

/** Grants in force: of one person, of one account, or all; those that end first come first. */
export async function grantsInForce(
  db: Handle,
  { reference, account }: { reference?: string; account?: string },
): Promise<ShieldGrant[]> {
  const { rows } = await sql<ShieldGrant>`
    select g.grant_id as "grantId", g.reference, g.kind, u.name, g.opens_whereabouts as "opensWhereabouts",
           g.reason, b.name as "grantedBy", g.until_at as "untilAt"
    from access.shield_grant g
    join access."user" u on u.id = g.account join access."user" b on b.id = g.granted_by
    where g.ended_at is null and g.until_at > now()
      and (${reference ?? null}::text is null or g.reference = ${reference ?? null})
      and (${account ?? null}::uuid is null or g.account = ${account ?? null}::uuid)
    order by g.until_at, g.granted_at`.execute(db)
  return rows
}

/** Ends a grant before its time. Answers whose record it opened; undefined where it is none in force. */
export async function endGrant(
  db: Handle,
  grantId: string,
  by: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ reference: string }>`
    update access.shield_grant set ended_at = clock_timestamp(), ended_by = ${by}::uuid
    where grant_id = ${grantId}::uuid and ended_at is null returning reference`.execute(db)
  return rows[0]?.reference
}

/** The open account of an address. */
export async function openAccountOf(
  db: Handle,
  email: string,
): Promise<{ id: string; role: string } | undefined> {
  const { rows } = await sql<{ id: string; role: string }>`
    select id, role from access."user" where email = ${email} and closed_at is null`.execute(db)
  return rows[0]
}
