import { encode } from 'uqr'
import { z } from 'zod'
import type { Database } from '#platform/db'
import { type Answer, definePage, type Page } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { admitTry, tryDigest } from '../../actions/admit-sign-in.ts'
import { enrolAuthenticator } from '../../actions/check-code.ts'
import { openSession } from '../../actions/open-session.ts'
import { openAccountById } from '../../data/account.queries.ts'
import { authenticatorOf } from '../../data/second-factor.queries.ts'
import { countWrongCode } from '../../data/sign-in-step.queries.ts'
import { forApp, newKey } from '../../one-time-codes.ts'
import { currentStep, endStep, noStepCookie, rememberMore } from '../../sign-in-steps.ts'
import { type FieldError, line, readForm, shownErrors } from '../access-parts/form.ts'
import { qrPath, type SetUpModel } from './set-up-app.view.ts'

const template = 'second-factor/set-up-app.njk'
const path = '/sign-in/set-up'

/** First sign-in, or the first after a reset: nobody gets in without a second factor. */
export function setUpAppPages(database: Database, settings: AccessSettings): Page[] {
  return [offer(settings), take(database, settings)]
}

function offer(settings: AccessSettings): Page<SetUpModel, 'public'> {
  return definePage({
    method: 'GET',
    path,
    permission: 'public',
    audit: {
      event: 'access.second-factor.offered',
      people: () => [],
      account: (_request, model) => model.account,
    },
    async handle({ database: { db }, request }): Promise<Answer<SetUpModel>> {
      const step = await currentStep(db, settings, request, 'second-factor')
      const account = step?.accountId && (await openAccountById(db, step.accountId))
      if (!step || !account) return goTo('/sign-in', settings)
      // Whoever has an app shows its code; a password alone must never replace it.
      if (await authenticatorOf(db, account.id))
        return { redirect: '/sign-in/code', model: nothing }
      const key = step.content.newKey ?? newKey()
      if (step.content.newKey === undefined) {
        await rememberMore(db, settings, step, { ...step.content, newKey: key })
      }
      return { template, model: offered(key, account) }
    },
  })
}

function take(database: Database, settings: AccessSettings): Page<SetUpModel, 'public'> {
  return definePage({
    method: 'POST',
    path,
    permission: 'public',
    audit: {
      event: 'access.second-factor.set-up',
      people: () => [],
      account: (_request, model) => model.account,
    },
    async admit(request) {
      const step = await currentStep(database.db, settings, request, 'second-factor')
      if (step?.accountId == null) return
      await admitTry(database.db, tryDigest('code', step.accountId, settings.secret), request.ip)
    },
    async handle({ database: { db }, request }): Promise<Answer<SetUpModel>> {
      const step = await currentStep(db, settings, request, 'second-factor')
      const account = step?.accountId && (await openAccountById(db, step.accountId))
      const key = step?.content.newKey
      if (!step || !account || key === undefined) return goTo('/sign-in', settings)
      if (await authenticatorOf(db, account.id))
        return { redirect: '/sign-in/code', model: nothing }
      const refused = (errors: readonly FieldError[]): Answer<SetUpModel> => ({
        template,
        status: 400,
        outcome: 'refused',
        model: offered(key, account, errors),
      })
      const read = readForm(z.object({ code: line(emptyCode, 40) }), request.body)
      if (!read.isComplete) return refused(read.errors)
      const codes = await enrolAuthenticator(db, settings, account.id, { key, ...read.values })
      if (codes === undefined) {
        await countWrongCode(db, step.token, 10)
        return refused([{ field: 'code', message: wrongCode }])
      }
      if (!(await endStep(db, step))) return goTo('/sign-in', settings)
      const who = { accountId: account.id, method: step.content.method }
      return {
        template: 'second-factor/recovery-codes.njk',
        cookies: await openSession(db, settings, request, who),
        model: { ...nothing, account: account.id, codes, next: step.content.next },
      }
    },
  })
}

export const emptyCode = 'Enter the six-digit code that the app shows'
export const wrongCode = 'The code is not right. Enter the one that the app shows now'

const nothing: SetUpModel = shownErrors()

function goTo(redirect: string, settings: AccessSettings): Answer<SetUpModel> {
  return { redirect, cookies: [noStepCookie(settings)], outcome: 'refused', model: nothing }
}

/** The key as text and as a picture, for an account. */
export function offered(
  key: string,
  { id, email }: { readonly id: string; readonly email: string },
  errors: readonly FieldError[] = [],
): SetUpModel {
  const { text, address } = forApp(key, email)
  const { data, size } = encode(address, { border: 4 })
  return { ...shownErrors(errors), account: id, key: text, qr: { size, path: qrPath(data) } }
}
