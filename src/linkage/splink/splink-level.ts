import { LinkageError } from '../errors.ts'
import { columnsOf, type Expression, printExpression } from '../model/expression.ts'
import type { ComparisonFile } from '../model/schema.ts'
import { ownSql, parseSql } from './parse-sql.ts'
import type { SplinkLevelSettings } from './read-splink-model.ts'
import { shareOf } from './shares.ts'
import { conditionOf } from './to-expression.ts'

/** A level of Splink's as one of a model here. */
export interface SplinkLevel {
  file: NonNullable<ComparisonFile['levels']>[number]
  words: string
  columns: string[]
  /** Whether only the database understands it. */
  isSql: boolean
}

const isElse = ({ sql_condition }: SplinkLevelSettings) =>
  sql_condition.trim().toUpperCase() === 'ELSE'

/** Takes over one level; `all` are those of its comparison. */
export function readLevel(
  level: SplinkLevelSettings,
  all: readonly SplinkLevelSettings[],
  where: string,
): SplinkLevel {
  const words = level.label_for_charts ?? level.sql_condition
  if (isElse(level)) return { file: { when: 'else', words }, words, columns: [], isSql: false }
  const tree = parseSql(level.sql_condition)
  const when = tree && conditionOf(tree)
  const own = when ? null : ownSql(level.sql_condition)
  const frequency = frequencyOf(level, all, where)
  const tf = level.tf_adjustment_column
  const name = tf ? unquoted(tf) : null
  return {
    file: {
      ...(when ? { when: printExpression(when) } : { sql: own?.sql ?? '' }),
      words,
      ...(level.is_null_level ? { missing: true } : {}),
      ...(name !== null && frequency ? { term_frequency: printColumn(name), frequency } : {}),
    },
    words,
    columns: [...(when ? columnsOf(when) : (own?.columns ?? [])), ...(name === null ? [] : [name])],
    isSql: when === null,
  }
}

const printColumn = (name: string) => printExpression({ kind: 'column', name })

const unquoted = (name: string) =>
  /^".*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name

/** How the level is adjusted by frequency; null where Splink does not adjust it. */
function frequencyOf(
  level: SplinkLevelSettings,
  all: readonly SplinkLevelSettings[],
  where: string,
): { weight: number; minimum_u: number; u: number } | null {
  const column = level.tf_adjustment_column
  const weight = level.tf_adjustment_weight ?? 1
  if (!column || weight === 0 || level.is_null_level) return null
  const base = level.disable_tf_exact_match_detection ? level : exactLevel(unquoted(column), all)
  const u = shareOf(base?.u_probability)
  if (u === null) {
    throw new LinkageError(
      'model-invalid',
      `${where}: Splink adjusts it by the frequency of "${column}", for which the comparison needs a trained level of equal values; it has none.`,
    )
  }
  return { weight, minimum_u: level.tf_minimum_u_value ?? 0, u }
}

/** The level at which both records hold the same in one column and nothing else is asked. */
function exactLevel(
  column: string,
  all: readonly SplinkLevelSettings[],
): SplinkLevelSettings | undefined {
  return all.find((level) => {
    if (level.is_null_level || isElse(level)) return false
    const tree = parseSql(level.sql_condition)
    const when = tree && conditionOf(tree)
    return when !== null && isEqualOf(when, column.toLowerCase())
  })
}

function isEqualOf(e: Expression, column: string): boolean {
  if (e.kind !== 'call' || e.name !== 'equal' || e.args.length !== 1) return false
  const [value] = e.args
  return value?.kind === 'column' && value.name.toLowerCase() === column
}
