import { formatDate } from '#kernel'
import { definePage, type Page } from '#platform/web'
import { roleName } from '../../access.permissions.ts'
import { momentWords } from '../../access.words.ts'
import { type AccountRow, listAccounts } from '../../data/account.queries.ts'
import { type Registration, waitingRegistrations } from '../../data/registration.queries.ts'

interface AccountListModel {
  readonly waiting: readonly { href: string; name: string; organisation: string; asked: string }[]
  readonly accounts: readonly AccountItem[]
  readonly ofEverybody: boolean
}

interface AccountItem {
  readonly href: string
  readonly name: string
  readonly email: string
  readonly organisation: string
  readonly role: string
  readonly state: string
  readonly used: string
  readonly review: string
}

/** The accounts of one's organisation, and who waits to have one; an administrator sees everybody's. */
export const accountListPage: Page = definePage<AccountListModel, 'access.account.manage'>({
  method: 'GET',
  path: '/accounts',
  permission: 'access.account.manage',
  audit: { event: 'access.accounts.listed', people: () => [] },
  async handle({ database: { db }, reader, today }) {
    const ofEverybody = reader.permissions.has('access.account.manage-all')
    const organisation = ofEverybody ? undefined : reader.organisation
    const waiting = await waitingRegistrations(db, organisation)
    const accounts = await listAccounts(db, organisation)
    return {
      template: 'manage-accounts/account-list.njk',
      model: {
        ofEverybody,
        waiting: waiting.map(waitingItem),
        accounts: accounts.map((account) => accountItem(account, today)),
      },
    }
  },
})

function waitingItem({ id, name, organisationName, askedAt }: Registration) {
  const href = `/accounts/requests/${id}`
  return { href, name, organisation: organisationName, asked: momentWords(askedAt) }
}

function accountItem(account: AccountRow, today: string): AccountItem {
  const { reviewOn, lastActiveOn } = account
  const isDue = reviewOn !== null && reviewOn <= today
  return {
    href: `/accounts/${account.id}`,
    name: account.name,
    email: account.email,
    organisation: account.organisationName,
    role: roleName(account.role) + (account.isLead ? ', lead for accounts' : ''),
    state: account.closedAt ? 'Closed' : isDue ? 'Review due' : 'Open',
    used: lastActiveOn ? formatDate(lastActiveOn) : 'Never',
    review: reviewOn ? formatDate(reviewOn) : 'No date set',
  }
}
