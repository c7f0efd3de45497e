import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addMonths, formatDate, isIsoDate, NotFound } from '#kernel'
import type { Handle } from '#platform/db'
import { queueMail } from '#platform/mail'
import { type Answer, definePage, type Page, type Reader } from '#platform/web'
import { roleName } from '../../access.permissions.ts'
import { momentWords } from '../../access.words.ts'
import { type AccountRow, accountById, changeAccount } from '../../data/account.queries.ts'
import { removeSecondFactors } from '../../data/second-factor.queries.ts'
import { endSessions } from '../../data/session.queries.ts'
import { securityChangedMail } from '../../mails.ts'
import { managesOrganisation, mayChange, rolesToGive } from '../../rules/account-rule.ts'
import {
  type FieldError,
  line,
  readForm,
  type ShownErrors,
  shownErrors,
  typedText,
} from '../access-parts/form.ts'

interface AccountModel extends ShownErrors {
  readonly id: string
  readonly facts: readonly { key: { text: string }; value: { text: string } }[]
  readonly name: string
  readonly isClosed: boolean
  /** False for one's own account, and for one whose role only an administrator may touch. */
  readonly canChange: boolean
  readonly roles: readonly { value: string; text: string; selected: boolean }[]
  readonly jobTitle: string
  readonly isLead: boolean
  readonly reviewOn: string
  readonly reason: string
}

const path = '/accounts/:id'
const template = 'manage-accounts/account.njk'
const permission = 'access.account.manage'

/** One account: to change it when its owner moves, to close it when they leave, to review it. */
export const accountPages: readonly Page[] = [
  definePage<AccountModel, typeof permission>({
    method: 'GET',
    path,
    permission,
    audit: { event: 'access.account.read', people: () => [], criteria: idOf },
    async handle({ database: { db }, request, reader, today }) {
      const account = await managed(db, request, reader)
      return { template, model: modelOf(account, reader, today) }
    },
  }),
  change('', 'access.account.changed', changeDetails),
  change('/close', 'access.account.closed', closeAccount),
  change('/open', 'access.account.reopened', openAgain),
  change('/reset-second-factor', 'access.second-factor.reset', resetSecondFactor),
]

interface Doing {
  readonly db: Handle
  readonly account: AccountRow
  readonly reader: Reader
  readonly body: unknown
  readonly today: string
}

/** A change to an account: what is wrong with it, or undefined when it is done. */
type Change = (doing: Doing) => Promise<readonly FieldError[] | undefined>

function change(tail: string, event: string, doIt: Change): Page {
  return definePage<AccountModel, typeof permission>({
    method: 'POST',
    path: `${path}${tail}` as const,
    permission,
    isGrave: true,
    audit: {
      event,
      people: () => [],
      criteria: (request, model) => ({ ...idOf(request), ...changed(model) }),
    },
    async handle({ database: { db }, request, reader, today }): Promise<Answer<AccountModel>> {
      const account = await managed(db, request, reader)
      if (!mayChange(reader, account))
        throw new NotFound('This account is not the reader’s to change.')
      const { body } = request
      const errors = await doIt({ db, account, reader, body, today })
      if (errors) {
        const model = { ...modelOf(account, reader, today, errors), ...typedIn(body) }
        return { template, status: 400, outcome: 'refused', model }
      }
      const after = (await accountById(db, account.id)) ?? account
      return { redirect: `/accounts/${account.id}`, model: modelOf(after, reader, today) }
    },
  })
}

async function changeDetails({ db, account, reader, body, today }: Doing) {
  const roles = rolesToGive(reader, account.organisationRoles)
  const read = readForm(
    z.object({
      role: z.enum(roles as [string, ...string[]], 'Choose a role'),
      jobTitle: line('Enter the job title', 100),
      isLead: z.literal('yes').optional(),
      reviewOn: z
        .string()
        .refine(
          (date) => isIsoDate(date) && date > today && date <= addMonths(today, 24),
          reviewWords,
        ),
    }),
    body,
  )
  if (!read.isComplete) return read.errors
  const { role, jobTitle, isLead, reviewOn } = read.values
  await changeAccount(db, account.id, { role, jobTitle, isLead: isLead === 'yes', reviewOn })
  // What was opened under the role before is not to stay open.
  if (role !== account.role) await endSessions(db, account.id)
  return undefined
}

const reviewWords = 'Enter the next review date, within two years, as year-month-day'

async function closeAccount({ db, account, body }: Doing) {
  const read = readForm(z.object({ reason: line('Say why the account is closed', 300) }), body)
  if (!read.isComplete) return read.errors
  await changeAccount(db, account.id, { closedBecause: read.values.reason })
  await endSessions(db, account.id)
  return undefined
}

async function openAgain({ db, account, today }: Doing) {
  await changeAccount(db, account.id, { closedBecause: null, reviewOn: addMonths(today, 12) })
  return undefined
}

async function resetSecondFactor({ db, account }: Doing) {
  await removeSecondFactors(db, account.id)
  await endSessions(db, account.id)
  const words = 'Your second factor has been reset. At your next sign-in you set up an app anew.'
  await queueMail(db, securityChangedMail(account.email, words))
  return undefined
}

/** The account under this address, if the reader manages it. @throws NotFound alike for all else */
async function managed(db: Handle, request: FastifyRequest, reader: Reader): Promise<AccountRow> {
  const { id } = idOf(request)
  const account = z.uuid().safeParse(id).success ? await accountById(db, id) : undefined
  if (!account || !managesOrganisation(reader, account.organisation)) {
    throw new NotFound('This reader manages no account under this id.')
  }
  return account
}

function idOf(request: FastifyRequest): { id: string } {
  return { id: (request.params as { id: string }).id }
}

/** What the log keeps of a change: the account as it is afterwards. */
function changed({ roles, isLead, reviewOn, isClosed }: AccountModel): Record<string, string> {
  const role = roles.find(({ selected }) => selected)?.value ?? ''
  return { role, isLead: String(isLead), reviewOn, isClosed: String(isClosed) }
}

function typedIn(body: unknown) {
  return { jobTitle: typedText(body, 'jobTitle'), reason: typedText(body, 'reason') }
}

function modelOf(
  account: AccountRow,
  reader: Reader,
  today: string,
  errors: readonly FieldError[] = [],
): AccountModel {
  const { reviewOn, lastActiveOn, closedAt } = account
  const facts = [
    ['Email address', account.email],
    ['Organisation', account.organisationName],
    ['Job title', account.jobTitle ?? 'None recorded'],
    ['Role', roleName(account.role) + (account.isLead ? ', lead for accounts' : '')],
    ['Last used', lastActiveOn ? formatDate(lastActiveOn) : 'Never'],
    ['Next review', reviewOn ? formatDate(reviewOn) : 'No date set'],
    ['State', closedAt ? `Closed on ${momentWords(closedAt)}: ${account.closedBecause}` : 'Open'],
  ] as const
  return {
    id: account.id,
    name: account.name,
    facts: facts.map(([key, value]) => ({ key: { text: key }, value: { text: value } })),
    isClosed: closedAt !== null,
    canChange: mayChange(reader, account),
    roles: rolesToGive(reader, account.organisationRoles).map((value) => ({
      value,
      text: roleName(value),
      selected: value === account.role,
    })),
    jobTitle: account.jobTitle ?? '',
    isLead: account.isLead,
    reviewOn: reviewOn !== null && reviewOn > today ? reviewOn : addMonths(today, 12),
    reason: '',
    ...shownErrors(errors),
  }
}
