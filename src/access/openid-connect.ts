import * as openid from 'openid-client'
import type { SignInProvider } from './sign-in-providers.ts'

/** What is remembered between going to a provider and coming back from it. */
export interface ProviderRequest {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Whom a provider has signed in. */
export interface ProviderClaims {
  readonly subject: string
  /** Undefined where the provider does not vouch for it. */
  readonly email: string | undefined
  readonly hasSecondFactor: boolean
}

/** Reads a provider's own description of itself; kept by the caller. */
export type Discover = (provider: SignInProvider) => Promise<openid.Configuration>

/**
 * Finds a provider's addresses and keys. openid-client checks issuer, audience, expiry, nonce, state and
 * PKCE; that the id_token is signed with one of the issuer's keys it checks because we ask for it.
 */
export async function discover(provider: SignInProvider): Promise<openid.Configuration> {
  const configuration = await openid.discovery(
    new URL(provider.issuer),
    provider.clientId,
    provider.clientSecret,
    undefined,
    // Only a provider on this machine may speak plain http: that of a test.
    isLocal(provider.issuer) ? { execute: [openid.allowInsecureRequests] } : {},
  )
  openid.enableNonRepudiationChecks(configuration)
  return configuration
}

/** Where to send the browser, and what to remember. */
export async function goToProvider(
  configuration: openid.Configuration,
  redirectUri: string,
): Promise<{ address: string; request: ProviderRequest }> {
  const request = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
  }
  const address = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: request.state,
    nonce: request.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(request.verifier),
    code_challenge_method: 'S256',
  })
  return { address: address.href, request }
}

/** Whom the provider names in its answer. Throws for one that is forged, late, another's or an error. */
export async function comeFromProvider(
  provider: SignInProvider,
  configuration: openid.Configuration,
  answer: URL,
  { state, nonce, verifier }: ProviderRequest,
): Promise<ProviderClaims> {
  const tokens = await openid.authorizationCodeGrant(configuration, answer, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (claims === undefined) throw new Error('The provider sent no id_token.')
  // Many providers name the address only to whoever asks with the access token.
  const person =
    claims['email'] === undefined && configuration.serverMetadata().userinfo_endpoint
      ? await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      : claims
  const { acr, amr } = claims
  const { email, email_verified: isVerified } = person
  const vouches = provider.vouchesForAddresses || isVerified === true
  const said = [acr, amr].flat().filter((one) => typeof one === 'string')
  return {
    subject: claims.sub,
    email: vouches && typeof email === 'string' ? email : undefined,
    hasSecondFactor: said.some((one) => provider.secondFactorSaid.includes(one)),
  }
}

function isLocal(issuer: string): boolean {
  return ['localhost', '127.0.0.1'].includes(new URL(issuer).hostname)
}
