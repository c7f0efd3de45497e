import { LinkageError } from '../errors.ts'
import { columnsOf } from '../model/expression.ts'
import type { Model } from '../model/model.ts'
import { ARRAY_SEPARATOR } from '../model/value-functions.ts'
import { evaluate } from '../records/records.ts'

/**
 * What is known of a record, in the columns of the tables that the index was made from. A text
 * that ends in `*` is a beginning: `Kath*`, `2014-05*`, `RV1*`.
 */
export type SearchFields = Readonly<
  Record<string, string | number | readonly string[] | null | undefined>
>

/** A search in the model's own columns. */
export interface Query {
  /** The value in each of the model's columns; null where it is not known. */
  values: (string | null)[]
  /** What the value in a column must begin with, in loose letters and digits; null for none. */
  beginnings: (string | null)[]
}

/** Tidies what is known just as the records were, or says what cannot be searched by. */
export function readQuery(model: Model, fields: SearchFields): Query {
  const known = fieldsOf(model)
  for (const name of Object.keys(fields)) {
    if (!known.has(name)) {
      throw new LinkageError(
        'input-invalid',
        `There is no column "${name}" to search by; there are ${[...known].join(', ')}.`,
      )
    }
  }
  const texts = new Map([...known].map((name) => [name, textOf(fields[name])]))
  const isBeginning = (name: string) => texts.get(name)?.endsWith('*') === true
  const whole = new Map([...texts].map(([n, t]) => [n, isBeginning(n) ? null : t]))
  const begun = new Map([...texts].map(([n, t]) => [n, isBeginning(n) ? cut(t) : null]))
  const values = model.columns.map((c) =>
    'sql' in c.from ? (whole.get(c.name) ?? null) : evaluate(c.from.expression, whole),
  )
  const beginnings = model.columns.map((c) => {
    const inputs = 'sql' in c.from ? [c.name] : columnsOf(c.from.expression)
    const [only] = inputs
    if (inputs.length !== 1 || only === undefined || !isBeginning(only)) return null
    // Half a date or postcode is none: then it is taken as it was typed.
    const tidy = 'sql' in c.from ? null : evaluate(c.from.expression, begun)
    return loose(tidy ?? begun.get(only) ?? '') || null
  })
  if ([...values, ...beginnings].every((v) => v === null)) {
    throw new LinkageError(
      'input-invalid',
      'There is nothing to search by: give at least one value that the model can read.',
    )
  }
  return { values, beginnings }
}

/** Letters and digits alone, in lower case: how beginnings are compared. */
export const loose = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

function fieldsOf(model: Model): Set<string> {
  return new Set(
    model.columns.flatMap((c) => ('sql' in c.from ? [c.name] : columnsOf(c.from.expression))),
  )
}

function textOf(value: SearchFields[string]): string | null {
  if (value === null || value === undefined) return null
  const text =
    typeof value === 'object' ? [...new Set(value)].sort().join(ARRAY_SEPARATOR) : String(value)
  return text.trim() === '' || text.trim() === '*' ? null : text
}

const cut = (text: string | null | undefined) => (text ?? '').replace(/\*+$/, '')
