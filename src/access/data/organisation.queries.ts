import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** An agency whose people may use Kith. */
export interface Organisation {
  readonly organisation: string
  readonly name: string
  readonly kind: string
  /** Addresses under these may register. */
  readonly emailDomains: readonly string[]
  /** The roles that its people may have. */
  readonly roles: readonly string[]
  readonly closedAt: Date | null
}

const columns = [
  'organisation',
  'name',
  'kind',
  'email_domains as emailDomains',
  'roles',
  'closed_at as closedAt',
] as const

export async function listOrganisations(db: Handle): Promise<Organisation[]> {
  return only<AccessTables>(db)
    .selectFrom('access.organisation')
    .select(columns)
    .orderBy('name')
    .execute()
}

export async function organisationByKey(
  db: Handle,
  organisation: string,
): Promise<Organisation | undefined> {
  return only<AccessTables>(db)
    .selectFrom('access.organisation')
    .select(columns)
    .where('organisation', '=', organisation)
    .executeTakeFirst()
}

/** The open organisation whose people have addresses under this domain. */
export async function organisationOfDomain(
  db: Handle,
  domain: string,
): Promise<Organisation | undefined> {
  return only<AccessTables>(db)
    .selectFrom('access.organisation')
    .select(columns)
    .where(({ eb, fn }) => eb(eb.val(domain.toLowerCase()), '=', fn.any('email_domains')))
    .where('closed_at', 'is', null)
    .executeTakeFirst()
}

/** Adds an organisation; one that is there already stays as it is. Answers whether it is new. */
export async function addOrganisation(
  db: Handle,
  organisation: Omit<Organisation, 'closedAt'>,
): Promise<boolean> {
  const added = await only<AccessTables>(db)
    .insertInto('access.organisation')
    .values({
      organisation: organisation.organisation,
      name: organisation.name,
      kind: organisation.kind,
      email_domains: [...organisation.emailDomains],
      roles: [...organisation.roles],
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('organisation')
    .executeTakeFirst()
  return added !== undefined
}

/** What is changed of an organisation, whole. Closed, none of its people can sign in. */
export async function changeOrganisation(
  db: Handle,
  key: string,
  to: Omit<Organisation, 'organisation'>,
): Promise<void> {
  await only<AccessTables>(db)
    .updateTable('access.organisation')
    .set({
      name: to.name,
      kind: to.kind,
      email_domains: [...to.emailDomains],
      roles: [...to.roles],
      closed_at: to.closedAt,
    })
    .where('organisation', '=', key)
    .execute()
}
