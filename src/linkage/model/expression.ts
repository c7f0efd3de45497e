import { LinkageError } from '../errors.ts'

/**
 * The small language in which a model says how a column is made, what a blocking rule keys on
 * and when a level of a comparison holds: `prefix(surname, 4)`, `jaro_winkler(surname) >= 0.9`,
 * `equal(first_name) and days_apart(dob) <= 31`.
 *
 * The tree is the single source for both back ends: the engine evaluates it once per distinct
 * value, and `sql/emit.ts` writes the same thing as SQL for DuckDB or Spark.
 */
export type Expression =
  | { kind: 'column'; name: string }
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'compare'; op: CompareOperator; left: Expression; right: Expression }
  | { kind: 'and' | 'or'; parts: Expression[] }
  | { kind: 'not'; part: Expression }
  /** The caller's own SQL, about l.<column> and r.<column>: it runs in the database only. */
  | { kind: 'sql'; sql: string }

export type CompareOperator = '>=' | '<=' | '>' | '<' | '='

const TOKEN =
  /\s*(?:(?<number>-?\d+(?:\.\d+)?)|(?<name>[A-Za-z_][A-Za-z0-9_]*)|'(?<text>(?:[^']|'')*)'|"(?<quoted>[^"]+)"|(?<op>>=|<=|[><=(),]))/y

type Token = { type: 'number' | 'name' | 'text' | 'column' | 'op' | 'end'; value: string }

/** Reads one expression; throws `expression-invalid` with the place where reading stopped. */
export function parseExpression(source: string): Expression {
  const tokens = tokenise(source)
  let at = 0
  const peek = (): Token => tokens[at] ?? { type: 'end', value: '' }
  const isWord = (word: string) => peek().type === 'name' && peek().value.toLowerCase() === word
  const fail = (expected: string): never => {
    const found = peek().type === 'end' ? 'the end' : `"${peek().value}"`
    throw new LinkageError(
      'expression-invalid',
      `Cannot read the expression "${source}": expected ${expected} but found ${found}.`,
    )
  }
  const take = (value: string) => {
    if (peek().type !== 'op' || peek().value !== value) fail(`"${value}"`)
    at++
  }

  function anyOf(): Expression {
    const parts = [allOf()]
    while (isWord('or')) {
      at++
      parts.push(allOf())
    }
    return parts.length === 1 ? (parts[0] as Expression) : { kind: 'or', parts }
  }
  function allOf(): Expression {
    const parts = [condition()]
    while (isWord('and')) {
      at++
      parts.push(condition())
    }
    return parts.length === 1 ? (parts[0] as Expression) : { kind: 'and', parts }
  }
  function condition(): Expression {
    if (isWord('not')) {
      at++
      return { kind: 'not', part: condition() }
    }
    const left = term()
    const token = peek()
    if (token.type === 'op' && /^(>=|<=|>|<|=)$/.test(token.value)) {
      at++
      return { kind: 'compare', op: token.value as CompareOperator, left, right: term() }
    }
    return left
  }
  function term(): Expression {
    const token = peek()
    at++
    if (token.type === 'number') return { kind: 'number', value: Number(token.value) }
    if (token.type === 'text') return { kind: 'text', value: token.value }
    if (token.type === 'column') return { kind: 'column', name: token.value }
    if (token.type === 'op' && token.value === '(') {
      const inside = anyOf()
      take(')')
      return inside
    }
    if (token.type === 'name') {
      if (peek().type !== 'op' || peek().value !== '(') return { kind: 'column', name: token.value }
      at++
      const args: Expression[] = []
      if (peek().value !== ')' || peek().type !== 'op') {
        args.push(anyOf())
        while (peek().type === 'op' && peek().value === ',') {
          at++
          args.push(anyOf())
        }
      }
      take(')')
      return { kind: 'call', name: token.value.toLowerCase(), args }
    }
    at--
    return fail('a column, a number, a text or a function')
  }

  const tree = anyOf()
  if (peek().type !== 'end') fail('the end')
  return tree
}

function tokenise(source: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (source.slice(TOKEN.lastIndex).trim() !== '') {
    const start = TOKEN.lastIndex
    const match = TOKEN.exec(source)
    if (!match?.groups) {
      throw new LinkageError(
        'expression-invalid',
        `Cannot read the expression "${source}" from character ${start + 1}.`,
      )
    }
    const { number, name, text, quoted, op } = match.groups
    if (number !== undefined) tokens.push({ type: 'number', value: number })
    else if (name !== undefined) tokens.push({ type: 'name', value: name })
    else if (text !== undefined) tokens.push({ type: 'text', value: text.replaceAll("''", "'") })
    else if (quoted !== undefined) tokens.push({ type: 'column', value: quoted })
    else tokens.push({ type: 'op', value: op as string })
  }
  return tokens
}

/** The expression as canonical text: the key under which derived values are kept. */
export function printExpression(e: Expression): string {
  switch (e.kind) {
    case 'column':
      return /^[A-Za-z_][A-Za-z0-9_]*$/.test(e.name) ? e.name : `"${e.name}"`
    case 'text':
      return `'${e.value.replaceAll("'", "''")}'`
    case 'number':
      return String(e.value)
    case 'call':
      return `${e.name}(${e.args.map(printExpression).join(', ')})`
    case 'compare':
      return `${printExpression(e.left)} ${e.op} ${printExpression(e.right)}`
    case 'sql':
      return `sql(${e.sql})`
    case 'not':
      return `not (${printExpression(e.part)})`
    default:
      return e.parts.map((p) => `(${printExpression(p)})`).join(` ${e.kind} `)
  }
}

/** The names of the columns that an expression reads, each once, in the order met. */
export function columnsOf(e: Expression): string[] {
  const found = new Set<string>()
  const visit = (node: Expression): void => {
    if (node.kind === 'column') found.add(node.name)
    else if (node.kind === 'call') node.args.forEach(visit)
    else if (node.kind === 'compare') [node.left, node.right].forEach(visit)
    else if (node.kind === 'not') visit(node.part)
    else if (node.kind === 'and' || node.kind === 'or') node.parts.forEach(visit)
  }
  visit(e)
  return [...found]
}
