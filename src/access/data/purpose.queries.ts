import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { ConcernFacts, ConsentState, OnRecord, PurposeKey } from '../rules/purposes.ts'

/** What an account said of one of these references on a day, last; undefined where nothing. */
export async function purposeSaid(
  db: Handle,
  { account, references, on }: { account: string; references: readonly string[]; on: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ purpose: string }>`
    select purpose from access.said_purpose
    where account = ${account}::uuid and reference = any (${[...references]}::text[]) and said_on = ${on}::date
    order by said_purpose_id desc limit 1`.execute(db)
  return rows[0]?.purpose
}

export async function addSaidPurpose(
  db: Handle,
  said: { account: string; reference: string; on: string; purpose: PurposeKey },
): Promise<void> {
  await sql`insert into access.said_purpose (account, reference, said_on, purpose)
    values (${said.account}::uuid, ${said.reference}, ${said.on}::date, ${said.purpose})`.execute(
    db,
  )
}

/** What is on record about a person that a purpose can rest on. */
export async function onRecordOf(db: Handle, references: readonly string[]): Promise<OnRecord> {
  const { rows: concerns } = await sql<ConcernFacts>`
    select kind, organisations, opened_by as "openedBy", closed_at is not null as "isClosed"
    from access.concern where reference = any (${[...references]}::text[])`.execute(db)
  const { rows: consents } = await sql<{ state: ConsentState }>`
    select state from access.consent where reference = any (${[...references]}::text[])
    order by consent_id desc limit 1`.execute(db)
  return { concerns, consent: consents[0]?.state }
}
