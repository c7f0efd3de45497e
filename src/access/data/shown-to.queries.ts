import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** Somebody who was shown a person, by the access log. */
export interface ShownTo {
  readonly account: string
  readonly organisation: string | null
  /** The kinds of what they did: `view.child.read`. */
  readonly events: readonly string[]
  readonly looks: number
  readonly firstAt: Date
  readonly lastAt: Date
  /** Where to write to; null for an account that is closed or gone. */
  readonly email: string | null
}

/**
 * Who was shown a person under this reference since a moment, or took them away in a file, or decided
 * on them. Looks at the log itself and at who has looked are left out: they show references only.
 */
export async function shownTo(db: Handle, reference: string, since: Date): Promise<ShownTo[]> {
  const { rows } = await sql<ShownTo>`
    select l.account, max(l.organisation) as organisation, array_agg(distinct l.event) as events,
           count(*)::integer as looks, min(l.at) as "firstAt", max(l.at) as "lastAt",
           max(u.email) as email
    from access.access_log l
    left join access."user" u on u.id = l.account and u.closed_at is null
    where l.people @> array[${reference}]::text[] and l.at >= ${since}
      and l.outcome = 'allowed' and l.account is not null
      and not starts_with(l.event, 'access.') and not starts_with(l.event, 'match.reference.')
      and not starts_with(l.event, 'match.breach')
    group by l.account order by l.account`.execute(db)
  return rows
}

/** The e-mail addresses of the open accounts that have a role. */
export async function addressesOfRole(db: Handle, role: string): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select email from access."user" where role = ${role} and closed_at is null order by email`.execute(
    db,
  )
  return rows.map(({ email }) => email)
}
