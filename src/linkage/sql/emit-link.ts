import { LinkageError } from '../errors.ts'
import type { Expression } from '../model/expression.ts'
import type { Comparison, Model } from '../model/model.ts'
import { ratio } from '../train/em.ts'
import { type Parameters, SMALLEST_SHARE } from '../train/parameters.ts'
import type { Dialect } from './dialect.ts'
import { emitEitherWay } from './emit-condition.ts'
import { emitValue } from './emit-value.ts'

/** The statements of a link job, in order; the last leaves the table `linkage_scored`. */
export interface LinkStatements {
  statements: string[]
  /** Functions to register first, where the database lacks them. */
  registers: readonly string[]
}

/**
 * A whole job as SQL: standardise, block (each pair under the first rule that finds it), compare,
 * weigh. The engine itself does this in memory; the SQL is for a database that is larger than one
 * machine, with the same model, parameters and weights. Frequencies are adjusted as in the
 * engine; pairs held apart, blocks' caps and names either way are left to the engine.
 */
export function emitLink(
  model: Model,
  parameters: Parameters,
  table: string,
  dialect: Dialect,
): LinkStatements {
  const q = dialect.quote
  const create = (name: string, query: string) =>
    dialect.name === 'spark'
      ? `CREATE OR REPLACE TEMPORARY VIEW ${name} AS ${query}`
      : `CREATE OR REPLACE TEMP TABLE ${name} AS ${query}`
  const columns = model.columns.map((c) => {
    const value =
      'sql' in c.from
        ? c.from.sql
        : emitValue(
            c.from.expression,
            (n) => blankless(`CAST(${q(n)} AS STRING)`, dialect),
            dialect,
          )
    return `${value} AS ${q(c.name)}`
  })
  const source = model.sources.column
    ? `CAST(${q(model.sources.column)} AS ${textType(dialect)})`
    : "''"
  const records = `SELECT CAST(${q(model.id)} AS ${textType(dialect)}) AS linkage_id, ${source} AS linkage_source, ${columns.join(', ')} FROM ${q(table)}`
  return {
    statements: [
      create('linkage_records', records),
      create('linkage_pairs', emitBlocking(model, dialect)),
      create('linkage_levels', emitLevels(model, dialect)),
      create('linkage_scored', emitWeights(model, parameters, dialect)),
    ],
    registers: dialect.registers,
  }
}

const textType = (dialect: Dialect) => (dialect.name === 'spark' ? 'STRING' : 'VARCHAR')
const blankless = (value: string, dialect: Dialect) =>
  `nullif(trim(${value.replace('STRING', textType(dialect))}), '')`

const side = (alias: string, dialect: Dialect) => (name: string) =>
  `${alias}.${dialect.quote(name)}`

function emitBlocking(model: Model, dialect: Dialect): string {
  const apart =
    model.mode === 'link' || model.sources.freeOfDuplicates === true
      ? ' AND l.linkage_source <> r.linkage_source'
      : ''
  const conditions = model.blocking.map((rule) => {
    if (rule.keys.some((k) => k.kind === 'call' && k.name === 'explode')) {
      throw new LinkageError(
        'expression-invalid',
        `The rule "${rule.words}" explodes an array; it runs in the engine only.`,
      )
    }
    const equal = (key: Expression) =>
      `${emitValue(key, side('l', dialect), dialect)} = ${emitValue(key, side('r', dialect), dialect)}`
    return rule.keys.length === 0 ? 'true' : rule.keys.map(equal).join(' AND ')
  })
  return conditions
    .map((condition, i) => {
      const before = conditions
        .slice(0, i)
        .map((c) => ` AND NOT coalesce(${c}, false)`)
        .join('')
      return `SELECT l.linkage_id AS id_l, r.linkage_id AS id_r, ${i} AS rule FROM linkage_records l JOIN linkage_records r ON ${condition} AND l.linkage_id < r.linkage_id${apart}${before}`
    })
    .join(' UNION ALL ')
}

function emitLevels(model: Model, dialect: Dialect): string {
  const sides = { left: side('l', dialect), right: side('r', dialect), dialect }
  const levels = model.comparisons.map((c) => {
    if (c.eitherWay)
      throw new LinkageError(
        'expression-invalid',
        `"${c.name}" compares names either way; it runs in the engine only.`,
      )
    const cases = c.levels.flatMap((level, i) =>
      level.when === 'else' ? [] : [`WHEN ${emitEitherWay(level.when, sides)} THEN ${i}`],
    )
    return `CASE ${cases.join(' ')} ELSE ${c.levels.length - 1} END AS ${dialect.quote(`level_${c.name}`)}`
  })
  const frequencies = frequencyTerms(model).map(({ comparison, level, e }) => {
    const share = (alias: string) =>
      `(SELECT count(*) FROM linkage_records x WHERE ${emitValue(e, side('x', dialect), dialect)} = ${emitValue(e, side(alias, dialect), dialect)})`
    const filled = `(SELECT count(*) FROM linkage_records x WHERE ${emitValue(e, side('x', dialect), dialect)} IS NOT NULL)`
    return `greatest(${share('l')}, ${share('r')}) / CAST(${filled} AS DOUBLE) AS ${dialect.quote(`share_${comparison.name}_${level}`)}`
  })
  return `SELECT p.id_l, p.id_r, p.rule, ${[...levels, ...frequencies].join(', ')} FROM linkage_pairs p JOIN linkage_records l ON l.linkage_id = p.id_l JOIN linkage_records r ON r.linkage_id = p.id_r`
}

function frequencyTerms(
  model: Model,
): { comparison: Comparison; index: number; level: number; e: Expression }[] {
  return model.comparisons.flatMap((comparison, index) =>
    comparison.levels.flatMap((l, level) =>
      l.termFrequency === null || l.termFrequency === 'part'
        ? []
        : [{ comparison, index, level, e: l.termFrequency }],
    ),
  )
}

function emitWeights(model: Model, parameters: Parameters, dialect: Dialect): string {
  const prior = Math.log2(parameters.prior / (1 - parameters.prior))
  const smallest = parameters.smallestShare ?? SMALLEST_SHARE
  const parts = parameters.comparisons.map((c) => {
    const cases = c.levels.map(
      (l, i) =>
        `WHEN ${i} THEN ${l.m === null || l.u === null ? 0 : Math.log2(ratio(l.m, l.u, smallest))}`,
    )
    return `CASE ${dialect.quote(`level_${c.name}`)} ${cases.join(' ')} END`
  })
  const terms = frequencyTerms(model).map(({ comparison, index, level }) => {
    const own = comparison.levels[level]?.frequency
    const trained = parameters.comparisons[index]?.levels[level]?.u
    const u = Math.max(own?.u ?? trained ?? 1, smallest)
    const weight = own?.weight ?? comparison.termFrequency.weight
    const minimumU = own?.minimumU ?? comparison.termFrequency.minimumU
    const share = `greatest(${dialect.quote(`share_${comparison.name}_${level}`)}, ${minimumU}, 1e-12)`
    return `CASE WHEN ${dialect.quote(`level_${comparison.name}`)} = ${level} THEN ${weight} * (${Math.log2(u)} - log2(${share})) ELSE 0 END`
  })
  return `SELECT *, ${[prior, ...parts, ...terms].join(' + ')} AS weight FROM linkage_levels`
}
