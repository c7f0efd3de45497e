import { LinkageError } from '../errors.ts'
import { type Expression, printExpression } from '../model/expression.ts'
import type { Dialect } from './dialect.ts'
import { type ColumnWriter, emitValue } from './emit-value.ts'

interface Sides {
  left: ColumnWriter
  right: ColumnWriter
  dialect: Dialect
}

type PairWriter = (a: string, b: string, dialect: Dialect) => string

const PAIR_WRITERS: Readonly<Record<string, PairWriter>> = {
  equal: (a, b) => `CASE WHEN ${a} = ${b} THEN 1 WHEN ${a} <> ${b} THEN 0 END`,
  missing: (a, b) => `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN 1 ELSE 0 END`,
  jaro_winkler: (a, b, d) => d.jaroWinkler(a, b),
  damerau_levenshtein: (a, b, d) => d.damerauLevenshtein(a, b),
  levenshtein: (a, b) => `levenshtein(${a}, ${b})`,
  jaccard: (a, b, d) => d.jaccard(a, b),
  hamming: (a, b, d) => d.hamming(a, b),
  contains: (a, b, d) => `CASE WHEN ${d.contains(a, b)} OR ${d.contains(b, a)} THEN 1 ELSE 0 END`,
  initial: (a, b) =>
    `CASE WHEN (length(${a}) = 1) <> (length(${b}) = 1) AND left(${a}, 1) = left(${b}, 1) THEN 1 ELSE 0 END`,
  day_month_swapped: (a, b) =>
    `CASE WHEN ${a} <> ${b} AND ${a} = left(${b}, 5) || substring(${b}, 9, 2) || '-' || substring(${b}, 6, 2) THEN 1 ELSE 0 END`,
  first_of_january: (a, b) =>
    `CASE WHEN right(${a}, 6) = '-01-01' OR right(${b}, 6) = '-01-01' THEN 1 ELSE 0 END`,
  days_apart: (a, b, d) => `abs(${d.daysBetween(a, b)})`,
  number_apart: (a, b, d) => `abs(${d.number(a)} - ${d.number(b)})`,
  shared: (a, b, d) => d.shared(a, b, 'chr(31)'),
}

/** A level's condition over two records as SQL; something missing makes a comparison false. */
export function emitCondition(e: Expression, sides: Sides): string {
  switch (e.kind) {
    case 'and':
    case 'or':
      return `(${e.parts.map((p) => emitCondition(p, sides)).join(e.kind === 'and' ? ' AND ' : ' OR ')})`
    case 'sql':
      return `coalesce((${e.sql}), false)`
    case 'not':
      return `(NOT ${emitCondition(e.part, sides)})`
    case 'compare':
      return `coalesce(${emitNumber(e.left, sides)} ${e.op} ${emitNumber(e.right, sides)}, false)`
    default:
      return `coalesce(${emitNumber(e, sides)} > 0, false)`
  }
}

function emitNumber(e: Expression, sides: Sides): string {
  if (e.kind === 'number') return String(e.value)
  if (e.kind !== 'call') {
    throw new LinkageError(
      'expression-invalid',
      `"${printExpression(e)}" is not a comparison of two records.`,
    )
  }
  const { left, right, dialect } = sides
  const [first, second] = e.args
  if (first === undefined)
    throw new LinkageError('expression-invalid', `"${e.name}" needs an argument.`)
  if (e.name === 'km_apart' && second) return emitDistance(first, second, sides)
  const writer = PAIR_WRITERS[e.name]
  if (!writer) throw new LinkageError('expression-invalid', `"${e.name}" cannot be written as SQL.`)
  const write = (a: Expression, b: Expression) =>
    writer(emitValue(a, left, dialect), emitValue(b, right, dialect), dialect)
  return write(first, second ?? first)
}

function emitDistance(lat: Expression, long: Expression, { left, right, dialect }: Sides): string {
  const at = (e: Expression, side: ColumnWriter) => dialect.number(emitValue(e, side, dialect))
  const [lat1, lat2, long1, long2] = [
    at(lat, left),
    at(lat, right),
    at(long, left),
    at(long, right),
  ]
  const h = `pow(sin(radians(${lat2} - ${lat1}) / 2), 2) + cos(radians(${lat1})) * cos(radians(${lat2})) * pow(sin(radians(${long2} - ${long1}) / 2), 2)`
  return `(12742 * asin(least(1, sqrt(${h}))))`
}

/** The condition tried both ways round where it could hold one way only. */
export function emitEitherWay(e: Expression, sides: Sides): string {
  const straight = emitCondition(e, sides)
  const turned = emitCondition(e, { left: sides.right, right: sides.left, dialect: sides.dialect })
  return isTwoColumned(e) ? `(${straight} OR ${turned})` : straight
}

function isTwoColumned(e: Expression): boolean {
  switch (e.kind) {
    case 'call':
      return e.name !== 'km_apart' && e.args.length > 1
    case 'compare':
      return isTwoColumned(e.left) || isTwoColumned(e.right)
    case 'not':
      return isTwoColumned(e.part)
    case 'and':
    case 'or':
      return e.parts.some(isTwoColumned)
    default:
      return false
  }
}
