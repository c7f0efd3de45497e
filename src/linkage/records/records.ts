import { LinkageError } from '../errors.ts'
import { columnsOf, type Expression, printExpression } from '../model/expression.ts'
import { ARRAY_SEPARATOR, VALUE_FUNCTIONS } from '../model/value-functions.ts'
import { type Column, combine, countCodes, TextCoder } from './column.ts'
import { letGo } from './let-go.ts'

/**
 * The records as the engine holds them: whole-number columns in the order of the id table, or
 * (`arranged`) in an order that keeps like records near each other.
 * A derived column (`prefix(surname, 4)`) is worked out once per distinct value and kept.
 */
export class Records {
  readonly count: number
  /** Which source each record comes from: an index into `sourceNames`. */
  readonly sources: Int32Array
  readonly sourceNames: readonly string[]
  /** Where each record stands in the id table; null: where it stands here. */
  readonly places: Int32Array | null
  readonly #columns: Map<string, Column>
  #rows: Int32Array | null = null

  constructor(options: {
    count: number
    sources: Int32Array
    sourceNames: readonly string[]
    columns: readonly Column[]
    places?: Int32Array | null
  }) {
    this.count = options.count
    this.places = options.places ?? null
    this.sources = options.sources
    this.sourceNames = options.sourceNames
    this.#columns = new Map(options.columns.map((c) => [c.name, c]))
  }

  /** The column that an expression makes, from the cache or worked out now. */
  column(e: Expression): Column {
    const name = printExpression(e)
    const key = e.kind === 'column' ? e.name : `= ${name}`
    const known = this.#columns.get(key)
    if (known) return known
    if (e.kind === 'column') {
      throw new LinkageError('column-missing', `There is no column "${e.name}".`)
    }
    const two = this.eitherWay(e)
    if (two !== null) {
      const { codes, size } = combine(two, 'drop')
      const made = { name, codes, dictionary: { texts: [], counts: countCodes(codes, size) } }
      this.#columns.set(key, made)
      return made
    }
    const made = derive(
      name,
      e,
      columnsOf(e).map((c) => this.column({ kind: 'column', name: c })),
    )
    this.#columns.set(key, made)
    return made
  }

  /**
   * `unordered` of two plain columns as the smaller and the greater of their codes, without
   * putting their texts together: there are nearly as many such pairs as records. Null for
   * anything else. As a column it has no texts, which are never asked for.
   */
  eitherWay(e: Expression): [Int32Array, Int32Array] | null {
    if (e.kind !== 'call' || e.name !== 'unordered') return null
    if (e.args.some((a) => a.kind !== 'column')) return null
    const columns = e.args.map((a) => this.column(a))
    const [a, b] = columns.map((_, i) => this.pooled(columns, i).codes) as [Int32Array, Int32Array]
    const low = new Int32Array(this.count)
    const high = new Int32Array(this.count)
    for (let i = 0; i < this.count; i++) {
      const x = a[i] as number
      const y = b[i] as number
      low[i] = x < y ? x : y
      high[i] = x < y ? y : x
    }
    return [low, high]
  }

