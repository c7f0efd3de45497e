import { z } from 'zod'
import type { Database } from '#platform/db'
import { queueMail } from '#platform/mail'
import { type Answer, definePage, type Page } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { admitTry, tryDigest } from '../../actions/admit-sign-in.ts'
import { accountIdOf, leadAddresses } from '../../data/account.queries.ts'
import { organisationOfDomain } from '../../data/organisation.queries.ts'
import { addRegistration, markVerified, registrationById } from '../../data/registration.queries.ts'
import { makeLink, openLink, useLink } from '../../mailed-links.ts'
import { approvalAskedMail, hasAccountMail, verifyAddressMail } from '../../mails.ts'
import {
  emailAddress,
  type FieldError,
  line,
  readForm,
  type ShownErrors,
  shownErrors,
  typedText,
} from '../access-parts/form.ts'

interface RegisterModel extends ShownErrors {
  readonly name: string
  readonly email: string
  readonly jobTitle: string
}

const form = z.object({
  name: line('Enter your full name', 100),
  email: emailAddress('Enter your work email address'),
  jobTitle: line('Enter your job title', 100),
})

const notApproved =
  'Your organisation is not one whose people can register. Use your work email address, or ask the council’s information governance lead'

/** Asking for an account: an address of an approved organisation, verified, and then its lead's decision. */
export function registerPages(database: Database, settings: AccessSettings): Page[] {
  return [
    openForm(),
    sendForm(database, settings),
    message('/register/sent', 'register/sent.njk', 'access.registration-sent.opened'),
    openVerify(),
    verify(settings),
    message('/register/waiting', 'register/waiting.njk', 'access.registration-waiting.opened'),
  ]
}

function openForm(): Page {
  return definePage<RegisterModel, 'public'>({
    method: 'GET',
    path: '/register',
    permission: 'public',
    audit: { event: 'access.registration.opened', people: () => [] },
    handle: async () => ({ template: 'register/register.njk', model: modelOf({}) }),
  })
}

function sendForm(database: Database, settings: AccessSettings): Page {
  return definePage<RegisterModel, 'public'>({
    method: 'POST',
    path: '/register',
    permission: 'public',
    audit: { event: 'access.registration.asked', people: () => [] },
    async admit({ body, ip }) {
      const digest = tryDigest('mail', typedText(body, 'email'), settings.secret)
      await admitTry(database.db, digest, ip)
    },
    async handle({ database: { db }, request: { body } }): Promise<Answer<RegisterModel>> {
      const refused = (errors: readonly FieldError[]): Answer<RegisterModel> => ({
        template: 'register/register.njk',
        status: 400,
        outcome: 'refused',
        model: modelOf(body, errors),
      })
      const read = readForm(form, body)
      if (!read.isComplete) return refused(read.errors)
      const { email } = read.values
      const approved = await organisationOfDomain(db, email.split('@').at(-1) ?? '')
      if (approved === undefined) return refused([{ field: 'email', message: notApproved }])
      // The same work whether or not there is an account; only the mail, to its owner, differs.
      const hasAccount = (await accountIdOf(db, email)) !== undefined
      const registrationId = await addRegistration(db, {
        ...read.values,
        organisation: approved.organisation,
      })
      const link = await makeLink(db, settings.baseUrl, 'verify-address', { registrationId })
      await queueMail(
        db,
        hasAccount ? hasAccountMail(email, settings.baseUrl) : verifyAddressMail(email, link),
      )
      return { redirect: '/register/sent', model: modelOf({}) }
    },
  })
}

function modelOf(body: unknown, errors: readonly FieldError[] = []): RegisterModel {
  return {
    name: typedText(body, 'name'),
    email: typedText(body, 'email'),
    jobTitle: typedText(body, 'jobTitle'),
    ...shownErrors(errors),
  }
}

function openVerify(): Page {
  return definePage<{ token: string }, 'public'>({
    method: 'GET',
    path: '/register/verify',
    permission: 'public',
    audit: { event: 'access.address.asked', people: () => [] },
    // Opening it does nothing: programs that check mails open links too.
    handle: async ({ request }) => ({
      template: 'register/verify.njk',
      model: { token: typedText(request.query, 'token') },
    }),
  })
}

function verify(settings: AccessSettings): Page {
  return definePage<object, 'public'>({
    method: 'POST',
    path: '/register/verify',
    permission: 'public',
    audit: { event: 'access.address.verified', people: () => [] },
    async handle({ database: { db }, request: { body } }): Promise<Answer<object>> {
      const token = typedText(body, 'token')
      const over: Answer<object> = {
        template: 'register/link-over.njk',
        status: 400,
        outcome: 'refused',
        model: { again: '/register' },
      }
      const link = await openLink(db, 'verify-address', token)
      const asked = link?.registrationId && (await registrationById(db, link.registrationId))
      if (!asked || !(await useLink(db, token))) return over
      if (await accountIdOf(db, asked.email)) return over
      if (await markVerified(db, asked.id)) {
        for (const lead of await leadAddresses(db, asked.organisation)) {
          await queueMail(db, approvalAskedMail(lead, settings.baseUrl))
        }
      }
      return { redirect: '/register/waiting', model: {} }
    },
  })
}

function message(path: `/${string}`, template: string, event: string): Page {
  return definePage<object, 'public'>({
    method: 'GET',
    path,
    permission: 'public',
    audit: { event, people: () => [] },
    handle: async () => ({ template, model: {} }),
  })
}
