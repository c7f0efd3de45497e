import { LinkageError } from '../errors.ts'
import { columnsOf, type Expression, printExpression } from '../model/expression.ts'
import type { Warning } from '../options.ts'
import { isSame, ofOneSide, parseSql, type Sql } from './parse-sql.ts'
import type { SplinkSettings } from './read-splink-model.ts'
import { valueFrom } from './to-expression.ts'

/** The keys of Splink's blocking rules; a rule that is more than equal values is left out and told. */
export function blockingOf(
  settings: SplinkSettings,
  columns: Set<string>,
  warnings: Warning[],
  where: string,
): string[][] {
  const rules = settings.blocking_rules_to_generate_predictions.flatMap((given) => {
    const rule = typeof given === 'string' ? { blocking_rule: given } : given
    const exploded = new Set('arrays_to_explode' in rule ? (rule.arrays_to_explode ?? []) : [])
    const tree = parseSql(rule.blocking_rule)
    const keys = tree && keysOf(tree)
    if (!keys || exploded.size > 1) {
      warnings.push({
        code: 'splink-rule-left-out',
        message: `The blocking rule ${rule.blocking_rule} asks for more than equal values and was left out.`,
      })
      return []
    }
    for (const name of keys.flatMap(columnsOf)) columns.add(name)
    return [keys.map((key) => printExpression(explode(key, exploded)))]
  })
  if (rules.length > 0) return rules
  throw new LinkageError(
    'model-invalid',
    `${where}: none of its blocking rules can be taken over. Give it one that asks for equal values, as l.surname = r.surname does.`,
  )
}

function explode(key: Expression, arrays: ReadonlySet<string>): Expression {
  if (key.kind !== 'column' || !arrays.has(key.name)) return key
  return { kind: 'call', name: 'explode', args: [key] }
}

/** The values that a rule wants equal; null where it wants anything else. */
function keysOf(sql: Sql): Expression[] | null {
  const parts = sql.kind === 'and' ? sql.parts : [sql]
  const keys = parts.map((part) => {
    if (part.kind === 'and') return keysOf(part)
    if (part.kind !== 'compare' || part.op !== '=') return null
    const [left, right] = [ofOneSide(part.left), ofOneSide(part.right)]
    if (!left || !right || left.side === right.side || !isSame(left.value, right.value)) return null
    const value = valueFrom(left.value)
    return value && [value]
  })
  return keys.every((k) => k !== null) ? keys.flat() : null
}