  /**
   * The same records in the order of a column's values. Records that are compared mostly share
   * them, and what lies near in memory is read many times faster. These records are used up.
   */
  arranged(by: Column): Records {
    const order = orderOf(by)
    const moved = new Map<Int32Array, Int32Array>()
    const move = (values: Int32Array): Int32Array => {
      const known = moved.get(values)
      if (known) return known
      const made = new Int32Array(values.length)
      for (let i = 0; i < made.length; i++) made[i] = values[order[i] as number] as number
      moved.set(values, made)
      letGo(values)
      return made
    }
    const columns = [...this.#columns.values()].map((c) => ({ ...c, codes: move(c.codes) }))
    return new Records({ ...this, sources: move(this.sources), columns, places: order })
  }

  /** Gives back the memory of all columns: only the records' places are asked for from now on. */
  close(): void {
    for (const { codes } of this.#columns.values()) letGo(codes)
    this.#columns.clear()
  }

  /** Where a record stands in the id table. */
  placeOf(row: number): number {
    return this.places === null ? row : (this.places[row] as number)
  }

  /** The record at each place of the id table. */
  rowsByPlace(): Int32Array {
    if (this.#rows === null) {
      this.#rows = new Int32Array(this.count)
      for (let row = 0; row < this.count; row++) this.#rows[this.placeOf(row)] = row
    }
    return this.#rows
  }

  addColumn(column: Column): void {
    this.#columns.set(column.name, column)
  }

  /**
   * One of several columns coded by the values of all of them together, with the counts of all:
   * what is shared when a first name meets a surname.
   */
  pooled(columns: readonly Column[], index: number): Column {
    const name = `pooled ${columns.map((c) => c.name).join('|')} ${index}`
    const known = this.#columns.get(name)
    if (known) return known
    const coder = new TextCoder()
    const translations = columns.map(({ dictionary: { texts } }) => {
      const to = new Int32Array(texts.length)
      for (let i = 0; i < texts.length; i++) to[i] = coder.code(texts[i] as string)
      return to
    })
    const counts = new Int32Array(coder.texts.length)
    columns.forEach((column, c) => {
      column.dictionary.counts.forEach((n, code) => {
        const to = (translations[c] as Int32Array)[code] as number
        counts[to] = (counts[to] as number) + n
      })
    })
    const dictionary = { texts: coder.texts, counts }
    columns.forEach((column, c) => {
      const to = translations[c] as Int32Array
      const codes = translated(column.codes, to)
      const each = `pooled ${columns.map((x) => x.name).join('|')} ${c}`
      this.#columns.set(each, { name: column.name, codes, dictionary })
    })
    return this.#columns.get(name) as Column
  }
}

/** The records in the order of a column's codes, those without a value first. */
function orderOf({ codes, dictionary }: Column): Int32Array {
  const next = new Int32Array(dictionary.counts.length + 1)
  let filled = 0
  dictionary.counts.forEach((n, code) => {
    next[code + 1] = filled
    filled += n
  })
  const empty = codes.length - filled
  for (let code = 1; code < next.length; code++) next[code] = (next[code] as number) + empty
  const order = new Int32Array(codes.length)
  for (let i = 0; i < codes.length; i++) {
    const code = (codes[i] as number) + 1
    const at = next[code] as number
    order[at] = i
    next[code] = at + 1
  }
  return order
}

/** Works out an expression for every distinct combination of its columns' values. */
export function derive(name: string, e: Expression, inputs: readonly Column[]): Column {
  if (inputs.length === 0) {
    throw new LinkageError('expression-invalid', `"${name}" reads no column.`)
  }
  const [only] = inputs.length === 1 ? inputs : []
  if (only) return deriveFromOne(name, e, only)
  const {
    parts,
    size,
    codes: from,
  } = combine(
    inputs.map((c) => c.codes),
    'keep',
  )
  const coder = new TextCoder()
  const codeOf = new Int32Array(size)
  const row = new Map<string, string | null>()
  for (let i = 0; i < size; i++) {
    inputs.forEach((input, c) => {
      const code = (parts[c] as Int32Array)[i] as number
      row.set(input.name, code < 0 ? null : (input.dictionary.texts[code] as string))
    })
    codeOf[i] = coder.code(evaluate(e, row))
  }
  const codes = translated(from, codeOf)
  return {
    name,
    codes,
    dictionary: { texts: coder.texts, counts: countCodes(codes, coder.texts.length) },
  }
}

/**
 * The same of one column. Many values come out as they are (a name that is tidy already), and
 * need not be looked up: as they differed before they differ now. Records are not counted again:
 * as many hold what is made of a value as hold the value.
 */
function deriveFromOne(
  name: string,
  e: Expression,
  { name: of, codes, dictionary }: Column,
): Column {
  const { texts } = dictionary
  const valueFor = valueOfOne(e, of)
  /** What values are made that are made something else; their codes. */
  const changed = new Map<string, number>()
  const made: string[] = []
  const codeOf = new Int32Array(texts.length).fill(SAME)
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] as string
    const value = valueFor(text)
    if (value === text) continue
    let code = value === null ? -1 : changed.get(value)
    if (value !== null && code === undefined) {
      code = made.length
      made.push(value)
      changed.set(value, code)
    }
    codeOf[i] = code as number
  }
  if (made.length === 0 && !codeOf.includes(-1)) return { name, codes, dictionary }
  for (let i = 0; i < texts.length; i++) {
    if (codeOf[i] !== SAME) continue
    const text = texts[i] as string
    const known = changed.size > 0 ? changed.get(text) : undefined
    codeOf[i] = known ?? made.length
    if (known === undefined) made.push(text)
  }
  const counts = new Int32Array(made.length)
  for (let i = 0; i < codeOf.length; i++) {
    const code = codeOf[i] as number
    if (code >= 0) counts[code] = (counts[code] as number) + (dictionary.counts[i] as number)
  }
  return { name, codes: translated(codes, codeOf), dictionary: { texts: made, counts } }
}

/** In place of a code: the value stays as it is. */
const SAME = -2

function translated(codes: Int32Array, to: Int32Array): Int32Array {
  const made = new Int32Array(codes.length)
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number
    made[i] = code < 0 ? -1 : (to[code] as number)
  }
  return made
}

/** An expression over one column as a function of its value: for very many values. */
export function valueOfOne(e: Expression, column: string): (text: string | null) => string | null {
  if (e.kind === 'call' && e.args[0]?.kind === 'column') {
    const fn = VALUE_FUNCTIONS[e.name]
    const rest = e.args.slice(1)
    if (fn && rest.every((a) => a.kind === 'text' || a.kind === 'number')) {
      const args: (string | null)[] = [null, ...rest.map((a) => evaluate(a, new Map()))]
      return (text) => {
        args[0] = text
        const value = fn.evaluate(args)
        return value === '' || value === ARRAY_SEPARATOR ? null : value
      }
    }
  }
  const row = new Map<string, string | null>()
  return (text) => evaluate(e, row.set(column, text))
}

/** The value of an expression over one record's values. */
export function evaluate(e: Expression, row: ReadonlyMap<string, string | null>): string | null {
  switch (e.kind) {
    case 'column':
      return row.get(e.name) ?? null
    case 'text':
      return e.value
    case 'number':
      return String(e.value)
    case 'call': {
      const fn = VALUE_FUNCTIONS[e.name]
      if (!fn) throw new LinkageError('expression-invalid', `There is no function "${e.name}".`)
      const value = fn.evaluate(e.args.map((a) => evaluate(a, row)))
      return value === '' || value === ARRAY_SEPARATOR ? null : value
    }
    default:
      throw new LinkageError(
        'expression-invalid',
        `"${printExpression(e)}" is a condition, not a value.`,
      )
  }
}
