import { APIError } from 'better-auth/api'
import { fromNodeHeaders } from 'better-auth/node'
import type { FastifyRequest } from 'fastify'
import type { Database } from '#platform/db'
import { type Answer, definePage, type Page, safePath } from '#platform/web'
import { accountDigest, admitSignIn } from '../../actions/admit-sign-in.ts'
import { type SignInSettings, signInOn } from '../../authentication.ts'
import { accountIdOf } from '../../data/account.queries.ts'
import { forgetAttempts } from '../../data/sign-in-attempt.queries.ts'
import { askedNext, readSignInForm, typedEmail } from './sign-in.form.ts'
import { type SignInModel, signInModel, wrongCredentials } from './sign-in.view.ts'

/** The sign-in page: its form, and what happens when it is sent. */
export function signInPages(database: Database, settings: SignInSettings): Page[] {
  return [openSignIn(), sendSignIn(database, settings)]
}

function openSignIn(): Page<SignInModel, 'public'> {
  return definePage({
    method: 'GET',
    path: '/sign-in',
    permission: 'public',
    audit: { event: 'access.sign-in.opened', people: () => [] },
    async handle({ request }) {
      const model = signInModel('', safePath(askedNext(request.query)))
      return { template: 'sign-in/sign-in.njk', model }
    },
  })
}

function sendSignIn(database: Database, settings: SignInSettings): Page<SignInModel, 'public'> {
  const digestOf = (request: FastifyRequest) =>
    accountDigest(typedEmail(request.body), settings.secret)
  return definePage({
    method: 'POST',
    path: '/sign-in',
    permission: 'public',
    audit: {
      event: 'access.account.signed-in',
      people: () => [],
      account: (_request, model) => model.account,
    },
    admit: async (request) => admitSignIn(database.db, digestOf(request), request.ip),
    async handle({ database: { db }, request }): Promise<Answer<SignInModel>> {
      const form = readSignInForm(request.body)
      const next = safePath(askedNext(request.body))
      if (!form.isComplete) return refusal(typedEmail(request.body), next, form.errors)
      const account = await accountIdOf(db, form.email)
      const cookies = await cookiesFor(signInOn(db, settings), form, request)
      if (cookies === undefined) {
        const wrong = { field: 'password', message: wrongCredentials } as const
        return refusal(form.email, next, [wrong], account)
      }
      await forgetAttempts(db, digestOf(request))
      return { redirect: next, cookies, model: { ...signInModel('', next), account } }
    },
  })
}

function refusal(
  email: string,
  next: string,
  errors: Parameters<typeof signInModel>[2],
  account?: string,
): Answer<SignInModel> {
  const model = { ...signInModel(email, next, errors), account }
  return { template: 'sign-in/sign-in.njk', status: 400, outcome: 'refused', model }
}

/** The session's cookies; undefined where e-mail address or password is wrong, whichever it is. */
async function cookiesFor(
  { api }: ReturnType<typeof signInOn>,
  body: { email: string; password: string },
  request: FastifyRequest,
): Promise<string[] | undefined> {
  try {
    const { headers } = await api.signInEmail({
      body: { email: body.email, password: body.password },
      headers: fromNodeHeaders({ 'user-agent': request.headers['user-agent'] }),
      returnHeaders: true,
    })
    return headers.getSetCookie()
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return undefined
    throw error
  }
}
