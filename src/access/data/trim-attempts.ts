import type pg from 'pg'

/** Removes attempts to sign in from before a day. Answers how many, by table. */
export async function trimSignIns(
  client: pg.ClientBase,
  before: (period: 'signInAttempts') => string,
): Promise<Record<string, number>> {
  const { rowCount } = await client.query(
    `delete from access.sign_in_attempt where at < $1::date`,
    [before('signInAttempts')],
  )
  return { 'access.sign_in_attempt': rowCount ?? 0 }
}
