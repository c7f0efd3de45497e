import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import { agreementSchema, type SharingAgreement } from '../rules/sharing-agreement.ts'

/** One version of an agreement. */
export interface AgreementVersion {
  readonly version: number
  readonly content: SharingAgreement
  readonly changedAt: Date
  /** Who changed it; undefined where a file was loaded or the account is gone. */
  readonly changedBy: string | undefined
  readonly reason: string
}

/** In SQL: every agreement as it stands now, in the order of their numbers, as one text of JSON. */
export const currentAgreements = sql<string | null>`
  select jsonb_agg(content order by agreement)::text from (
    select distinct on (agreement) agreement, content from access.sharing_agreement
    order by agreement, version desc
  ) current_agreement`

let lastRead: { readonly text: string; readonly agreements: readonly SharingAgreement[] } = {
  text: '[]',
  agreements: [],
}

/** The agreements of that text. Every page asks for them and they seldom change: the last are kept. */
export function agreementsOf(text: string | null): readonly SharingAgreement[] {
  if (text === null) return []
  if (text !== lastRead.text) {
    const contents = JSON.parse(text) as unknown[]
    lastRead = { text, agreements: contents.map((one) => agreementSchema.parse(one)) }
  }
  return lastRead.agreements
}

/** Every agreement as it stands now, in the order of their numbers. */
export async function listAgreements(db: Handle): Promise<readonly SharingAgreement[]> {
  const { rows } = await sql<{
    text: string | null
  }>`select (${currentAgreements}) as text`.execute(db)
  return agreementsOf(rows[0]?.text ?? null)
}

/** Every version of one agreement, the one that stands now first. */
export async function versionsOf(db: Handle, agreement: string): Promise<AgreementVersion[]> {
  const { rows } = await sql<
    Omit<AgreementVersion, 'content' | 'changedBy'> & { content: unknown; name: string | null }
  >`
    select a.version, a.content, a.changed_at as "changedAt", u.name, a.reason
    from access.sharing_agreement a left join access."user" u on u.id = a.changed_by
    where a.agreement = ${agreement} order by a.version desc`.execute(db)
  return rows.map(({ name, content, ...row }) => ({
    ...row,
    content: agreementSchema.parse(content),
    changedBy: name ?? undefined,
  }))
}

/**
 * Adds a version. Answers whether it is the one after `after`: false where somebody else has changed
 * the agreement meanwhile, or it exists already and `after` is 0.
 */
export async function addVersion(
  db: Handle,
  content: SharingAgreement,
  { after, changedBy, reason }: { after: number; changedBy: string | undefined; reason: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.sharing_agreement (agreement, version, content, changed_by, reason)
    select ${content.agreement}, ${after + 1}, ${JSON.stringify(content)}::jsonb, ${changedBy ?? null}::uuid, ${reason}
    where ${after} = coalesce((select max(version) from access.sharing_agreement
                               where agreement = ${content.agreement}), 0)
    on conflict do nothing`.execute(db)
  return numAffectedRows === 1n
}
