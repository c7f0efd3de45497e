import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'
import type { SignInProvider } from '../sign-in-providers.ts'

/** Somebody in an organisation's directory. */
export interface DirectoryPerson {
  readonly subject: string
  readonly email: string
  readonly isVerified: boolean
  /** How the directory says that it signed them in. */
  readonly amr?: readonly string[]
}

/** A real OpenID provider on this machine, whose people sign in by being chosen. */
export interface Directory {
  readonly provider: SignInProvider
  /** Signs in whoever is chosen next. */
  choose(person: DirectoryPerson): void
  /** Goes where a browser is sent, as that browser, until it is sent back to us. Answers that address. */
  visit(address: string): Promise<string>
  close(): Promise<void>
}

/** Starts it. @param redirectUri where it sends browsers back to */
export async function openDirectory(redirectUri: string): Promise<Directory> {
  let chosen: DirectoryPerson | undefined
  let provider: Provider | undefined
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/interaction/')) void finish(request, response)
    else void provider?.callback()(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  provider = new Provider(
    issuer,
    configuration(redirectUri, () => chosen),
  )

  async function finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const details = await provider?.interactionDetails(request, response)
    if (!details || !chosen || !provider) return
    const { prompt, params, grantId } = details
    if (prompt.name === 'login') {
      const login = { accountId: chosen.subject, ...(chosen.amr && { amr: [...chosen.amr] }) }
      await provider.interactionFinished(request, response, { login })
      return
    }
    const grant =
      (grantId && (await provider.Grant.find(grantId))) ||
      new provider.Grant({ accountId: chosen.subject, clientId: String(params['client_id']) })
    grant.addOIDCScope('openid email profile')
    const consent = { grantId: await grant.save() }
    await provider.interactionFinished(
      request,
      response,
      { consent },
      { mergeWithLastSubmission: true },
    )
  }

  return {
    provider: {
      key: 'directory',
      name: 'the directory',
      issuer,
      clientId: 'kith',
      clientSecret: 'a secret that only the two know',
      organisations: ['social-care'],
      secondFactorSaid: ['mfa'],
      vouchesForAddresses: false,
    },
    choose: (person) => {
      chosen = person
    },
    visit: (address) => visit(address, redirectUri),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function configuration(
  redirectUri: string,
  chosen: () => DirectoryPerson | undefined,
): Configuration {
  return {
    clients: [
      {
        client_id: 'kith',
        client_secret: 'a secret that only the two know',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['a key for tests'] },
    findAccount: (_context, subject) => ({
      accountId: subject,
      claims: () => ({
        sub: subject,
        email: chosen()?.email,
        email_verified: chosen()?.isVerified,
      }),
    }),
  }
}

async function visit(address: string, end: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next = address
  for (let step = 0; step < 10; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`The directory answered ${response.status}.`)
    next = new URL(location, next).href
    if (next.startsWith(end)) return next
  }
  throw new Error('The directory sent the browser round and round.')
}
