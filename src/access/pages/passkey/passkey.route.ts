import { NotFound } from '#kernel'
import type { Database } from '#platform/db'
import { queueMail } from '#platform/mail'
import { type Answer, definePage, type Page, safePath } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { admitTry, tryDigest } from '../../actions/admit-sign-in.ts'
import { openSession } from '../../actions/open-session.ts'
import { accountById, openAccountById } from '../../data/account.queries.ts'
import {
  addPasskey,
  notePasskeyUse,
  passkeyById,
  passkeysOf,
  removePasskey,
} from '../../data/passkey.queries.ts'
import { securityChangedMail } from '../../mails.ts'
import {
  checkPasskey,
  offerNewPasskey,
  offerSignIn,
  passkeyIdIn,
  takeNewPasskey,
} from '../../passkeys.ts'
import { beginStep, currentStep, endStep } from '../../sign-in-steps.ts'
import { type ShownErrors, shownErrors, typedText } from '../access-parts/form.ts'

interface PasskeyModel extends ShownErrors {
  /** For the browser's own dialog, as JSON. */
  readonly options?: string
  readonly account?: string | undefined
  readonly name?: string
}

/** Signing in with a passkey, and adding or removing one. These need a script: browsers offer no other way. */
export function passkeyPages(database: Database, settings: AccessSettings): Page[] {
  return [openSignInPage(settings), signInPage(database, settings), ...ownPasskeys(settings)]
}

const signInPath = '/sign-in/passkey'
const signInTemplate = 'passkey/sign-in.njk'

function openSignInPage(settings: AccessSettings): Page {
  return definePage<PasskeyModel, 'public'>({
    method: 'GET',
    path: signInPath,
    permission: 'public',
    audit: { event: 'access.passkey.asked', people: () => [] },
    async handle({ database: { db }, request }) {
      const options = await offerSignIn(settings)
      const next = safePath(typedText(request.query, 'next'))
      const content = { next, challenge: options.challenge }
      const cookie = await beginStep(db, settings, { kind: 'passkey', accountId: null, content })
      const model = { options: JSON.stringify(options), ...shownErrors() }
      return { template: signInTemplate, cookies: [cookie], model }
    },
  })
}

function signInPage(database: Database, settings: AccessSettings): Page {
  return definePage<PasskeyModel, 'public'>({
    method: 'POST',
    path: signInPath,
    permission: 'public',
    audit: {
      event: 'access.account.signed-in',
      people: () => [],
      account: (_request, model) => model.account,
      criteria: () => ({ method: 'passkey' }),
    },
    async admit({ body, ip }) {
      const digest = tryDigest('passkey', passkeyIdIn(answerIn(body)), settings.secret)
      await admitTry(database.db, digest, ip)
    },
    async handle({ database: { db }, request }): Promise<Answer<PasskeyModel>> {
      const step = await currentStep(db, settings, request, 'passkey')
      const answer = answerIn(request.body)
      const passkey = await passkeyById(db, passkeyIdIn(answer))
      const account = passkey && (await openAccountById(db, passkey.accountId))
      const count =
        step && passkey && (await checkPasskey(settings, step.content.challenge, answer, passkey))
      // A challenge is good for one answer, right or wrong.
      const isFirst = step !== undefined && (await endStep(db, step))
      if (!passkey || !account || count === undefined || !isFirst) {
        const message = 'The passkey was not accepted. Try again, or sign in with your password'
        const model = { ...shownErrors([{ field: 'passkey', message }]), account: account?.id }
        return { template: signInTemplate, status: 400, outcome: 'refused', model }
      }
      await notePasskeyUse(db, passkey.id, count)
      const who = { accountId: account.id, method: 'passkey' }
      return {
        redirect: step.content.next,
        cookies: await openSession(db, settings, request, who),
        model: { ...shownErrors(), account: account.id },
      }
    },
  })
}

const addPath = '/my-account/passkeys/add'
const addTemplate = 'passkey/add.njk'

function ownPasskeys(settings: AccessSettings): Page[] {
  return [
    definePage<PasskeyModel, 'signed-in'>({
      method: 'GET',
      path: addPath,
      permission: 'signed-in',
      isGrave: true,
      audit: { event: 'access.passkey.offered', people: () => [] },
      async handle({ database: { db }, reader }) {
        const account = await accountById(db, reader.accountId)
        if (!account) throw new NotFound('The reader’s account is gone.')
        const known = await passkeysOf(db, account.id)
        const options = await offerNewPasskey(settings, account, known)
        const content = { next: '/my-account', challenge: options.challenge }
        const step = { kind: 'new-passkey', accountId: account.id, content } as const
        const cookies = [await beginStep(db, settings, step)]
        const model = { options: JSON.stringify(options), ...shownErrors() }
        return { template: addTemplate, cookies, model }
      },
    }),
    definePage<PasskeyModel, 'signed-in'>({
      method: 'POST',
      path: addPath,
      permission: 'signed-in',
      isGrave: true,
      audit: { event: 'access.passkey.added', people: () => [] },
      async handle({ database: { db }, request, reader }): Promise<Answer<PasskeyModel>> {
        const step = await currentStep(db, settings, request, 'new-passkey')
        const isOwn = step?.accountId === reader.accountId
        const made = isOwn
          ? await takeNewPasskey(settings, step.content.challenge, answerIn(request.body))
          : undefined
        const isFirst = isOwn && (await endStep(db, step))
        if (made === undefined || !isFirst || (await passkeyById(db, made.id))) {
          const message = 'The passkey was not accepted. Open the page again and retry'
          const model = shownErrors([{ field: 'passkey', message }])
          return { template: addTemplate, status: 400, outcome: 'refused', model }
        }
        const name = typedText(request.body, 'name').slice(0, 60) || 'A passkey'
        await addPasskey(db, { ...made, accountId: reader.accountId, name })
        const account = await accountById(db, reader.accountId)
        if (account) await queueMail(db, securityChangedMail(account.email, 'A passkey was added.'))
        return { redirect: '/my-account', model: shownErrors() }
      },
    }),
    definePage<PasskeyModel, 'signed-in'>({
      method: 'POST',
      path: '/my-account/passkeys/remove',
      permission: 'signed-in',
      isGrave: true,
      audit: { event: 'access.passkey.removed', people: () => [] },
      async handle({ database: { db }, request, reader }) {
        const id = typedText(request.body, 'passkey')
        if (!(await removePasskey(db, reader.accountId, id))) {
          throw new NotFound('The reader has no such passkey.')
        }
        return { redirect: '/my-account', model: shownErrors() }
      },
    }),
  ]
}

/** The browser's answer as it came: longer than what a person types. */
function answerIn(body: unknown): string {
  const answer = typeof body === 'object' && body !== null ? Reflect.get(body, 'answer') : ''
  return typeof answer === 'string' ? answer : ''
}
