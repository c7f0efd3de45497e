import { verifyPassword } from 'better-auth/crypto'
import { z } from 'zod'
import type { Database } from '#platform/db'
import { type Answer, definePage, type Page, safePath } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { admitTry, tryDigest } from '../../actions/admit-sign-in.ts'
import { passwordHashOf } from '../../data/account.queries.ts'
import { confirmSession } from '../../data/session.queries.ts'
import { forgetAttempts } from '../../data/sign-in-attempt.queries.ts'
import { makeFindSession } from '../../reader-of.ts'
import { readForm, type ShownErrors, shownErrors, typedText } from '../access-parts/form.ts'

interface ConfirmModel extends ShownErrors {
  readonly next: string
  readonly hasPassword: boolean
}

const template = 'confirm-identity/confirm-identity.njk'
const path = '/confirm-it-is-you'
const form = z.object({
  password: z.string().min(1, 'Enter your password').max(1000, 'Enter your password'),
})

/** Asks again who the reader is, before a grave action on a screen that somebody may have left. */
export function confirmIdentityPages(database: Database, settings: AccessSettings): Page[] {
  const find = makeFindSession(database, settings)
  return [
    definePage<ConfirmModel, 'signed-in'>({
      method: 'GET',
      path,
      permission: 'signed-in',
      audit: { event: 'access.identity.asked', people: () => [] },
      async handle({ database: { db }, request, reader }) {
        const hasPassword = (await passwordHashOf(db, reader.accountId)) !== undefined
        const next = safePath(typedText(request.query, 'next'))
        return { template, model: { next, hasPassword, ...shownErrors() } }
      },
    }),
    definePage<ConfirmModel, 'signed-in'>({
      method: 'POST',
      path,
      permission: 'signed-in',
      audit: { event: 'access.identity.confirmed', people: () => [] },
      async admit(request) {
        const session = await find(request)
        if (session === undefined) return
        const digest = tryDigest('password', session.userId, settings.secret)
        await admitTry(database.db, digest, request.ip)
      },
      async handle({ database: { db }, request, reader }): Promise<Answer<ConfirmModel>> {
        const next = safePath(typedText(request.body, 'next'))
        const hash = await passwordHashOf(db, reader.accountId)
        const refused = (message: string): Answer<ConfirmModel> => ({
          template,
          status: 400,
          outcome: 'refused',
          model: { next, hasPassword: true, ...shownErrors([{ field: 'password', message }]) },
        })
        const read = readForm(form, request.body)
        if (!read.isComplete) return refused('Enter your password')
        const isRight = hash && (await verifyPassword({ hash, password: read.values.password }))
        if (!isRight) return refused('The password is not right')
        await forgetAttempts(db, tryDigest('password', reader.accountId, settings.secret))
        if (reader.session) await confirmSession(db, reader.session.sessionId)
        return { redirect: next, model: { next, hasPassword: true, ...shownErrors() } }
      },
    }),
  ]
}
