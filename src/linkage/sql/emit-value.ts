import { LinkageError } from '../errors.ts'
import { type Expression, printExpression } from '../model/expression.ts'
import type { Dialect } from './dialect.ts'

/** How a column is written, given which record it is of. */
export type ColumnWriter = (name: string) => string

type Writer = (args: readonly string[], dialect: Dialect, raw: readonly Expression[]) => string

const AREA = '[A-Z]{1,2}'
const CLEAN_POSTCODE = `^${AREA}[0-9][A-Z0-9]?[0-9][A-Z]{2}$`

const postcodePart =
  (pattern: string, group: number): Writer =>
  ([x], d) =>
    d.extract(d.replaceAll(`upper(${x})`, '[^A-Z0-9]', ''), pattern, group)

const isoPart =
  (pattern: string): Writer =>
  ([x], d) =>
    d.extract(x as string, pattern, 1)

/** Every argument present: SQL's own functions then give nothing where one is missing. */
const WRITERS: Readonly<Record<string, Writer>> = {
  lower: ([x]) => `lower(${x})`,
  upper: ([x]) => `upper(${x})`,
  trim: ([x]) => `trim(${x})`,
  squash: ([x], d) => `trim(${d.replaceAll(`lower(${x})`, '\\s+', ' ')})`,
  plain: ([x], d) => d.plain(x as string),
  name: ([x], d) =>
    `trim(${d.replaceAll(d.replaceAll(d.plain(`lower(${x})`), '[^\\p{L} -]+', ''), '\\s+', ' ')})`,
  letters: ([x], d) => d.replaceAll(d.plain(`lower(${x})`), '[^\\p{L}]+', ''),
  digits: ([x], d) => d.replaceAll(x as string, '[^0-9]+', ''),
  // It compares by bytes as it is.
  utf8: ([x], d) => {
    if (d.name === 'duckdb') return x as string
    throw new LinkageError('expression-invalid', '"utf8" can be written as SQL for DuckDB only.')
  },
  extract: ([x], d, raw) => {
    const [, pattern] = raw
    return d.extract(x as string, pattern?.kind === 'text' ? pattern.value : '', 0)
  },
  prefix: ([x, n]) => `left(${x}, ${n})`,
  suffix: ([x, n]) => `right(${x}, ${n})`,
  first_word: ([x], d) => d.extract(x as string, '^\\s*(\\S+)', 1),
  last_word: ([x], d) => d.extract(x as string, '(\\S+)\\s*$', 1),
  date: ([x], d, raw) => {
    const formats = raw.slice(1).map((e) => (e.kind === 'text' ? e.value : ''))
    return d.date(x as string, formats.length === 0 ? ['%Y-%m-%d'] : formats)
  },
  strptime: ([x], d, raw) => {
    const [, format] = raw
    return d.date(x as string, [format?.kind === 'text' ? format.value : ''])
  },
  year: isoPart('^([0-9]{4})-[0-9]{2}-[0-9]{2}$'),
  month: isoPart('^[0-9]{4}-([0-9]{2})-[0-9]{2}$'),
  day: isoPart('^[0-9]{4}-[0-9]{2}-([0-9]{2})$'),
  postcode: postcodePart(CLEAN_POSTCODE, 0),
  postcode_sector: postcodePart(`^(${AREA}[0-9][A-Z0-9]?[0-9])[A-Z]{2}$`, 1),
  postcode_district: postcodePart(`^(${AREA}[0-9][A-Z0-9]?)[0-9][A-Z]{2}$`, 1),
  postcode_area: postcodePart(`^(${AREA})[0-9][A-Z0-9]?[0-9][A-Z]{2}$`, 1),
  email: ([x], d) => d.extract(`lower(trim(${x}))`, '^[^@\\s]+@[^@\\s]+$', 0),
  email_user: ([x], d) => d.extract(x as string, '^([^@]*)', 1),
  email_domain: ([x], d) => d.extract(x as string, '^[^@]*@([^@]*)', 1),
  concat: (args) => `(${args.join(' || ')})`,
  first_of: (args) => `coalesce(${args.join(', ')})`,
  least: (args) => `CASE WHEN ${present(args)} THEN least(${args.join(', ')}) END`,
  greatest: (args) => `CASE WHEN ${present(args)} THEN greatest(${args.join(', ')}) END`,
  unordered: ([a, b]) =>
    `(least(${a}, ${b}) || chr(31) || greatest(${a}, ${b}) || left(${a} || ${b}, 0))`,
  blank_if: ([x, ...blanks]) => `CASE WHEN ${x} NOT IN (${blanks.join(', ')}) THEN ${x} END`,
  soundex: ([x], d) => {
    if (d.name === 'spark') return `soundex(${x})`
    throw new LinkageError(
      'expression-invalid',
      'DuckDB has no Soundex: "soundex" runs in the engine only.',
    )
  },
}

const present = (args: readonly string[]) => args.map((a) => `${a} IS NOT NULL`).join(' AND ')

/** An expression over one record as SQL text; an empty result is nothing. */
export function emitValue(e: Expression, column: ColumnWriter, dialect: Dialect): string {
  switch (e.kind) {
    case 'column':
      return column(e.name)
    case 'text':
      return `'${e.value.replaceAll("'", "''")}'`
    case 'number':
      return String(e.value)
    case 'call': {
      const writer = WRITERS[e.name]
      if (!writer) {
        throw new LinkageError(
          'expression-invalid',
          `"${e.name}" runs in the engine only; it cannot be written as SQL.`,
        )
      }
      return `nullif(${writer(
        e.args.map((a) => emitValue(a, column, dialect)),
        dialect,
        e.args,
      )}, '')`
    }
    default:
      throw new LinkageError(
        'expression-invalid',
        `"${printExpression(e)}" is a condition, not a value.`,
      )
  }
}
