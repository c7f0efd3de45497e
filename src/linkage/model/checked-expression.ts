import { LinkageError } from '../errors.ts'
import { checkFunctions } from './check-functions.ts'
import { columnsOf, type Expression, parseExpression } from './expression.ts'

/**
 * Reads an expression of a model and checks its functions and columns; errors name the place.
 * With `pair` it is a level's condition, whose outer calls compare two records.
 */
export function checked(
  source: string,
  where: string,
  known: Set<string> | null,
  pair = false,
): Expression {
  let tree: Expression
  try {
    tree = parseExpression(source)
    checkFunctions(tree, pair)
  } catch (error) {
    if (error instanceof LinkageError)
      throw new LinkageError(error.code, `${where}: ${error.message}`)
    throw error
  }
  const stranger = known && columnsOf(tree).find((name) => !known.has(name))
  if (stranger) {
    throw new LinkageError(
      'model-invalid',
      `${where}: "${stranger}" is not among the model's columns (${[...(known ?? [])].join(', ')}).`,
    )
  }
  return tree
}
