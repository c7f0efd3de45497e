import { sql } from 'kysely'
import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** What is known between two pages of a sign-in. */
export interface SignInStep {
  readonly tokenDigest: string
  readonly kind: string
  readonly accountId: string | null
  /** Encrypted. */
  readonly content: string
  readonly wrongCodes: number
}

export async function addStep(
  db: Handle,
  step: Omit<SignInStep, 'wrongCodes'>,
  minutes: number,
): Promise<void> {
  await only<AccessTables>(db)
    .insertInto('access.sign_in_step')
    .values({
      token_digest: step.tokenDigest,
      kind: step.kind,
      user_id: step.accountId,
      content: step.content,
      expires_at: sql<Date>`now() + make_interval(mins => ${minutes})`,
    })
    .execute()
}

export async function readStep(
  db: Handle,
  tokenDigest: string,
  kind: string,
): Promise<SignInStep | undefined> {
  return only<AccessTables>(db)
    .selectFrom('access.sign_in_step')
    .select([
      'token_digest as tokenDigest',
      'kind',
      'user_id as accountId',
      'content',
      'wrong_codes as wrongCodes',
    ])
    .where('token_digest', '=', tokenDigest)
    .where('kind', '=', kind)
    .where('expires_at', '>', new Date())
    .executeTakeFirst()
}

/** Takes a step out, so that it leads on only once. Answers whether it was still there. */
export async function takeStep(db: Handle, tokenDigest: string): Promise<boolean> {
  const taken = await only<AccessTables>(db)
    .deleteFrom('access.sign_in_step')
    .where('token_digest', '=', tokenDigest)
    .returning('token_digest')
    .executeTakeFirst()
  return taken !== undefined
}

export async function changeStep(db: Handle, tokenDigest: string, content: string): Promise<void> {
  await only<AccessTables>(db)
    .updateTable('access.sign_in_step')
    .set({ content })
    .where('token_digest', '=', tokenDigest)
    .execute()
}

/** Counts a wrong code; from the last one allowed on, the step is gone and the password asked again. */
export async function countWrongCode(db: Handle, tokenDigest: string, allowed: number) {
  const tables = only<AccessTables>(db)
  await tables
    .updateTable('access.sign_in_step')
    .set({ wrong_codes: sql<number>`wrong_codes + 1` })
    .where('token_digest', '=', tokenDigest)
    .execute()
  await tables
    .deleteFrom('access.sign_in_step')
    .where('token_digest', '=', tokenDigest)
    .where('wrong_codes', '>=', allowed)
    .execute()
}
