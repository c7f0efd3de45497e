import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addMonths, Conflict, NotFound } from '#kernel'
import type { Handle } from '#platform/db'
import { queueMail } from '#platform/mail'
import { type Answer, definePage, type Page, type Reader } from '#platform/web'
import { roleName } from '../../access.permissions.ts'
import { momentWords } from '../../access.words.ts'
import type { AccessSettings } from '../../access-settings.ts'
import { accountIdOf, addAccount } from '../../data/account.queries.ts'
import {
  decideRegistration,
  type Registration,
  registrationById,
} from '../../data/registration.queries.ts'
import { makeLink } from '../../mailed-links.ts'
import { approvedMail, refusedMail } from '../../mails.ts'
import { managesOrganisation, rolesToGive } from '../../rules/account-rule.ts'
import {
  type FieldError,
  line,
  readForm,
  type ShownErrors,
  shownErrors,
  typedText,
} from '../access-parts/form.ts'

interface DecideModel extends ShownErrors {
  readonly asked: {
    id: string
    name: string
    email: string
    jobTitle: string
    organisation: string
    on: string
  }
  readonly roles: readonly { value: string; text: string; checked: boolean }[]
  readonly decision: string
  readonly reason: string
}

const path = '/accounts/requests/:id'
const template = 'manage-accounts/decide-registration.njk'
const monthsToReview = 12

/** The lead's decision on somebody who asks for an account. */
export function decideRegistrationPages(settings: AccessSettings): Page[] {
  return [open, decide(settings)]
}

const open: Page = definePage<DecideModel, 'access.account.manage'>({
  method: 'GET',
  path,
  permission: 'access.account.manage',
  audit: { event: 'access.registration.read', people: () => [], criteria: idOf },
  async handle({ database: { db }, request, reader }) {
    const asked = await waiting(db, request, reader)
    return { template, model: modelOf(asked, reader, {}) }
  },
})

function decide(settings: AccessSettings): Page {
  return definePage<DecideModel, 'access.account.manage'>({
    method: 'POST',
    path,
    permission: 'access.account.manage',
    isGrave: true,
    audit: {
      event: 'access.registration.decided',
      people: () => [],
      criteria: (request, { decision }) => ({ ...idOf(request), decision }),
    },
    async handle({ database: { db }, request, reader, today }): Promise<Answer<DecideModel>> {
      const asked = await waiting(db, request, reader)
      const { body } = request
      const roles = rolesToGive(reader, asked.organisationRoles)
      const read = readForm(formFor(roles), body)
      const refused = (errors: readonly FieldError[]): Answer<DecideModel> => ({
        template,
        status: 400,
        outcome: 'refused',
        model: modelOf(asked, reader, body, errors),
      })
      if (!read.isComplete) return refused(read.errors)
      const { decision, role, reason } = read.values
      const isApproved = decision === 'approve'
      if (isApproved && role === undefined) return refused([{ field: 'role', message: chooseRole }])
      if (!isApproved && !reason) return refused([{ field: 'reason', message: giveReason }])
      const state = isApproved ? 'approved' : 'refused'
      const by = reader.accountId
      if (!(await decideRegistration(db, asked.id, { state, by, reason: reason || null }))) {
        throw new Conflict('Somebody else has decided already.', { fix: 'Go back to the list.' })
      }
      if (isApproved) await admit(db, settings, asked, role ?? '', reader, today)
      else await queueMail(db, refusedMail(asked.email))
      return { redirect: '/accounts', model: modelOf(asked, reader, body) }
    },
  })
}

const chooseRole = 'Choose a role'
const giveReason = 'Say why you refuse. It is kept, and not sent'

function formFor(roles: readonly string[]) {
  return z.object({
    decision: z.enum(['approve', 'refuse'], 'Choose whether to approve or refuse'),
    role: z
      .string()
      .optional()
      .refine((role) => role === undefined || roles.includes(role), chooseRole),
    reason: z.union([z.literal(''), line(giveReason, 500)]).default(''),
  })
}

async function admit(
  db: Handle,
  { baseUrl }: AccessSettings,
  asked: Registration,
  role: string,
  reader: Reader,
  today: string,
): Promise<void> {
  if (await accountIdOf(db, asked.email)) {
    throw new Conflict('There is an account with this address already.')
  }
  const accountId = await addAccount(db, {
    email: asked.email,
    displayName: asked.name,
    organisation: asked.organisation,
    jobTitle: asked.jobTitle,
    role,
    reviewOn: addMonths(today, monthsToReview),
    approvedBy: reader.accountId,
  })
  const link = await makeLink(db, baseUrl, 'first-password', { accountId })
  await queueMail(db, approvedMail(asked.email, link))
}

/** What waits under this address, if it is the reader's to decide. @throws NotFound alike for all else */
async function waiting(db: Handle, request: FastifyRequest, reader: Reader): Promise<Registration> {
  const { id } = idOf(request)
  const asked = z.uuid().safeParse(id).success ? await registrationById(db, id) : undefined
  const isTheirs = asked?.state === 'waiting' && managesOrganisation(reader, asked.organisation)
  if (!asked || !isTheirs) throw new NotFound('Nobody waits for this reader under this id.')
  return asked
}

function idOf(request: FastifyRequest): { id: string } {
  return { id: (request.params as { id: string }).id }
}

function modelOf(
  asked: Registration,
  reader: Reader,
  body: unknown,
  errors: readonly FieldError[] = [],
): DecideModel {
  const { id, name, email, jobTitle, organisationName: organisation, askedAt } = asked
  const chosen = typedText(body, 'role')
  return {
    asked: { id, name, email, jobTitle, organisation, on: momentWords(askedAt) },
    roles: rolesToGive(reader, asked.organisationRoles).map((value) => ({
      value,
      text: roleName(value),
      checked: value === chosen,
    })),
    decision: typedText(body, 'decision'),
    reason: typedText(body, 'reason'),
    ...shownErrors(errors),
  }
}
