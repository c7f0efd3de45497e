import { addMonths, BadInput, Conflict } from '#kernel'
import { type Database, inTransaction } from '#platform/db'
import { roleName } from '../access.permissions.ts'
import { recordAccess } from '../data/access-log.queries.ts'
import { accountIdOf, addAccount } from '../data/account.queries.ts'
import { addOrganisation, organisationByKey } from '../data/organisation.queries.ts'
import { makeLink } from '../mailed-links.ts'
import { organisationKey } from '../rules/organisation-rule.ts'

/** Whom to make an account for from the command line: the first administrator of a new Kith. */
export interface Invitation {
  readonly email: string
  readonly name: string
  /** An organisation's key; one that is not there is added under this name. */
  readonly organisation: string
  readonly role: string
  readonly isLead: boolean
}

/**
 * Makes an account and answers the link with which its owner chooses a password, within three days.
 *
 * @throws BadInput for an unknown role, Conflict where there is an account with this address
 */
export async function invite(
  database: Database,
  invitation: Invitation,
  { baseUrl, today }: { readonly baseUrl: string; readonly today: string },
): Promise<string> {
  const { email, name, role, isLead } = invitation
  if (roleName(role) === role) throw new BadInput(`There is no role ${role}.`)
  return inTransaction(database.db, async (trx) => {
    if (await accountIdOf(trx, email)) {
      throw new Conflict('There is an account with this address already.')
    }
    const organisation = organisationKey(invitation.organisation)
    const known = await organisationByKey(trx, organisation)
    if (known && !known.roles.includes(role)) {
      throw new BadInput(`People of ${known.name} may not have the role ${role}.`, {
        fix: 'Add the role to the organisation first.',
      })
    }
    if (!known) {
      const added = {
        organisation,
        name: invitation.organisation,
        kind: 'council',
        emailDomains: [],
      }
      await addOrganisation(trx, { ...added, roles: [role] })
    }
    const reviewOn = addMonths(today, 12)
    const account = { email, displayName: name, organisation, role, isLead, reviewOn }
    const accountId = await addAccount(trx, account)
    const link = await makeLink(trx, baseUrl, 'first-password', { accountId })
    await recordAccess(trx, {
      event: 'access.account.invited',
      account: undefined,
      organisation: undefined,
      role: undefined,
      people: [],
      criteria: { id: accountId, role, organisation },
      outcome: 'allowed',
      requestId: 'command line',
      address: 'this machine',
    })
    return link
  })
}
