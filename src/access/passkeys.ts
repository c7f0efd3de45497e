import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { AccessSettings } from './access-settings.ts'
import type { Passkey } from './data/passkey.queries.ts'

/**
 * Passkeys (WebAuthn) by SimpleWebAuthn. A passkey is two factors in one, the device and the PIN or
 * finger that opens it: user verification is therefore always required, in offers and in answers.
 */
function relyingParty({ baseUrl }: AccessSettings) {
  const { hostname, origin } = new URL(baseUrl)
  return { expectedRPID: hostname, expectedOrigin: origin }
}

/** What the browser needs to make a passkey for an account. */
export async function offerNewPasskey(
  settings: AccessSettings,
  account: { readonly id: string; readonly email: string; readonly name: string },
  known: readonly Passkey[],
) {
  return generateRegistrationOptions({
    rpName: 'Kith',
    rpID: relyingParty(settings).expectedRPID,
    userID: new TextEncoder().encode(account.id),
    userName: account.email,
    userDisplayName: account.name,
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** The passkey that a browser has made, if it answers this challenge; undefined for anything else. */
export async function takeNewPasskey(
  settings: AccessSettings,
  challenge: string,
  answer: string,
): Promise<Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'transports'> | undefined> {
  const response = jsonOf<RegistrationResponseJSON>(answer)
  if (response === undefined) return undefined
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    ...relyingParty(settings),
    requireUserVerification: true,
  }).catch(() => undefined)
  if (!verified?.verified) return undefined
  const { credential } = verified.registrationInfo
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
  }
}

/** What the browser needs to sign in with any passkey that it has for us. */
export async function offerSignIn(settings: AccessSettings) {
  return generateAuthenticationOptions({
    rpID: relyingParty(settings).expectedRPID,
    userVerification: 'required',
  })
}

/** Which passkey an answer names; it is not yet shown to be right. */
export function passkeyIdIn(answer: string): string {
  const id = jsonOf<AuthenticationResponseJSON>(answer)?.id
  return typeof id === 'string' ? id : ''
}

/** The passkey's new count where it has answered this challenge; undefined for anything else. */
export async function checkPasskey(
  settings: AccessSettings,
  challenge: string,
  answer: string,
  passkey: Passkey,
): Promise<number | undefined> {
  const response = jsonOf<AuthenticationResponseJSON>(answer)
  if (response === undefined) return undefined
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    ...relyingParty(settings),
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
    },
  }).catch(() => undefined)
  return verified?.verified ? verified.authenticationInfo.newCounter : undefined
}

function jsonOf<Kind>(text: string): Kind | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Kind) : undefined
  } catch {
    return undefined
  }
}
