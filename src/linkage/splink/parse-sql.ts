import { LinkageError } from '../errors.ts'

/** A condition or value of Splink's SQL, as far as it can be taken apart. */
export type Sql =
  | { kind: 'column'; name: string; qualifier: string | null }
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'call'; name: string; args: Sql[] }
  | { kind: 'cast'; of: Sql; type: string }
  | { kind: 'null'; of: Sql; negated: boolean }
  | { kind: 'minus'; left: Sql; right: Sql }
  | { kind: 'compare'; op: '=' | '>=' | '<=' | '>' | '<'; left: Sql; right: Sql }
  | { kind: 'and' | 'or'; parts: Sql[] }

const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?)|(?<word>[A-Za-z_][A-Za-z0-9_]*)|"(?<quoted>(?:[^"]|"")+)"|'(?<text>(?:[^']|'')*)'|(?<op>::|>=|<=|[-><=(),.]))/iy

interface Token {
  type: 'number' | 'word' | 'quoted' | 'text' | 'op' | 'end'
  value: string
}

/** Reads a condition; null where it holds something that only the database understands. */
export function parseSql(source: string): Sql | null {
  try {
    return new Parser(tokenise(source)).whole()
  } catch (error) {
    if (error instanceof NotUnderstood) return null
    throw error
  }
}

class NotUnderstood extends Error {}

