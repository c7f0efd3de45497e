import type { FastifyRequest } from 'fastify'
import { NotFound, Unavailable } from '#kernel'
import type { Database, Handle } from '#platform/db'
import { type Answer, definePage, type Page, safePath } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { admitTry, tryDigest } from '../../actions/admit-sign-in.ts'
import { openSession } from '../../actions/open-session.ts'
import {
  type AccountRow,
  accountIdAt,
  addSignInMethod,
  hasSubjectAt,
  openAccountByEmail,
  openAccountById,
} from '../../data/account.queries.ts'
import { authenticatorOf } from '../../data/second-factor.queries.ts'
import { forgetAttempts } from '../../data/sign-in-attempt.queries.ts'
import {
  comeFromProvider,
  discover,
  goToProvider,
  type ProviderClaims,
} from '../../openid-connect.ts'
import type { SignInProvider } from '../../sign-in-providers.ts'
import { beginStep, currentStep, endStep, noStepCookie } from '../../sign-in-steps.ts'
import { typedText } from '../access-parts/form.ts'

interface ProviderModel {
  readonly account?: string | undefined
  readonly name?: string
}

type Configurations = (provider: SignInProvider) => ReturnType<typeof discover>

/** Signing in with an organisation's own directory, by OpenID Connect. */
export function providerPages(database: Database, settings: AccessSettings): Page[] {
  const providers = new Map((settings.providers ?? []).map((one) => [one.key, one]))
  if (providers.size === 0) return []
  const configurations = keepConfigurations()
  return [
    leave(settings, providers, configurations),
    comeBack(database, settings, providers, configurations),
  ]
}

/** A provider's description, asked for once; after a failure again. */
function keepConfigurations(): Configurations {
  const kept = new Map<string, ReturnType<typeof discover>>()
  return (provider) => {
    const known = kept.get(provider.key)
    if (known) return known
    const asked = discover(provider).catch((cause: unknown) => {
      kept.delete(provider.key)
      throw new Unavailable('The organisation’s sign-in service does not answer.', { cause })
    })
    kept.set(provider.key, asked)
    return asked
  }
}

function leave(
  settings: AccessSettings,
  providers: ReadonlyMap<string, SignInProvider>,
  configurations: Configurations,
): Page {
  return definePage<ProviderModel, 'public'>({
    method: 'GET',
    path: '/sign-in/with/:provider',
    permission: 'public',
    audit: { event: 'access.provider.asked', people: () => [], criteria: providerIn },
    async handle({ database: { db }, request }) {
      const provider = providerOf(providers, request)
      const going = await goToProvider(await configurations(provider), callback(settings, provider))
      const next = safePath(typedText(request.query, 'next'))
      const content = { ...going.request, provider: provider.key, next }
      const cookie = await beginStep(db, settings, { kind: 'provider', accountId: null, content })
      return { redirect: going.address, cookies: [cookie], model: {} }
    },
  })
}

function comeBack(
  database: Database,
  settings: AccessSettings,
  providers: ReadonlyMap<string, SignInProvider>,
  configurations: Configurations,
): Page {
  return definePage<ProviderModel, 'public'>({
    method: 'GET',
    path: '/sign-in/with/:provider/back',
    permission: 'public',
    audit: {
      event: 'access.account.signed-in',
      people: () => [],
      account: (_request, model) => model.account,
      criteria: (request) => ({ method: 'provider', ...providerIn(request) }),
    },
    // Counted for the sender's address alone: an office that gets in is never shut out.
    admit: async ({ id, ip }) =>
      admitTry(database.db, tryDigest('provider', id, settings.secret), ip),
    async handle({ database: { db }, request }): Promise<Answer<ProviderModel>> {
      const provider = providerOf(providers, request)
      const refused = (account?: string): Answer<ProviderModel> => ({
        template: 'provider/refused.njk',
        status: 400,
        outcome: 'refused',
        cookies: [noStepCookie(settings)],
        model: { account, name: provider.name },
      })
      const step = await currentStep(db, settings, request, 'provider')
      // An answer is taken once, and only by the browser that went to ask.
      if (step?.content.provider !== provider.key || !(await endStep(db, step))) return refused()
      const address = new URL(request.url, settings.baseUrl)
      const configuration = await configurations(provider)
      const claims = await comeFromProvider(provider, configuration, address, step.content).catch(
        () => undefined,
      )
      const account = claims && (await accountFor(db, provider, claims))
      if (!claims || !account) return refused(account?.id)
      await forgetAttempts(db, tryDigest('provider', request.id, settings.secret))
      const method = provider.name
      if (claims.hasSecondFactor) {
        const cookies = await openSession(db, settings, request, { accountId: account.id, method })
        return { redirect: step.content.next, cookies, model: { account: account.id } }
      }
      const content = { next: step.content.next, method: `${method} and code` }
      const second = { kind: 'second-factor', accountId: account.id, content } as const
      return {
        redirect: (await authenticatorOf(db, account.id)) ? '/sign-in/code' : '/sign-in/set-up',
        cookies: [await beginStep(db, settings, second)],
        model: { account: account.id },
      }
    },
  })
}

/**
 * The approved account that the provider's person has: the one that signed in as them before, or at the
 * first time the one with the address that the provider vouches for. No account is ever made here, and
 * one that has been somebody at this provider never becomes somebody else there.
 */
async function accountFor(
  db: Handle,
  provider: SignInProvider,
  { subject, email }: ProviderClaims,
): Promise<AccountRow | undefined> {
  const known = await accountIdAt(db, provider.key, subject)
  const account =
    known === undefined
      ? email && (await openAccountByEmail(db, email))
      : await openAccountById(db, known)
  if (!account || !provider.organisations.includes(account.organisation)) return undefined
  if (known !== undefined) return account
  if (await hasSubjectAt(db, account.id, provider.key)) return undefined
  await addSignInMethod(db, { userId: account.id, provider: provider.key, subject })
  return account
}

function providerOf(
  providers: ReadonlyMap<string, SignInProvider>,
  request: FastifyRequest,
): SignInProvider {
  const provider = providers.get(providerIn(request).provider)
  if (!provider) throw new NotFound('There is no such provider.')
  return provider
}

function providerIn(request: FastifyRequest): { provider: string } {
  return { provider: (request.params as { provider: string }).provider }
}

function callback({ baseUrl }: AccessSettings, { key }: SignInProvider): string {
  return `${baseUrl}/sign-in/with/${key}/back`
}
