import { verifyPassword } from 'better-auth/crypto'
import type { FastifyRequest } from 'fastify'
import { formatDate, NotFound } from '#kernel'
import type { Handle } from '#platform/db'
import { queueMail } from '#platform/mail'
import { type Answer, definePage, type Page, type Reader } from '#platform/web'
import { roleName } from '../../access.permissions.ts'
import { momentWords } from '../../access.words.ts'
import type { AccessSettings } from '../../access-settings.ts'
import { enrolAuthenticator, renewRecoveryCodes } from '../../actions/check-code.ts'
import { faultOfPassword, takePassword } from '../../actions/choose-password.ts'
import { type AccountRow, accountById, passwordHashOf } from '../../data/account.queries.ts'
import { passkeysOf } from '../../data/passkey.queries.ts'
import { countRecoveryCodes } from '../../data/second-factor.queries.ts'
import { endSessions, sessionsOf } from '../../data/session.queries.ts'
import { securityChangedMail } from '../../mails.ts'
import { newKey } from '../../one-time-codes.ts'
import { passwordAdvice } from '../../rules/password-rule.ts'
import { seal, unseal } from '../../sealing.ts'
import { type FieldError, type ShownErrors, shownErrors, typedText } from '../access-parts/form.ts'
import { passwordIn } from '../password/password.route.ts'
import { offered, wrongCode } from '../second-factor/set-up-app.route.ts'
import type { SetUpModel } from '../second-factor/set-up-app.view.ts'

interface MyAccountModel {
  readonly facts: readonly { key: { text: string }; value: { text: string } }[]
  readonly sessions: readonly { id: string; words: string; isThis: boolean }[]
  readonly passkeys: readonly { id: string; name: string; words: string }[]
  readonly codesLeft: number
  readonly hasPassword: boolean
  readonly isLead: boolean
}

/** One's own account: who one is to Kith, where one is signed in, and how one signs in. */
export function myAccountPages(settings: AccessSettings): Page[] {
  return [
    myAccount,
    endOne,
    endOthers,
    endAll,
    newCodesPage(settings),
    ...replaceAppPages(settings),
    ...changePasswordPages,
  ]
}

const myAccount = definePage<MyAccountModel, 'signed-in'>({
  method: 'GET',
  path: '/my-account',
  permission: 'signed-in',
  audit: { event: 'access.my-account.read', people: () => [] },
  async handle({ database: { db }, reader }) {
    const account = await ownAccount(db, reader)
    const facts = [
      ['Name', account.name],
      ['Email address', account.email],
      ['Organisation', account.organisationName],
      ['Role', roleName(account.role)],
      ['Next review', account.reviewOn ? formatDate(account.reviewOn) : 'No date set'],
    ] as const
    const sessions = await sessionsOf(db, account.id)
    const passkeys = await passkeysOf(db, account.id)
    return {
      template: 'my-account/my-account.njk',
      model: {
        facts: facts.map(([key, value]) => ({ key: { text: key }, value: { text: value } })),
        sessions: sessions.map(({ id, createdAt, lastSeenAt, userAgent, method }) => ({
          id,
          isThis: id === reader.session?.sessionId,
          words: `${browserWords(userAgent)}, by ${method}. Signed in ${momentWords(createdAt)}, last used ${momentWords(lastSeenAt)}`,
        })),
        passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
          id,
          name,
          words: `added ${momentWords(createdAt)}, ${lastUsedAt ? `last used ${momentWords(lastUsedAt)}` : 'never used'}`,
        })),
        codesLeft: await countRecoveryCodes(db, account.id),
        hasPassword: (await passwordHashOf(db, account.id)) !== undefined,
        isLead: account.isLead,
      },
    }
  },
})

/** Enough to recognise one's own browser by. */
function browserWords(userAgent: string | null): string {
  const names = ['Edg', 'Firefox', 'Chrome', 'Safari'] as const
  const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux'] as const
  const browser = names.find((one) => userAgent?.includes(one))?.replace('Edg', 'Edge')
  const system = systems.find((one) => userAgent?.includes(one))
  return `${browser ?? 'A browser'}${system ? ` on ${system}` : ''}`
}

const endOne = definePage<object, 'signed-in'>({
  method: 'POST',
  path: '/my-account/sessions/end',
  permission: 'signed-in',
  audit: { event: 'access.session.ended', people: () => [] },
  async handle({ database: { db }, request, reader }) {
    const id = typedText(request.body, 'session')
    const own = (await sessionsOf(db, reader.accountId)).some((session) => session.id === id)
    if (!own) throw new NotFound('The reader has no such session.')
    await endSessions(db, reader.accountId, { only: id })
    return { redirect: '/my-account', model: {} }
  },
})

const endOthers = definePage<object, 'signed-in'>({
  method: 'POST',
  path: '/my-account/sessions/end-others',
  permission: 'signed-in',
  audit: { event: 'access.sessions.ended', people: () => [] },
  async handle({ database: { db }, reader }) {
    const except = reader.session?.sessionId
    await endSessions(db, reader.accountId, except === undefined ? {} : { except })
    return { redirect: '/my-account', model: {} }
  },
})

