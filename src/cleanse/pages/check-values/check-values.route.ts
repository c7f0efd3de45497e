import { type ValidatorKey, validators } from '#kernel'
import { definePage, type Page } from '#platform/web'
import { cleanseEvents } from '../cleanse.audit.ts'
import { cleansePaths } from '../cleanse.paths.ts'
import type { CleansePermission } from '../cleanse.permissions.ts'

interface CheckModel {
  readonly title: string
  readonly action: string
  readonly checked: boolean
  readonly fields: readonly {
    readonly id: string
    readonly label: string
    readonly hint: string
    readonly value: string
    readonly error: string | undefined
    readonly isSound: boolean
  }[]
  readonly errors: readonly { readonly text: string; readonly href: string }[]
}

const keys = Object.keys(validators) as ValidatorKey[]

/**
 * The checks of data quality for whoever is about to type a value into their own system. What is typed
 * here is kept nowhere and stands in no log.
 */
export const checkValuesPages: readonly Page[] = [
  definePage<CheckModel, CleansePermission>({
    method: 'GET',
    path: cleansePaths.checkValues,
    permission: 'cleanse.exception.read',
    audit: { event: cleanseEvents.valuesChecked, people: () => [] },
    handle: async ({ today }) => ({
      template: 'check-values/check-values.njk',
      model: checkModel({}, today, false),
    }),
  }),
  definePage<CheckModel, CleansePermission>({
    method: 'POST',
    path: cleansePaths.checkValues,
    permission: 'cleanse.exception.read',
    audit: { event: cleanseEvents.valuesChecked, people: () => [] },
    handle: async ({ request, today }) => ({
      template: 'check-values/check-values.njk',
      model: checkModel((request.body ?? {}) as Record<string, unknown>, today, true),
    }),
  }),
]

/** Every field with what was typed and what the check says of it. */
export function checkModel(
  typed: Readonly<Record<string, unknown>>,
  today: string,
  checked: boolean,
): CheckModel {
  const fields = keys.map((id) => {
    const { label, example, check } = validators[id]
    const given = typed[id]
    const value = typeof given === 'string' ? given.slice(0, 200) : ''
    const result = value.trim() === '' ? undefined : check(value, today)
    return {
      id,
      label,
      hint: `For example, ${example}`,
      value,
      error: result && !result.ok ? result.message : undefined,
      isSound: result?.ok === true,
    }
  })
  return {
    title: 'Check a value before you type it',
    action: cleansePaths.checkValues,
    checked,
    fields,
    errors: fields.flatMap(({ id, label, error }) =>
      error === undefined ? [] : [{ text: `${label}: ${error}`, href: `#${id}` }],
    ),
  }
}
