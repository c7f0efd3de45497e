import { z } from 'zod'
import type { Database, Handle } from '#platform/db'
import { type Answer, definePage, type Page } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { admitTry, tryDigest } from '../../actions/admit-sign-in.ts'
import { checkCode, checkRecoveryCode } from '../../actions/check-code.ts'
import { openSession } from '../../actions/open-session.ts'
import { openAccountById } from '../../data/account.queries.ts'
import { countRecoveryCodes } from '../../data/second-factor.queries.ts'
import { forgetAttempts } from '../../data/sign-in-attempt.queries.ts'
import { countWrongCode } from '../../data/sign-in-step.queries.ts'
import { demoCodeOf } from '../../demo-codes.ts'
import { type CurrentStep, currentStep, endStep, noStepCookie } from '../../sign-in-steps.ts'
import {
  type FieldError,
  line,
  readForm,
  type ShownErrors,
  shownErrors,
} from '../access-parts/form.ts'

/** What the page for a code shows, and whom the log names. */
interface CodeModel extends ShownErrors {
  readonly account?: string | undefined
  /** In a demonstration, for a demo account: the code that works now. */
  readonly demo?: { readonly code: string | undefined } | undefined
}

/** Two ways of showing the second factor, alike but for what is typed. */
interface Way {
  readonly path: `/${string}`
  readonly template: string
  readonly field: string
  readonly empty: string
  readonly wrong: string
  readonly method: string
  readonly check: typeof checkCode
}

const app: Way = {
  path: '/sign-in/code',
  template: 'second-factor/enter-code.njk',
  field: 'code',
  empty: 'Enter the six-digit code from your app',
  wrong: 'The code is not right, or has been used. Wait for the next one in your app',
  method: 'password and code',
  check: checkCode,
}

const recovery: Way = {
  path: '/sign-in/recovery',
  template: 'second-factor/enter-recovery-code.njk',
  field: 'recoveryCode',
  empty: 'Enter one of your recovery codes',
  wrong: 'The recovery code is not right, or has been used',
  method: 'password and recovery code',
  check: checkRecoveryCode,
}

/** After these wrong codes the password is asked for again. */
const wrongCodesAllowed = 5

/** The second step of sign-in: a code of the app, or a recovery code. */
export function enterCodePages(database: Database, settings: AccessSettings): Page[] {
  return [app, recovery].flatMap((way) => [ask(way, settings), check(way, database, settings)])
}

function ask(way: Way, settings: AccessSettings): Page<CodeModel, 'public'> {
  return definePage({
    method: 'GET',
    path: way.path,
    permission: 'public',
    audit: {
      event: 'access.code.asked',
      people: () => [],
      account: (_request, model) => model.account,
    },
    async handle({ database: { db }, request }): Promise<Answer<CodeModel>> {
      const step = await currentStep(db, settings, request, 'second-factor')
      if (step?.accountId == null) return startAgain(settings)
      return { template: way.template, model: await modelOf(db, way, settings, step.accountId) }
    },
  })
}

function check(way: Way, database: Database, settings: AccessSettings): Page<CodeModel, 'public'> {
  const digestOf = (account: string) => tryDigest('code', account, settings.secret)
  return definePage({
    method: 'POST',
    path: way.path,
    permission: 'public',
    audit: {
      event: 'access.account.signed-in',
      people: () => [],
      account: (_request, model) => model.account,
      criteria: () => ({ method: way.method }),
    },
    async admit(request) {
      const step = await currentStep(database.db, settings, request, 'second-factor')
      if (step?.accountId == null) return
      await admitTry(database.db, digestOf(step.accountId), request.ip)
    },
    async handle({ database: { db }, request }): Promise<Answer<CodeModel>> {
      const step = await currentStep(db, settings, request, 'second-factor')
      const account = step?.accountId && (await openAccountById(db, step.accountId))
      if (!step || !account) return startAgain(settings)
      const refused = async (errors: readonly FieldError[]): Promise<Answer<CodeModel>> => ({
        template: way.template,
        status: 400,
        outcome: 'refused',
        model: await modelOf(db, way, settings, account.id, errors),
      })
      const read = readForm(z.object({ [way.field]: line(way.empty, 40) }), request.body)
      if (!read.isComplete) return refused(read.errors)
      if (!(await way.check(db, settings, account.id, read.values[way.field] ?? ''))) {
        await countWrongCode(db, step.token, wrongCodesAllowed)
        return refused([{ field: way.field, message: way.wrong }])
      }
      if (!(await endStep(db, step))) return startAgain(settings)
      await forgetAttempts(db, digestOf(account.id))
      const cookies = await openSession(db, settings, request, {
        accountId: account.id,
        method: way.method,
      })
      return {
        redirect: await whereTo(db, way, account.id, step),
        cookies,
        model: { ...shownErrors(), account: account.id },
      }
    },
  })
}

/** Whoever is down to the last recovery codes is told at once. */
async function whereTo(
  db: Handle,
  way: Way,
  accountId: string,
  { content: { next } }: CurrentStep<'second-factor'>,
): Promise<string> {
  if (way === app || (await countRecoveryCodes(db, accountId)) > 3) return next
  return '/my-account/second-factor'
}

async function modelOf(
  db: Handle,
  way: Way,
  settings: AccessSettings,
  account: string,
  errors: readonly FieldError[] = [],
): Promise<CodeModel> {
  const demo = way === app ? await demoCodeOf(db, settings, account) : undefined
  return { ...shownErrors(errors), account, demo }
}

/** The step is over or was never begun: the password comes first. */
export function startAgain(settings: AccessSettings): Answer<CodeModel> {
  return {
    redirect: '/sign-in',
    cookies: [noStepCookie(settings)],
    outcome: 'refused',
    model: shownErrors(),
  }
}