function tokenise(source: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (source.slice(TOKEN.lastIndex).trim() !== '') {
    const match = TOKEN.exec(source)
    if (!match?.groups) throw new NotUnderstood()
    const { number, word, quoted, text, op } = match.groups
    if (number !== undefined) tokens.push({ type: 'number', value: number })
    else if (word !== undefined) tokens.push({ type: 'word', value: word })
    else if (quoted !== undefined)
      tokens.push({ type: 'quoted', value: quoted.replaceAll('""', '"') })
    else if (text !== undefined) tokens.push({ type: 'text', value: text.replaceAll("''", "'") })
    else tokens.push({ type: 'op', value: op as string })
  }
  return tokens
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  whole(): Sql {
    const tree = this.#anyOf()
    if (this.#peek.type !== 'end') throw new NotUnderstood()
    return tree
  }

  get #peek(): Token {
    return this.#tokens[this.#at] ?? { type: 'end', value: '' }
  }

  #word(word: string): boolean {
    const isIt = this.#peek.type === 'word' && this.#peek.value.toLowerCase() === word
    if (isIt) this.#at++
    return isIt
  }

  #op(...ops: string[]): string | null {
    const { type, value } = this.#peek
    if (type !== 'op' || !ops.includes(value)) return null
    this.#at++
    return value
  }

  #need(op: string): void {
    if (this.#op(op) === null) throw new NotUnderstood()
  }

  #anyOf(): Sql {
    const parts = [this.#allOf()]
    while (this.#word('or')) parts.push(this.#allOf())
    return parts.length === 1 ? (parts[0] as Sql) : { kind: 'or', parts }
  }

  #allOf(): Sql {
    const parts = [this.#condition()]
    while (this.#word('and')) parts.push(this.#condition())
    return parts.length === 1 ? (parts[0] as Sql) : { kind: 'and', parts }
  }

  #condition(): Sql {
    const left = this.#difference()
    if (this.#word('is')) {
      const negated = this.#word('not')
      if (!this.#word('null')) throw new NotUnderstood()
      return { kind: 'null', of: left, negated }
    }
    const op = this.#op('=', '>=', '<=', '>', '<')
    if (op === null) return left
    return { kind: 'compare', op: op as '=', left, right: this.#difference() }
  }

  #difference(): Sql {
    let left = this.#cast()
    while (this.#op('-') !== null) left = { kind: 'minus', left, right: this.#cast() }
    return left
  }

  #cast(): Sql {
    let of = this.#term()
    while (this.#op('::') !== null) of = { kind: 'cast', of, type: this.#type() }
    return of
  }

  #type(): string {
    const { type, value } = this.#peek
    if (type !== 'word') throw new NotUnderstood()
    this.#at++
    return value.toLowerCase()
  }

  #term(): Sql {
    const { type, value } = this.#peek
    if (this.#op('(') !== null) {
      const inside = this.#anyOf()
      this.#need(')')
      return inside
    }
    this.#at++
    if (type === 'number') return { kind: 'number', value: Number(value) }
    if (type === 'text') return { kind: 'text', value }
    if (type === 'quoted') return this.#column(value)
    if (type !== 'word') throw new NotUnderstood()
    if (this.#op('(') === null) return this.#column(value)
    const name = value.toLowerCase()
    if (name === 'cast' || name === 'try_cast') {
      const of = this.#anyOf()
      if (!this.#word('as')) throw new NotUnderstood()
      const cast: Sql = { kind: 'cast', of, type: this.#type() }
      this.#need(')')
      return cast
    }
    return { kind: 'call', name, args: this.#args() }
  }

  #args(): Sql[] {
    const args: Sql[] = []
    if (this.#op(')') !== null) return args
    do args.push(this.#anyOf())
    while (this.#op(',') !== null)
    this.#need(')')
    return args
  }

  /** A column, with what stands before its dot: `l.surname`. */
  #column(name: string): Sql {
    if (this.#op('.') === null) return { kind: 'column', name, qualifier: null }
    const { type, value } = this.#peek
    if (type !== 'word' && type !== 'quoted') throw new NotUnderstood()
    this.#at++
    return { kind: 'column', name: value, qualifier: name.toLowerCase() }
  }
}

/** Whether two pieces of SQL are the same, but for the record that they are about. */
export function isSame(a: Sql, b: Sql): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The record that a value is about, `l` or `r`, and the value with plain names of columns. */
export function ofOneSide(sql: Sql): { side: 'l' | 'r'; value: Sql } | null {
  let side: 'l' | 'r' | null = null
  const plain = (node: Sql): Sql => {
    switch (node.kind) {
      case 'column': {
        const own = sideOf(node)
        if (side !== null && side !== own.side) throw new NotUnderstood()
        side = own.side
        return { kind: 'column', name: own.name, qualifier: null }
      }
      case 'call':
        return { ...node, args: node.args.map(plain) }
      case 'cast':
        return { ...node, of: plain(node.of) }
      case 'text':
      case 'number':
        return node
      default:
        throw new NotUnderstood()
    }
  }
  try {
    const value = plain(sql)
    return side === null ? null : { side, value }
  } catch (error) {
    if (error instanceof NotUnderstood) return null
    throw error
  }
}

function sideOf({ name, qualifier }: Extract<Sql, { kind: 'column' }>) {
  if (qualifier === 'l' || qualifier === 'r') return { side: qualifier, name } as const
  if (qualifier !== null) throw new NotUnderstood()
  if (/_l$/i.test(name)) return { side: 'l', name: name.slice(0, -2) } as const
  if (/_r$/i.test(name)) return { side: 'r', name: name.slice(0, -2) } as const
  throw new NotUnderstood()
}

/** Splink's SQL in this engine's form: `l."surname"` for `"surname_l"`; and the columns it names. */
export function ownSql(source: string): { sql: string; columns: string[] } {
  const columns = new Set<string>()
  const sql = source.replace(
    /'(?:[^']|'')*'|"((?:[^"]|"")+)_([lr])"|\b([A-Za-z_][A-Za-z0-9_]*)_([lr])\b(?!\s*\()/gi,
    (whole, quoted?: string, side?: string, word?: string, wordSide?: string) => {
      const name = quoted ?? word
      if (name === undefined) return whole
      columns.add(name.replaceAll('""', '"'))
      return `${(side ?? wordSide ?? '').toLowerCase()}."${name}"`
    },
  )
  if (columns.size === 0) {
    throw new LinkageError('model-invalid', 'A level of the Splink model names no column.')
  }
  return { sql, columns: [...columns] }
}
