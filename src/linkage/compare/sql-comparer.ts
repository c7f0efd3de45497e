import type { DuckDBConnection } from '@duckdb/node-api'
import { LinkageError } from '../errors.ts'
import type { Comparison } from '../model/model.ts'
import { combine } from '../records/column.ts'
import type { Records } from '../records/records.ts'
import { quote } from '../records/tables.ts'
import { DUCKDB } from '../sql/dialect.ts'
import { emitEitherWay } from '../sql/emit-condition.ts'
import { sqlFault } from '../sql/sql-fault.ts'
import { contentRank } from './arguments.ts'
import { type Comparer, levelsOneByOne } from './comparer.ts'

/** A comparer that asks the database: what it does not know yet it notes, to be asked in one go. */
export interface SqlComparer extends Comparer {
  /** Asks for everything noted; true where there was something, and the work is to be done again. */
  resolve(connection: DuckDBConnection, scratch: string): Promise<boolean>
}

/** Whether some level of a comparison is the caller's own SQL. */
export function isSqlComparison(comparison: Comparison): boolean {
  return comparison.levels.some((l) => l.when !== 'else' && l.when.kind === 'sql')
}

/**
 * Prepares a comparison with levels in the caller's own SQL, about `l.<column>` and
 * `r.<column>`. It is worked out once for each two distinct things, in the database, both ways
 * round; the stronger level counts.
 */
export function makeSqlComparer(comparison: Comparison, records: Records): SqlComparer {
  const base = comparison.columns.map((name) => records.column({ kind: 'column', name }))
  const { codes, parts, size } = combine(
    base.map((c) => c.codes),
    'keep',
  )
  const rank = contentRank(base, parts, size)
  const known = new Map<number, number>()
  const wanted = new Set<number>()
  const last = comparison.levels.length - 1
  const missing = comparison.levels.findIndex((l) => l.missing)
  const whenNothing = missing < 0 ? last : missing
  const level = (a: number, b: number): number => {
    if (a < 0 || b < 0) return whenNothing
    const inOrder = (rank[a] as number) <= (rank[b] as number)
    const key = inOrder ? a * size + b : b * size + a
    const found = known.get(key)
    if (found !== undefined) return found
    wanted.add(key)
    return last
  }
  return {
    comparisons: [comparison],
    codes,
    size,
    level,
    levelOnce: level,
    levels: levelsOneByOne(codes, level),
    async resolve(connection, scratch) {
      if (wanted.size === 0) return false
      const keys = Float64Array.from(wanted)
      wanted.clear()
      const left = Int32Array.from(keys, (k) => Math.floor(k / size))
      const right = Int32Array.from(keys, (k) => k % size)
      const things = Int32Array.from(new Set([...left, ...right]))
      const names = base.map((c) => c.name)
      const texts = base.map((c, i) =>
        Array.from(
          things,
          (t) => c.dictionary.texts[(parts[i] as Int32Array)[t] as number] ?? null,
        ),
      )
      // Only here is the database needed: a sampling thread must not load it.
      const { writeColumns } = await import('../records/write-columns.ts')
      await writeThings(connection, `${scratch}_things`, things, names, texts)
      await writeColumns(
        connection,
        `${scratch}_asked`,
        [
          { name: 'a', values: left },
          { name: 'b', values: right },
        ],
        keys.length,
      )
      const straight = await ask(connection, comparison, scratch, 'a', 'b')
      const turned = await ask(connection, comparison, scratch, 'b', 'a')
      keys.forEach((key, i) => {
        known.set(key, Math.min(straight[i] as number, turned[i] as number))
      })
      await connection.run(`DROP TABLE temp.${quote(`${scratch}_things`)}`)
      await connection.run(`DROP TABLE temp.${quote(`${scratch}_asked`)}`)
      return true
    },
  }
}

async function writeThings(
  connection: DuckDBConnection,
  table: string,
  things: Int32Array,
  names: readonly string[],
  texts: readonly (readonly (string | null)[])[],
): Promise<void> {
  const columns = names.map((n) => `${quote(n)} VARCHAR`)
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${quote(table)} (thing INTEGER, ${columns.join(', ')})`,
  )
  const appender = await connection.createAppender(table, 'main', 'temp')
  things.forEach((thing, i) => {
    appender.appendInteger(thing)
    for (const column of texts) {
      const text = column[i]
      if (text === null || text === undefined) appender.appendNull()
      else appender.appendVarchar(text)
    }
    appender.endRow()
  })
  appender.closeSync()
}

async function ask(
  connection: DuckDBConnection,
  comparison: Comparison,
  scratch: string,
  left: string,
  right: string,
): Promise<number[]> {
  const sides = {
    left: (n: string) => `l.${quote(n)}`,
    right: (n: string) => `r.${quote(n)}`,
    dialect: DUCKDB,
  }
  const cases = comparison.levels.flatMap((level, i) =>
    level.when === 'else' ? [] : [`WHEN ${emitEitherWay(level.when, sides)} THEN ${i}`],
  )
  const from = `FROM ${quote(`${scratch}_asked`)} p JOIN ${quote(`${scratch}_things`)} l ON l.thing = p.${left}
     JOIN ${quote(`${scratch}_things`)} r ON r.thing = p.${right}`
  try {
    const reader = await connection.runAndReadAll(
      `SELECT CASE ${cases.join(' ')} ELSE ${comparison.levels.length - 1} END ${from} ORDER BY p.rowid`,
    )
    return reader.getRows().map((r) => Number(r[0]))
  } catch (error) {
    for (const [i, { when, words }] of comparison.levels.entries()) {
      if (when === 'else') continue
      try {
        await connection.run(`SELECT count(*) FILTER (WHERE ${emitEitherWay(when, sides)}) ${from}`)
      } catch (fault) {
        throw new LinkageError(
          'expression-invalid',
          `The SQL of level ${i + 1} ("${words}") of the comparison "${comparison.name}" does not run: ${sqlFault(fault)}. Correct it in the model; it may name l.<column> and r.<column> of ${comparison.columns.join(', ')}, which are text.`,
        )
      }
    }
    throw new LinkageError(
      'expression-invalid',
      `The SQL of the comparison "${comparison.name}" does not run: ${sqlFault(error)}. Correct it in the model.`,
    )
  }
}
