import { type Expression, printExpression } from './expression.ts'
import { alikeWords, labelOf, slipWords } from './level-words.ts'

/**
 * A level's condition in plain words, for levels that a model gives none: `equal(surname)` is
 * "same surname". What has no words of its own is shown as it is written.
 */
export function sayCondition(e: Expression): string {
  switch (e.kind) {
    case 'and':
    case 'or':
      return e.parts.map(sayCondition).join(` ${e.kind} `)
    case 'not':
      return `not ${sayCondition(e.part)}`
    case 'call':
      return sayCall(e.name, e.args.map(sayValue)) ?? printExpression(e)
    case 'compare':
      return sayLikeness(e) ?? printExpression(e)
    default:
      return printExpression(e)
  }
}

function sayCall(name: string, [first = '', second]: readonly string[]): string | null {
  switch (name) {
    case 'equal':
      return second === undefined ? `same ${first}` : `${first} the same as the other’s ${second}`
    case 'missing':
      return `${first} missing`
    case 'nickname':
      return `${first} a known variant of the other`
    case 'initial':
      return `${first} given once as an initial that fits`
    case 'contains':
      return `${first} part of the other`
    case 'day_month_swapped':
      return `${first} with day and month exchanged`
    case 'first_of_january':
      return `${first} given once as 1 January`
    default:
      return null
  }
}

function sayLikeness(e: Extract<Expression, { kind: 'compare' }>): string | null {
  const { left, right, op } = e
  if (left.kind !== 'call' || right.kind !== 'number') return null
  const [first = ''] = left.args.map(sayValue)
  const n = right.value
  if (op === '>=' || op === '>') {
    if (left.name === 'jaro_winkler') return `${first} ${alikeWords(n)}`
    if (left.name === 'jaccard')
      return `${first} sharing ${Math.round(n * 100)}% of its letter pairs`
    if (left.name === 'shared') return `${first}: at least ${n} in common`
  }
  if (op === '<=') {
    if (/levenshtein|hamming/.test(left.name)) return `${first} ${slipWords(n)}`
    if (left.name === 'days_apart') return `${first} within ${n} days`
    if (left.name === 'km_apart') return `within ${n} km`
    if (left.name === 'number_apart') return `${first} apart by ${n} at most`
  }
  return null
}

/** What is compared: `year(born)` is "year of born". */
function sayValue(e: Expression): string {
  if (e.kind === 'column') return labelOf(e.name)
  if (e.kind !== 'call') return printExpression(e)
  const [first, ...rest] = e.args
  if (first === undefined) return printExpression(e)
  if (e.name === 'prefix' && rest[0]?.kind === 'number')
    return `first ${rest[0].value === 1 ? 'letter' : `${rest[0].value} letters`} of ${sayValue(first)}`
  if (e.name === 'suffix' && rest[0]?.kind === 'number')
    return `last ${rest[0].value === 1 ? 'letter' : `${rest[0].value} letters`} of ${sayValue(first)}`
  if (e.name === 'soundex') return `sound of ${sayValue(first)}`
  if (rest.length > 0) return printExpression(e)
  return `${labelOf(e.name)} of ${sayValue(first)}`
}
