import { sql } from 'kysely'
import { type Handle, only } from '#platform/db'
import type { AccessEntry } from '#platform/web'
import type { AccessTables } from './tables.ts'

/**
 * Adds one row to the access log, within the handle's transaction, chained to the row before. The
 * log's lock is held until that transaction ends: make it the last statement. Throws when it cannot be
 * written.
 */
export async function recordAccess(db: Handle, entry: AccessEntry): Promise<void> {
  await sql`select access.record_access(
    ${entry.event}, ${entry.account ?? null}::uuid, ${entry.organisation ?? null},
    ${entry.role ?? null}, ${[...entry.people]}::text[], ${JSON.stringify(entry.criteria)}::jsonb,
    ${entry.outcome}, ${entry.requestId}, ${entry.address})`.execute(db)
}

/** What to look for in the log; what is left out may be anything. */
export interface LogFilter {
  /** A person's reference. */
  readonly reference?: string
  /** An account's e-mail address. */
  readonly email?: string
  /** An event, or the beginning of its name: `view.`. */
  readonly event?: string
  readonly outcome?: 'allowed' | 'refused' | 'failed'
  /** Days in London, `YYYY-MM-DD`, both included. */
  readonly from?: string
  readonly to?: string
}

/** One row, with the name of its account where there still is one. */
export interface LogRow {
  readonly id: number
  readonly at: Date
  readonly event: string
  readonly name: string | null
  readonly email: string | null
  readonly organisation: string | null
  readonly role: string | null
  readonly people: readonly string[]
  /** Null where they have been erased. */
  readonly criteria: Readonly<Record<string, string>> | null
  readonly outcome: 'allowed' | 'refused' | 'failed'
  readonly address: string
}

/** Rows of the log, newest first. `before` is the id to go on below. */
export async function readAccessLog(
  db: Handle,
  filter: LogFilter,
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): Promise<LogRow[]> {
  const day = (date: string) => sql<Date>`${date}::date::timestamp at time zone 'Europe/London'`
  let query = only<AccessTables>(db)
    .selectFrom('access.access_log as l')
    .leftJoin('access.user as u', 'u.id', 'l.account')
    .select([
      'l.access_log_id as id',
      'l.at',
      'l.event',
      'u.name',
      'u.email',
      'l.organisation',
      'l.role',
      'l.people',
      'l.criteria',
      'l.outcome',
      'l.address',
    ])
  const { reference, email, event, outcome, from, to } = filter
  if (before !== undefined) query = query.where('l.access_log_id', '<', before)
  if (reference) query = query.where('l.people', '@>', sql<string[]>`array[${reference}]::text[]`)
  if (email) query = query.where('u.email', '=', email.toLowerCase())
  if (event) query = query.where(sql<boolean>`starts_with(l.event, ${event})`)
  if (outcome) query = query.where('l.outcome', '=', outcome)
  if (from) query = query.where('l.at', '>=', day(from))
  if (to) query = query.where('l.at', '<', sql<Date>`${day(to)} + interval '1 day'`)
  return query.orderBy('l.access_log_id', 'desc').limit(limit).execute()
}

/** Erases what was searched for in these rows, and its salt: the chain still verifies. Answers how many. */
export async function eraseCriteria(db: Handle, ids: readonly number[]): Promise<number> {
  const { numUpdatedRows } = await only<AccessTables>(db)
    .updateTable('access.access_log')
    .set({ criteria: null, criteria_salt: null })
    .where('access_log_id', 'in', [...ids])
    .where('criteria', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** The last row's id and hash (hex); undefined for an empty log. */
export async function headOfLog(db: Handle): Promise<{ id: number; hash: string } | undefined> {
  return only<AccessTables>(db)
    .selectFrom('access.access_log')
    .select(['access_log_id as id', sql<string>`encode(hash, 'hex')`.as('hash')])
    .orderBy('access_log_id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** A row as its hash is over it, all of it text. */
export interface ChainedRow {
  readonly id: number
  readonly at: string
  readonly event: string
  readonly account: string | null
  readonly organisation: string | null
  readonly role: string | null
  readonly people: readonly string[]
  readonly criteria: string | null
  readonly salt: Buffer | null
  readonly criteriaDigest: string
  readonly outcome: string
  readonly requestId: string
  readonly address: string
  readonly previousHash: string
  readonly hash: string
}

/** Rows in their order, from below `after` on, for verifying the chain. */
export async function readChain(db: Handle, after: number, limit: number): Promise<ChainedRow[]> {
  const { rows } = await sql<ChainedRow>`
    select access_log_id as id,
           to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
           event, account, organisation, role, people,
           criteria::text as criteria, criteria_salt as salt,
           encode(criteria_digest, 'hex') as "criteriaDigest",
           outcome, request_id as "requestId", address,
           encode(previous_hash, 'hex') as "previousHash", encode(hash, 'hex') as hash
    from access.access_log where access_log_id > ${after}
    order by access_log_id limit ${limit}`.execute(db)
  return rows
}
