import { PAIR_FUNCTIONS } from '../compare/pair-functions.ts'
import { LinkageError } from '../errors.ts'
import type { Expression } from './expression.ts'
import { VALUE_FUNCTIONS } from './value-functions.ts'

/**
 * Refuses a function that does not exist or has the wrong number of arguments. In a level's
 * condition the outer calls are pair functions and what they are given are value functions.
 */
export function checkFunctions(e: Expression, pair: boolean): void {
  switch (e.kind) {
    case 'call': {
      const table = pair ? PAIR_FUNCTIONS : VALUE_FUNCTIONS
      const own = Object.hasOwn(table, e.name) ? table[e.name] : undefined
      const fn = e.name === 'explode' && !pair ? { minArgs: 1, maxArgs: 1 } : own
      if (!fn) {
        throw new LinkageError(
          'expression-invalid',
          `there is no ${pair ? 'comparison ' : ''}function "${e.name}"; there are ${Object.keys(table).join(', ')}.`,
        )
      }
      if (e.args.length < fn.minArgs || e.args.length > fn.maxArgs) {
        throw new LinkageError(
          'expression-invalid',
          `"${e.name}" was given ${e.args.length} arguments.`,
        )
      }
      for (const arg of e.args) checkFunctions(arg, false)
      return
    }
    case 'compare':
      checkFunctions(e.left, pair)
      checkFunctions(e.right, pair)
      return
    case 'not':
      checkFunctions(e.part, pair)
      return
    case 'and':
    case 'or':
      for (const part of e.parts) checkFunctions(part, pair)
  }
}
