import { z } from 'zod'
import type { Database } from '#platform/db'
import { type Answer, definePage, type Page, safePath } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { admitTry, tryDigest } from '../../actions/admit-sign-in.ts'
import { checkPassword } from '../../actions/check-password.ts'
import { authenticatorOf } from '../../data/second-factor.queries.ts'
import { forgetAttempts } from '../../data/sign-in-attempt.queries.ts'
import { beginStep } from '../../sign-in-steps.ts'
import { type FieldError, line, readForm, typedText } from '../access-parts/form.ts'
import { type SignInModel, signInModel, wrongCredentials } from './sign-in.view.ts'

const form = z.object({
  email: line('Enter your email address', 254),
  password: z
    .string('Enter your password')
    .min(1, 'Enter your password')
    .max(1000, 'Enter your password'),
})

/** The sign-in page: its form, and what happens when it is sent. What follows is the second factor. */
export function signInPages(database: Database, settings: AccessSettings): Page[] {
  return [openSignIn(settings), sendSignIn(database, settings)]
}

function openSignIn(settings: AccessSettings): Page<SignInModel, 'public'> {
  return definePage({
    method: 'GET',
    path: '/sign-in',
    permission: 'public',
    audit: { event: 'access.sign-in.opened', people: () => [] },
    async handle({ request }) {
      const next = safePath(typedText(request.query, 'next'))
      return { template: 'sign-in/sign-in.njk', model: signInModel(settings, '', next) }
    },
  })
}

function sendSignIn(database: Database, settings: AccessSettings): Page<SignInModel, 'public'> {
  const digestOf = (body: unknown) =>
    tryDigest('password', typedText(body, 'email'), settings.secret)
  return definePage({
    method: 'POST',
    path: '/sign-in',
    permission: 'public',
    audit: {
      event: 'access.password.given',
      people: () => [],
      account: (_request, model) => model.account,
    },
    admit: async ({ body, ip }) => admitTry(database.db, digestOf(body), ip),
    async handle({ database: { db }, request: { body } }): Promise<Answer<SignInModel>> {
      const next = safePath(typedText(body, 'next'))
      const refused = (errors: readonly FieldError[], account?: string): Answer<SignInModel> => ({
        template: 'sign-in/sign-in.njk',
        status: 400,
        outcome: 'refused',
        model: { ...signInModel(settings, typedText(body, 'email'), next, errors), account },
      })
      const read = readForm(form, body)
      if (!read.isComplete) return refused(read.errors)
      const check = await checkPassword(db, read.values.email, read.values.password)
      if (!check.isRight) {
        return refused([{ field: 'password', message: wrongCredentials }], check.accountId)
      }
      const { id } = check.account
      await forgetAttempts(db, digestOf(body))
      const content = { next, method: 'password and code' }
      const cookie = await beginStep(db, settings, {
        kind: 'second-factor',
        accountId: id,
        content,
      })
      return {
        redirect: (await authenticatorOf(db, id)) ? '/sign-in/code' : '/sign-in/set-up',
        cookies: [cookie],
        model: { ...signInModel(settings, '', next), account: id },
      }
    },
  })
}
