import { z } from 'zod'
import type { Choice } from './choices.ts'

/** What was typed, as it was typed. */
export interface ReportForm {
  readonly value: string
  readonly note: string
}

export interface FormError {
  readonly field: keyof ReportForm
  readonly text: string
}

const field = z
  .string()
  .transform((text) => text.trim().slice(0, 500))
  .catch('')
const schema = z.object({ value: field, note: field })

/** Takes a posted body as it comes. */
export function readReportForm(body: unknown): ReportForm {
  const read = schema.safeParse(body ?? {})
  return read.success ? read.data : { value: '', note: '' }
}

/** The value that is meant, or what to put right. */
export function checkReportForm(
  form: ReportForm,
  choices: readonly Choice[],
): { readonly choice: Choice } | { readonly errors: readonly FormError[] } {
  const choice = choices.find(({ id }) => id === form.value)
  return choice ? { choice } : { errors: [{ field: 'value', text: 'Choose what is wrong' }] }
}
