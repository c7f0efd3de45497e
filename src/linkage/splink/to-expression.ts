import type { Expression } from '../model/expression.ts'
import { isSame, ofOneSide, type Sql } from './parse-sql.ts'

const SECONDS_A_DAY = 86_400

/** Functions of two texts that this engine has too, by Splink's names on its several databases. */
const LIKENESS: Readonly<Record<string, string>> = {
  jaro_winkler_similarity: 'jaro_winkler',
  jaro_winkler: 'jaro_winkler',
  levenshtein: 'levenshtein',
  jaccard: 'jaccard',
}

const call = (name: string, ...args: Expression[]): Expression => ({ kind: 'call', name, args })
const text = (value: string): Expression => ({ kind: 'text', value })

/**
 * A condition of Splink's in the language of models; null where it has no equal there, so that the
 * database is asked. A condition is taken only if it means the same also where values are missing.
 */
export function conditionOf(sql: Sql): Expression | null {
  switch (sql.kind) {
    case 'and':
      return allOf(sql.parts)
    case 'or':
      return anyOf(sql.parts)
    case 'compare':
      return comparisonOf(sql)
    default:
      return null
  }
}

function allOf(parts: readonly Sql[]): Expression | null {
  const made = parts.map(conditionOf)
  return made.every((p) => p !== null) ? { kind: 'and', parts: made } : null
}

/** `x_l IS NULL OR x_r IS NULL` is `missing(x)`; other parts stand for themselves. */
function anyOf(parts: readonly Sql[]): Expression | null {
  const made: Expression[] = []
  const halves: { side: 'l' | 'r'; value: Sql }[] = []
  for (const part of parts) {
    if (part.kind === 'null' && !part.negated) {
      const half = ofOneSide(part.of)
      if (half === null) return null
      halves.push(half)
      continue
    }
    const own = conditionOf(part)
    if (own === null) return null
    made.push(own)
  }
  for (const half of halves) {
    if (!halves.some((h) => h.side !== half.side && isSame(h.value, half.value))) return null
    const value = valueFrom(half.value)
    if (value === null) return null
    if (half.side === 'l') made.push(call('missing', value))
  }
  return made.length === 1 ? (made[0] as Expression) : { kind: 'or', parts: made }
}

type Compare = Extract<Sql, { kind: 'compare' }>

function comparisonOf({ op, left, right }: Compare): Expression | null {
  if (right.kind !== 'number') return op === '=' ? pairOf('equal', left, right) : null
  const against = (e: Expression | null, value: number): Expression | null =>
    e && { kind: 'compare', op, left: e, right: { kind: 'number', value } }
  if (left.kind !== 'call') return null
  const [a, b] = left.args
  const known = Object.hasOwn(LIKENESS, left.name) ? LIKENESS[left.name] : undefined
  // Above one edit the database also edits what it has swapped; this engine does not.
  const isOneEdit = op === '<=' && right.value < 2
  if (left.name === 'damerau_levenshtein' && a && b)
    return isOneEdit ? against(pairOf(left.name, a, b, bytesOf), right.value) : null
  if (known && a && b && left.args.length === 2)
    return against(pairOf(known, a, b, bytesOf), right.value)
  if (left.name === 'abs' && a?.kind === 'minus') {
    const [from, to] = [epochOf(a.left), epochOf(a.right)]
    if (from && to) return against(pairOf('days_apart', from, to), right.value / SECONDS_A_DAY)
    return null
  }
  const isLength = left.name === 'array_length' || left.name === 'len'
  if (isLength && a?.kind === 'call' && /^(list|array)_intersect$/.test(a.name)) {
    const [x, y] = a.args
    return x && y && right.value > 0 ? against(pairOf('shared', x, y), right.value) : null
  }
  return null
}

/** DuckDB, on which Splink has mostly run, compares texts byte by byte. */
const bytesOf = (value: Expression) => call('utf8', value)

/** What `EPOCH(…)` is taken of. */
const epochOf = (sql: Sql): Sql | null =>
  sql.kind === 'call' && sql.name === 'epoch' ? (sql.args[0] ?? null) : null

/** A function of one value of each record: of the same where both are made alike. */
function pairOf(
  name: string,
  a: Sql,
  b: Sql,
  wrap: (value: Expression) => Expression = (value) => value,
): Expression | null {
  const [one, two] = [ofOneSide(a), ofOneSide(b)]
  if (!one || !two || one.side === two.side) return null
  const [left, right] = one.side === 'l' ? [one.value, two.value] : [two.value, one.value]
  const [x, y] = [valueFrom(left), valueFrom(right)]
  if (x === null || y === null) return null
  return isSame(left, right) ? call(name, wrap(x)) : call(name, wrap(x), wrap(y))
}

/** A value of one record; null where this engine has no equal. */
export function valueFrom(sql: Sql): Expression | null {
  switch (sql.kind) {
    case 'column':
      return { kind: 'column', name: sql.name }
    case 'cast':
      if (sql.type === 'text' || sql.type === 'varchar') return valueFrom(sql.of)
      return sql.type === 'date' ? wrapped('date', sql.of) : null
    case 'call':
      return calledValue(sql)
    default:
      return null
  }
}

function wrapped(name: string, of: Sql | undefined, ...more: Expression[]): Expression | null {
  const value = of && valueFrom(of)
  return value ? call(name, value, ...more) : null
}

function calledValue({ name, args }: Extract<Sql, { kind: 'call' }>): Expression | null {
  const [x, y, z] = args
  switch (name) {
    case 'lower':
    case 'upper':
    case 'trim':
      return args.length === 1 ? wrapped(name, x) : null
    case 'nullif':
      // What is empty is missing here anyway.
      return y?.kind === 'text' && y.value === '' && x ? valueFrom(x) : null
    case 'try_strptime':
      return y?.kind === 'text' && /^([^%]|%[Ymd])*$/.test(y.value)
        ? wrapped('strptime', x, text(y.value))
        : null
    case 'regexp_extract':
      return y?.kind === 'text' && isPlainPattern(y.value) && (!z || isNumber(z, 0))
        ? wrapped('extract', x, text(y.value))
        : null
    case 'substr':
    case 'substring':
      return y && isNumber(y, 1) && z?.kind === 'number'
        ? wrapped('prefix', x, { kind: 'number', value: z.value })
        : null
    default:
      return null
  }
}

const isNumber = (sql: Sql, value: number) => sql.kind === 'number' && sql.value === value

/** Whether the database and JavaScript read a regular expression alike. */
function isPlainPattern(pattern: string): boolean {
  if (/\(\?|\\[^.dws^$*+?()[\]{}|/@-]/.test(pattern)) return false
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}
