import type { Database } from '#platform/db'
import type { KeepForm } from '#platform/web'
import type { AccessSettings } from './access-settings.ts'
import { openAccountById } from './data/account.queries.ts'
import { putKeptForm } from './data/kept-form.queries.ts'
import { makeFindSession } from './reader-of.ts'
import { seal } from './sealing.ts'

/** A form that came too late: where it was sent, and what was typed, field by field. */
export interface KeptForm {
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
}

/** Where a form that was kept is brought back. */
export const keptFormPath = '/kept-form'

/** Never kept, not even encrypted: what is typed to show who one is. */
const secret = /password|code/i

/**
 * Keeps a form for the account whose session it came with, though that is over. A form that came
 * without any session of ours is nobody's, and is not kept.
 */
export function makeKeepForm(database: Database, settings: AccessSettings): KeepForm {
  const find = makeFindSession(database, settings)
  return async (db, request) => {
    const session = await find(request)
    if (session === undefined || !(await openAccountById(db, session.userId))) return undefined
    const form: KeptForm = { action: request.url, fields: fieldsOf(request.body) }
    await putKeptForm(db, session.userId, await seal(form, settings.secret))
    return keptFormPath
  }
}

function fieldsOf(body: unknown): KeptForm['fields'] {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body)
    .filter(([name]) => !secret.test(name))
    .flatMap(([name, value]) =>
      [value].flat().flatMap((one) => (typeof one === 'string' ? [[name, one] as const] : [])),
    )
}
