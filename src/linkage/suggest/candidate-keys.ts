import type { Expression } from '../model/expression.ts'
import type { Model } from '../model/model.ts'
import type { Records } from '../records/records.ts'

/** A key that a blocking rule could have, and the column that it is made of. */
export interface CandidateKey {
  column: string
  expression: Expression
}

/** Texts looked at to see what a column holds. */
const LOOKED_AT = 500

const column = (name: string): Expression => ({ kind: 'column', name })
const call = (name: string, ...args: Expression[]): Expression => ({ kind: 'call', name, args })
const number = (value: number): Expression => ({ kind: 'number', value })

/** The keys that a model's columns lend themselves to, by what they hold. */
export function candidateKeys(model: Model, records: Records): CandidateKey[] {
  return model.columns.flatMap(({ name }) => {
    const own = records.column(column(name))
    const { texts, counts } = own.dictionary
    const filled = counts.reduce((a, b) => a + b, 0)
    // A column that hardly anybody fills, or that says nearly the same of all, parts nobody.
    if (filled < records.count / 10 || texts.length < 2) return []
    const shapes = partsOf(name, texts.slice(0, LOOKED_AT))
    return [column(name), ...shapes].map((expression) => ({ column: name, expression }))
  })
}

function partsOf(name: string, texts: readonly string[]): Expression[] {
  const are = (pattern: RegExp) =>
    texts.filter((t) => pattern.test(t)).length > 0.8 * Math.max(1, texts.length)
  const own = column(name)
  if (are(/^\d{4}-\d\d-\d\d$/)) return [call('year', own), call('suffix', own, number(5))]
  if (are(/^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i))
    return [call('postcode_sector', own), call('postcode_district', own)]
  if (are(/^[^@\s]+@[^@\s]+$/)) return [call('email_user', own)]
  if (are(/^[\p{L} '-]{3,}$/u))
    return [call('prefix', own, number(3)), call('soundex', own), call('prefix', own, number(1))]
  return are(/^.{6,}$/) ? [call('prefix', own, number(4))] : []
}

/** Rules of one key, and of two from different columns; both names of a pair either way as one. */
export function candidateRules(model: Model, keys: readonly CandidateKey[]): Expression[][] {
  const rules: Expression[][] = keys.map((k) => [k.expression])
  keys.forEach((a, i) => {
    for (const b of keys.slice(i + 1))
      if (a.column !== b.column) rules.push([a.expression, b.expression])
  })
  for (const { eitherWay } of model.comparisons)
    if (eitherWay?.part === 0)
      rules.push([call('unordered', column(eitherWay.columns[0]), column(eitherWay.columns[1]))])
  return rules
}
