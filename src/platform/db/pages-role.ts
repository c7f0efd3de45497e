import { createHmac } from 'node:crypto'
import pg from 'pg'
import { Conflict } from '#kernel'
import { type Database, onOneConnection, openDatabase } from './database.ts'

/** What the role that serves pages may do, beyond reading and writing rows. */
export interface PagesRights {
  /** Every schema of the program. */
  readonly schemas: readonly string[]
  /** Tables and views that pages only read. */
  readonly readOnly: readonly string[]
  /** Tables that pages never touch. */
  readonly closed: readonly string[]
}

/**
 * Opens the database for pages: as a role that owns nothing, so that row-level security keeps it out of
 * what its reader may not see. The role is made where it is missing, `<database>_pages`, and given its
 * rights anew each time, as migrations add tables.
 *
 * @param url the database as its owner connects to it
 * @param secret the portal's: the role's password follows from it, and stands nowhere
 * @throws Conflict where the owner may not make roles and the role cannot be signed in with
 */
export async function openForPages(
  owner: Database,
  url: string,
  secret: string,
  rights: PagesRights,
): Promise<Database> {
  const address = new URL(url)
  const role = `${decodeURIComponent(address.pathname.slice(1))}_pages`.slice(0, 63)
  const password = createHmac('sha256', secret).update(`database role ${role}`).digest('base64url')
  await onOneConnection(owner, (client) => giveRights(client, role, password, rights))
  address.username = role
  address.password = password
  return openDatabase(address.href, 'kith pages')
}

const rolesLock = 1_801_547_890

async function giveRights(
  client: pg.ClientBase,
  role: string,
  password: string,
  { schemas, readOnly, closed }: PagesRights,
): Promise<void> {
  const name = pg.escapeIdentifier(role)
  await client.query('select pg_advisory_xact_lock($1)', [rolesLock])
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  try {
    await client.query(
      `${rowCount === 0 ? 'create' : 'alter'} role ${name} login nosuperuser nocreatedb nocreaterole
       password ${pg.escapeLiteral(password)}`,
    )
  } catch (cause) {
    throw new Conflict(`The database's user may not make the role ${role} for pages.`, {
      fix: 'Let a database administrator run: alter role <owner> createrole',
      cause,
    })
  }
  const all = schemas.map((schema) => pg.escapeIdentifier(schema)).join(', ')
  await client.query(`
    grant usage on schema ${all} to ${name};
    grant select, insert, update, delete on all tables in schema ${all} to ${name};
    grant usage on all sequences in schema ${all} to ${name};
    grant execute on all functions in schema ${all} to ${name}`)
  for (const table of readOnly) {
    await client.query(`revoke insert, update, delete, truncate on ${table} from ${name}`)
  }
  for (const table of closed) await client.query(`revoke all on ${table} from ${name}`)
}
