import type { Handle } from '#platform/db'
import type { AccessSettings } from '../access-settings.ts'
import {
  authenticatorOf,
  putAuthenticator,
  putRecoveryCodes,
  spendStep,
  useRecoveryCode,
} from '../data/second-factor.queries.ts'
import { newRecoveryCodes, recoveryDigest, stepOfCode } from '../one-time-codes.ts'
import { seal, unseal } from '../sealing.ts'

/** Whether a code of the account's app is right and was never used, nor any after it. It is spent then. */
export async function checkCode(
  db: Handle,
  settings: AccessSettings,
  accountId: string,
  code: string,
): Promise<boolean> {
  const authenticator = await authenticatorOf(db, accountId)
  if (authenticator === undefined) return false
  const key = await unseal<string>(authenticator.key, settings.secret)
  const step = await stepOfCode(key, code.replaceAll(/\s/g, ''), Date.now())
  return step !== undefined && (await spendStep(db, accountId, step))
}

/** Whether a recovery code is right; it is used up then. */
export async function checkRecoveryCode(
  db: Handle,
  settings: AccessSettings,
  accountId: string,
  code: string,
): Promise<boolean> {
  return useRecoveryCode(db, accountId, recoveryDigest(code, accountId, settings.secret))
}

/**
 * Takes a new authenticator app in place of any before, where the code shows that the key has arrived
 * in it. Answers new recovery codes, to be shown once; undefined for a wrong code.
 */
export async function enrolAuthenticator(
  db: Handle,
  settings: AccessSettings,
  accountId: string,
  { key, code }: { readonly key: string; readonly code: string },
): Promise<string[] | undefined> {
  const step = await stepOfCode(key, code.replaceAll(/\s/g, ''), Date.now())
  if (step === undefined) return undefined
  await putAuthenticator(db, accountId, await seal(key, settings.secret), step)
  return renewRecoveryCodes(db, settings, accountId)
}

/** Ten new recovery codes; those before are of no use any more. */
export async function renewRecoveryCodes(
  db: Handle,
  settings: AccessSettings,
  accountId: string,
): Promise<string[]> {
  const codes = newRecoveryCodes()
  const digests = codes.map((code) => recoveryDigest(code, accountId, settings.secret))
  await putRecoveryCodes(db, accountId, digests)
  return codes
}
