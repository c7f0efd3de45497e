import type { IncomingHttpHeaders } from 'node:http'
import { parseCookies } from 'better-auth/cookies'
import { generateRandomString } from 'better-auth/crypto'
import { serializeCookie } from 'better-call'
import type { Handle } from '#platform/db'
import type { AccessSettings } from './access-settings.ts'
import { addStep, changeStep, readStep, takeStep } from './data/sign-in-step.queries.ts'
import { seal, unseal } from './sealing.ts'
import { tokenDigest } from './session-tokens.ts'

/** A request, as far as its cookies say who sent it. */
export interface Asking {
  readonly headers: IncomingHttpHeaders
}

/** Time for fetching one's telephone, or for another provider's sign-in. */
const minutes = 15

/** What each kind of step remembers. */
export interface StepContents {
  /** After the password (or a provider without a second factor): what is left is the second factor. */
  'second-factor': { next: string; method: string; newKey?: string }
  passkey: { next: string; challenge: string }
  'new-passkey': { next: string; challenge: string }
  provider: { next: string; provider: string; state: string; nonce: string; verifier: string }
}

/** A step that a request is at. It opens nothing by itself. */
export interface CurrentStep<Kind extends keyof StepContents> {
  readonly token: string
  readonly accountId: string | null
  readonly wrongCodes: number
  readonly content: StepContents[Kind]
}

/** Begins a step. Answers the cookie that a browser comes back with. */
export async function beginStep<Kind extends keyof StepContents>(
  db: Handle,
  settings: AccessSettings,
  step: { kind: Kind; accountId: string | null; content: StepContents[Kind] },
): Promise<string> {
  const token = generateRandomString(32)
  const content = await seal(step.content, settings.secret)
  const { kind, accountId } = step
  await addStep(db, { tokenDigest: tokenDigest(token), kind, accountId, content }, minutes)
  return stepCookie(settings, token, minutes * 60)
}

/** The step that the browser is at; undefined for none, one that is over, or one of another kind. */
export async function currentStep<Kind extends keyof StepContents>(
  db: Handle,
  settings: AccessSettings,
  request: Asking,
  kind: Kind,
): Promise<CurrentStep<Kind> | undefined> {
  const value = parseCookies(request.headers.cookie ?? '').get(cookieName(settings))
  if (value === undefined) return undefined
  const token = tokenDigest(value)
  const step = await readStep(db, token, kind)
  if (step === undefined) return undefined
  const content = await unseal<StepContents[Kind]>(step.content, settings.secret)
  return { token, accountId: step.accountId, wrongCodes: step.wrongCodes, content }
}

/** Remembers more with a step. */
export async function rememberMore<Kind extends keyof StepContents>(
  db: Handle,
  settings: AccessSettings,
  step: CurrentStep<Kind>,
  content: StepContents[Kind],
): Promise<void> {
  await changeStep(db, step.token, await seal(content, settings.secret))
}

/** Ends a step, which leads on only once: false where somebody else was first. */
export async function endStep(db: Handle, step: CurrentStep<keyof StepContents>): Promise<boolean> {
  return takeStep(db, step.token)
}

/** Takes the step's cookie out of the browser. */
export function noStepCookie(settings: AccessSettings): string {
  return stepCookie(settings, '', 0)
}

function stepCookie(settings: AccessSettings, value: string, maxAge: number): string {
  return serializeCookie(cookieName(settings), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(settings),
    maxAge,
  })
}

function cookieName(settings: AccessSettings): string {
  return isHttps(settings) ? '__Secure-kith.sign_in' : 'kith.sign_in'
}

function isHttps({ baseUrl }: AccessSettings): boolean {
  return baseUrl.startsWith('https:')
}
