import { z } from 'zod'
import type { AnswerKind } from '../../data/answer.queries.ts'

/** What was typed, as it was typed. */
export interface AnswerForm {
  readonly answer: string
  readonly reason: string
  readonly minutes: string
}

/** One thing to put right; `field` is the id that the error summary links to. */
export interface FormError {
  readonly field: keyof AnswerForm
  readonly text: string
}

export type AnswerResult =
  | {
      readonly value: {
        readonly answer: AnswerKind
        readonly reason: string | undefined
        readonly minutes: number | undefined
      }
    }
  | { readonly errors: readonly FormError[] }

const field = z
  .string()
  .transform((text) => text.trim().slice(0, 1000))
  .catch('')
const schema = z.object({ answer: field, reason: field, minutes: field })

export const emptyAnswer: AnswerForm = { answer: '', reason: '', minutes: '' }

/** Takes a posted body as it comes. */
export function readAnswerForm(body: unknown): AnswerForm {
  const read = schema.safeParse(body ?? {})
  return read.success ? read.data : emptyAnswer
}

const answers: readonly string[] = ['repaired', 'not-an-error', 'cannot-repair']

/** An answer, or what to put right, in the order of the form. */
export function checkAnswerForm({ answer, reason, minutes }: AnswerForm): AnswerResult {
  const errors: FormError[] = []
  if (!answers.includes(answer)) {
    errors.push({ field: 'answer', text: 'Choose what became of it' })
  } else if (answer !== 'repaired' && reason === '') {
    errors.push({ field: 'reason', text: 'Say why, so that the next person need not look again' })
  }
  const isNumber = /^\d{1,3}$/.test(minutes) && Number(minutes) <= 600
  if (minutes !== '' && !isNumber) {
    errors.push({ field: 'minutes', text: 'Minutes must be a whole number up to 600, or empty' })
  }
  if (errors.length > 0) return { errors }
  return {
    value: {
      answer: answer as AnswerKind,
      reason: reason === '' ? undefined : reason,
      minutes: minutes === '' ? undefined : Number(minutes),
    },
  }
}
