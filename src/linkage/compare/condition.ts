import { LinkageError } from '../errors.ts'
import { type Expression, printExpression } from '../model/expression.ts'
import { type Bounds, PAIR_FUNCTIONS, type PairArgument } from './pair-functions.ts'

export type PairTest = (left: number, right: number) => boolean
type PairNumber = (left: number, right: number) => number

/** Finds or works out the values that an argument of a pair function stands for. */
export type ArgumentFinder = (e: Expression) => PairArgument

/** What compiling the levels of one comparison shares. */
export interface Compiling {
  find: ArgumentFinder
  /** For each call, what its value is compared with: a similarity need not be exact outside. */
  bounds: ReadonlyMap<string, Bounds>
  made: Map<string, PairNumber>
  nicknames: readonly (readonly string[])[]
}

/** What each call in a comparison's conditions is compared with. */
export function collectBounds(conditions: readonly Expression[]): Map<string, Bounds> {
  const found = new Map<string, Bounds>()
  const note = (e: Expression, lowest: number, highest: number): void => {
    if (e.kind !== 'call') return
    const name = printExpression(e)
    const known = found.get(name)
    found.set(name, {
      lowest: Math.min(known?.lowest ?? Number.POSITIVE_INFINITY, lowest),
      highest: Math.max(known?.highest ?? Number.NEGATIVE_INFINITY, highest),
    })
  }
  const visit = (e: Expression): void => {
    if (e.kind === 'compare') {
      const value = e.right.kind === 'number' ? e.right.value : Number.NaN
      if (Number.isNaN(value) || e.left.kind !== 'call') {
        note(e.left, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
        note(e.right, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
      } else note(e.left, value, value)
    } else if (e.kind === 'not') visit(e.part)
    else if (e.kind === 'and' || e.kind === 'or') e.parts.forEach(visit)
    else note(e, 0, 1)
  }
  conditions.forEach(visit)
  return found
}

/**
 * A level's condition as a function of two distinct things. Something missing makes a
 * comparison false. Each similarity is worked out once for a pair, however many levels ask.
 */
export function compileCondition(e: Expression, compiling: Compiling): PairTest {
  switch (e.kind) {
    case 'and': {
      const parts = e.parts.map((p) => compileCondition(p, compiling))
      return parts.reduce((f, g) => (l, r) => f(l, r) && g(l, r))
    }
    case 'or': {
      const parts = e.parts.map((p) => compileCondition(p, compiling))
      return parts.reduce((f, g) => (l, r) => f(l, r) || g(l, r))
    }
    case 'not': {
      const part = compileCondition(e.part, compiling)
      return (l, r) => !part(l, r)
    }
    case 'compare': {
      const left = compileNumber(e.left, compiling)
      if (e.right.kind === 'number') return againstNumber(left, e.op, e.right.value)
      const right = compileNumber(e.right, compiling)
      if (e.op === '>=') return (l, r) => left(l, r) >= right(l, r)
      if (e.op === '<=') return (l, r) => left(l, r) <= right(l, r)
      if (e.op === '>') return (l, r) => left(l, r) > right(l, r)
      if (e.op === '<') return (l, r) => left(l, r) < right(l, r)
      return (l, r) => left(l, r) === right(l, r)
    }
    default: {
      const value = compileNumber(e, compiling)
      return (l, r) => value(l, r) > 0
    }
  }
}

const ANY: Bounds = { lowest: Number.NEGATIVE_INFINITY, highest: Number.POSITIVE_INFINITY }

function againstNumber(left: PairNumber, op: string, value: number): PairTest {
  if (op === '>=') return (l, r) => left(l, r) >= value
  if (op === '<=') return (l, r) => left(l, r) <= value
  if (op === '>') return (l, r) => left(l, r) > value
  if (op === '<') return (l, r) => left(l, r) < value
  return (l, r) => left(l, r) === value
}

/** A call, or a number, as a function of two distinct things. */
export function compileNumber(e: Expression, compiling: Compiling): PairNumber {
  if (e.kind === 'number') return () => e.value
  if (e.kind !== 'call') {
    throw new LinkageError(
      'expression-invalid',
      `"${printExpression(e)}" is not a comparison of two records.`,
    )
  }
  const name = printExpression(e)
  const known = compiling.made.get(name)
  if (known) return known
  const bound = PAIR_FUNCTIONS[e.name]?.bind(
    e.args.map(compiling.find),
    compiling.bounds.get(name) ?? ANY,
    compiling.nicknames,
  )
  if (!bound) throw new LinkageError('expression-invalid', `There is no function "${e.name}".`)
  const made = lastPairKept(bound)
  compiling.made.set(name, made)
  return made
}

function lastPairKept(f: PairNumber): PairNumber {
  let lastLeft = -1
  let lastRight = -1
  let value = 0
  return (l, r) => {
    if (l !== lastLeft || r !== lastRight) {
      value = f(l, r)
      lastLeft = l
      lastRight = r
    }
    return value
  }
}
