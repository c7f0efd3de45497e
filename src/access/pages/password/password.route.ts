import { z } from 'zod'
import type { Database } from '#platform/db'
import { queueMail } from '#platform/mail'
import { type Answer, definePage, type Page } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { admitTry, tryDigest } from '../../actions/admit-sign-in.ts'
import { faultOfPassword, takePassword } from '../../actions/choose-password.ts'
import { openAccountByEmail, openAccountById } from '../../data/account.queries.ts'
import { makeLink, openLink, useLink } from '../../mailed-links.ts'
import { choosePasswordMail, securityChangedMail } from '../../mails.ts'
import { passwordAdvice } from '../../rules/password-rule.ts'
import {
  emailAddress,
  type FieldError,
  readForm,
  type ShownErrors,
  shownErrors,
  typedText,
} from '../access-parts/form.ts'

interface ForgottenModel extends ShownErrors {
  readonly email: string
}

interface ChooseModel extends ShownErrors {
  readonly token: string
  readonly advice: string
  readonly account?: string | undefined
}

/** A password forgotten, or not chosen yet: by a link that is mailed to the account's own address. */
export function passwordPages(database: Database, settings: AccessSettings): Page[] {
  return [
    openForgotten(),
    sendForgotten(database, settings),
    sentPage(),
    openChoose(),
    choose(database, settings),
  ]
}

const forgotten = { template: 'password/forgotten.njk' }

function openForgotten(): Page {
  return definePage<ForgottenModel, 'public'>({
    method: 'GET',
    path: '/password/forgotten',
    permission: 'public',
    audit: { event: 'access.password-link.opened', people: () => [] },
    handle: async () => ({ ...forgotten, model: { email: '', ...shownErrors() } }),
  })
}

function sendForgotten(database: Database, settings: AccessSettings): Page {
  const form = z.object({ email: emailAddress() })
  return definePage<ForgottenModel, 'public'>({
    method: 'POST',
    path: '/password/forgotten',
    permission: 'public',
    audit: { event: 'access.password-link.asked', people: () => [] },
    async admit({ body, ip }) {
      const digest = tryDigest('mail', typedText(body, 'email'), settings.secret)
      await admitTry(database.db, digest, ip)
    },
    async handle({ database: { db }, request: { body } }): Promise<Answer<ForgottenModel>> {
      const read = readForm(form, body)
      if (!read.isComplete) {
        const model = { email: typedText(body, 'email'), ...shownErrors(read.errors) }
        return { ...forgotten, status: 400, outcome: 'refused', model }
      }
      const account = await openAccountByEmail(db, read.values.email)
      const about = account === undefined ? {} : { accountId: account.id }
      // For nobody a link is made too, and no mail kept: the same work, and nothing to tell apart.
      const link = await makeLink(db, settings.baseUrl, 'choose-password', about)
      const mail = choosePasswordMail(read.values.email, link)
      await queueMail(db, mail, account !== undefined)
      return { redirect: '/password/sent', model: { email: '', ...shownErrors() } }
    },
  })
}

function sentPage(): Page {
  return definePage<object, 'public'>({
    method: 'GET',
    path: '/password/sent',
    permission: 'public',
    audit: { event: 'access.password-link.sent', people: () => [] },
    handle: async () => ({ template: 'password/sent.njk', model: {} }),
  })
}

function openChoose(): Page {
  return definePage<ChooseModel, 'public'>({
    method: 'GET',
    path: '/password/choose',
    permission: 'public',
    audit: { event: 'access.password-choice.opened', people: () => [] },
    handle: async ({ request }) => ({
      template: 'password/choose.njk',
      model: modelOf(typedText(request.query, 'token')),
    }),
  })
}

function choose(database: Database, settings: AccessSettings): Page {
  return definePage<ChooseModel, 'public'>({
    method: 'POST',
    path: '/password/choose',
    permission: 'public',
    audit: {
      event: 'access.password.chosen',
      people: () => [],
      account: (_request, model) => model.account,
    },
    async admit({ ip }) {
      await admitTry(database.db, tryDigest('mail', `choosing from ${ip}`, settings.secret), ip)
    },
    async handle({ database: { db }, request: { body } }): Promise<Answer<ChooseModel>> {
      const token = typedText(body, 'token')
      const link = await openLink(db, 'choose-password', token)
      const account = link?.accountId ? await openAccountById(db, link.accountId) : undefined
      const refused = (template: string, errors: readonly FieldError[]): Answer<ChooseModel> => ({
        template,
        status: 400,
        outcome: 'refused',
        model: { ...modelOf(token, errors), account: account?.id },
      })
      if (account === undefined) return refused('password/link-over.njk', [])
      const { password } = passwordIn(body)
      const fault = faultOfPassword(account, password)
      if (fault) return refused('password/choose.njk', [{ field: 'password', message: fault }])
      if (!(await useLink(db, token))) return refused('password/link-over.njk', [])
      await takePassword(db, account.id, password)
      await queueMail(db, securityChangedMail(account.email, 'Your password has been changed.'))
      return { redirect: '/sign-in', model: { ...modelOf(''), account: account.id } }
    },
  })
}

/** The password of a form as it was typed: blanks are part of it. */
export function passwordIn(body: unknown): { password: string } {
  const parsed = z.object({ password: z.string().max(1000) }).safeParse(body)
  return parsed.success ? parsed.data : { password: '' }
}

function modelOf(token: string, errors: readonly FieldError[] = []): ChooseModel {
  return { token, advice: passwordAdvice, ...shownErrors(errors) }
}
