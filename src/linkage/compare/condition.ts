import { LinkageError } from '../errors.ts'
import { type Expression, printExpression } from '../model/expression.ts'
import { PAIR_FUNCTIONS, type PairArgument } from './pair-functions.ts'

export type PairTest = (left: number, right: number) => boolean
type PairNumber = (left: number, right: number) => number

/** Finds or works out the values that an argument of a pair function stands for. */
export type ArgumentFinder = (e: Expression) => PairArgument

/**
 * A level's condition as a function of two distinct things. Something missing makes a
 * comparison false. Each similarity is worked out once for a pair, however many levels ask.
 */
export function compileCondition(
  e: Expression,
  find: ArgumentFinder,
  memo: Map<string, PairNumber>,
): PairTest {
  switch (e.kind) {
    case 'and': {
      const parts = e.parts.map((p) => compileCondition(p, find, memo))
      return (l, r) => parts.every((p) => p(l, r))
    }
    case 'or': {
      const parts = e.parts.map((p) => compileCondition(p, find, memo))
      return (l, r) => parts.some((p) => p(l, r))
    }
    case 'not': {
      const part = compileCondition(e.part, find, memo)
      return (l, r) => !part(l, r)
    }
    case 'compare': {
      const left = compileNumber(e.left, find, memo)
      const right = compileNumber(e.right, find, memo)
      if (e.op === '>=') return (l, r) => left(l, r) >= right(l, r)
      if (e.op === '<=') return (l, r) => left(l, r) <= right(l, r)
      if (e.op === '>') return (l, r) => left(l, r) > right(l, r)
      if (e.op === '<') return (l, r) => left(l, r) < right(l, r)
      return (l, r) => left(l, r) === right(l, r)
    }
    default: {
      const value = compileNumber(e, find, memo)
      return (l, r) => value(l, r) > 0
    }
  }
}

function compileNumber(
  e: Expression,
  find: ArgumentFinder,
  memo: Map<string, PairNumber>,
): PairNumber {
  if (e.kind === 'number') return () => e.value
  if (e.kind !== 'call') {
    throw new LinkageError(
      'expression-invalid',
      `"${printExpression(e)}" is not a comparison of two records.`,
    )
  }
  const name = printExpression(e)
  const known = memo.get(name)
  if (known) return known
  const bound = PAIR_FUNCTIONS[e.name]?.bind(e.args.map(find))
  if (!bound) throw new LinkageError('expression-invalid', `There is no function "${e.name}".`)
  const made = lastPairKept(bound)
  memo.set(name, made)
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
