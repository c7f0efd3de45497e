import { sql } from 'kysely'
import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** Keeps one form for an account, encrypted, in place of any before. */
export async function putKeptForm(db: Handle, accountId: string, content: string): Promise<void> {
  await only<AccessTables>(db)
    .insertInto('access.kept_form')
    .values({ user_id: accountId, content })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({ content, kept_at: new Date() }),
    )
    .execute()
}

/** The form that is kept for an account; undefined for none, or one of more than an hour ago. */
export async function keptFormOf(db: Handle, accountId: string): Promise<string | undefined> {
  const row = await only<AccessTables>(db)
    .selectFrom('access.kept_form')
    .select('content')
    .where('user_id', '=', accountId)
    .where('kept_at', '>', sql<Date>`now() - interval '1 hour'`)
    .executeTakeFirst()
  return row?.content
}

export async function dropKeptForm(db: Handle, accountId: string): Promise<void> {
  await only<AccessTables>(db)
    .deleteFrom('access.kept_form')
    .where('user_id', '=', accountId)
    .execute()
}
