import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { ConcernFacts, ConsentState, OnRecord, PurposeKey } from '../rules/purposes.ts'
import type { SharingAgreement } from '../rules/sharing-agreement.ts'
import { agreementsOf, currentAgreements } from './agreement.queries.ts'

/** What decides whom a reader may see for what: read at once, as every page about a person asks it. */
export interface OpeningFacts {
  readonly agreements: readonly SharingAgreement[]
  readonly onRecord: OnRecord
  /** The purpose that the account said on the day, last; undefined where none. */
  readonly said: string | undefined
}

/** The agreements as they stand, what is on record of these references, and what an account said of them. */
export async function openingFacts(
  db: Handle,
  { account, references, on }: { account: string; references: readonly string[]; on: string },
): Promise<OpeningFacts> {
  const about = sql`reference = any (${[...references]}::text[])`
  const { rows } = await sql<{
    agreements: string | null
    concerns: readonly ConcernFacts[] | null
    consent: ConsentState | null
    said: string | null
  }>`
    select (${currentAgreements}) as agreements,
           (select jsonb_agg(jsonb_build_object('kind', kind, 'organisations', organisations,
                                                'openedBy', opened_by, 'isClosed', closed_at is not null))
            from access.concern where ${about}) as concerns,
           (select state from access.consent where ${about} order by consent_id desc limit 1) as consent,
           (select purpose from access.said_purpose
            where account = ${account}::uuid and ${about} and said_on = ${on}::date
            order by said_purpose_id desc limit 1) as said`.execute(db)
  const [facts] = rows
  return {
    agreements: agreementsOf(facts?.agreements ?? null),
    onRecord: { concerns: facts?.concerns ?? [], consent: facts?.consent ?? undefined },
    said: facts?.said ?? undefined,
  }
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