const endAll = definePage<object, 'signed-in'>({
  method: 'POST',
  path: '/my-account/sessions/end-all',
  permission: 'signed-in',
  isOpenFirst: true,
  audit: { event: 'access.sessions.ended', people: () => [] },
  async handle({ database: { db }, reader }) {
    await endSessions(db, reader.accountId)
    return { redirect: '/signed-out', model: {} }
  },
})

function newCodesPage(settings: AccessSettings): Page {
  return definePage<SetUpModel, 'signed-in'>({
    method: 'POST',
    path: '/my-account/recovery-codes',
    permission: 'signed-in',
    isGrave: true,
    audit: { event: 'access.recovery-codes.renewed', people: () => [] },
    async handle({ database: { db }, reader }) {
      const account = await ownAccount(db, reader)
      const codes = await renewRecoveryCodes(db, settings, account.id)
      await queueMail(db, securityChangedMail(account.email, 'You have new recovery codes.'))
      const model = { ...shownErrors(), codes, next: '/my-account' }
      return { template: 'second-factor/recovery-codes.njk', model }
    },
  })
}

interface ReplaceAppModel extends SetUpModel {
  readonly action?: string
  readonly sealedKey?: string
}

function replaceAppPages(settings: AccessSettings): Page[] {
  const path = '/my-account/second-factor'
  const template = 'my-account/replace-app.njk'
  const show = async (account: AccountRow, key: string, errors: readonly FieldError[] = []) => ({
    ...offered(key, account, errors),
    sealedKey: await seal({ key, for: account.id }, settings.secret),
  })
  return [
    definePage<ReplaceAppModel, 'signed-in'>({
      method: 'GET',
      path,
      permission: 'signed-in',
      isGrave: true,
      audit: { event: 'access.second-factor.offered', people: () => [] },
      async handle({ database: { db }, reader }) {
        return { template, model: await show(await ownAccount(db, reader), newKey()) }
      },
    }),
    definePage<ReplaceAppModel, 'signed-in'>({
      method: 'POST',
      path,
      permission: 'signed-in',
      isGrave: true,
      audit: { event: 'access.second-factor.replaced', people: () => [] },
      async handle({ database: { db }, request, reader }): Promise<Answer<ReplaceAppModel>> {
        const account = await ownAccount(db, reader)
        const key = await keyIn(request, account.id)
        const code = typedText(request.body, 'code')
        const codes = await enrolAuthenticator(db, settings, account.id, { key, code })
        if (codes === undefined) {
          const model = await show(account, key, [{ field: 'code', message: wrongCode }])
          return { template, status: 400, outcome: 'refused', model }
        }
        await queueMail(db, securityChangedMail(account.email, 'You have a new authenticator app.'))
        const model = { ...shownErrors(), codes, next: '/my-account' }
        return { template: 'second-factor/recovery-codes.njk', model }
      },
    }),
  ]

  /** The key that this portal offered to this account and nobody else. */
  async function keyIn({ body }: FastifyRequest, accountId: string): Promise<string> {
    const sealed = (body as { key?: string } | null)?.key ?? ''
    const offer = await unseal<{ key: string; for: string }>(sealed, settings.secret).catch(
      () => undefined,
    )
    if (offer?.for !== accountId) throw new NotFound('The key was not offered to this account.')
    return offer.key
  }
}

interface PasswordModel extends ShownErrors {
  readonly advice: string
}

const passwordTemplate = 'my-account/change-password.njk'

const changePasswordPages: readonly Page[] = [
  definePage<PasswordModel, 'signed-in'>({
    method: 'GET',
    path: '/my-account/password',
    permission: 'signed-in',
    audit: { event: 'access.password-choice.opened', people: () => [] },
    handle: async () => ({
      template: passwordTemplate,
      model: { advice: passwordAdvice, ...shownErrors() },
    }),
  }),
  definePage<PasswordModel, 'signed-in'>({
    method: 'POST',
    path: '/my-account/password',
    permission: 'signed-in',
    isGrave: true,
    audit: { event: 'access.password.changed', people: () => [] },
    async handle({ database: { db }, request, reader }): Promise<Answer<PasswordModel>> {
      const account = await ownAccount(db, reader)
      const hash = await passwordHashOf(db, account.id)
      const now = String((request.body as { passwordNow?: unknown } | null)?.passwordNow ?? '')
      const { password } = passwordIn(request.body)
      const isRight =
        hash !== undefined && (await verifyPassword({ hash, password: now.slice(0, 1000) }))
      const errors: FieldError[] = []
      if (!isRight) errors.push({ field: 'passwordNow', message: 'The password is not right' })
      const fault = faultOfPassword(account, password)
      if (fault) errors.push({ field: 'password', message: fault })
      const model = { advice: passwordAdvice, ...shownErrors(errors) }
      if (errors.length > 0)
        return { template: passwordTemplate, status: 400, outcome: 'refused', model }
      await takePassword(db, account.id, password, reader.session?.sessionId)
      await queueMail(db, securityChangedMail(account.email, 'Your password has been changed.'))
      return { redirect: '/my-account', model }
    },
  }),
]

async function ownAccount(db: Handle, reader: Reader): Promise<AccountRow> {
  const account = await accountById(db, reader.accountId)
  if (!account) throw new NotFound('The reader’s account is gone.')
  return account
}
