import { listValue } from '@duckdb/node-api'
import type { RowDecisions } from '../cluster/cluster-records.ts'
import type { LinkOptions, Warning } from '../options.ts'
import type { Records } from './records.ts'
import { quote } from './tables.ts'

/** Finds the records that decisions are about; a decision about one that is gone is left aside. */
export async function readDecisions(
  { decisions, connection }: Pick<LinkOptions, 'decisions' | 'connection'>,
  idTable: string,
  records: Records,
  warnings: Warning[],
): Promise<RowDecisions> {
  if (!decisions || decisions.same.length + decisions.notSame.length === 0)
    return { same: [], notSame: [] }
  const wanted = [...new Set([...decisions.same, ...decisions.notSame].flat().map(String))]
  const found = await connection.runAndReadAll(
    `SELECT id, rowid FROM ${quote(idTable)} WHERE id IN (SELECT unnest($1::VARCHAR[]))`,
    [listValue(wanted)],
  )
  const rowAt = records.rowsByPlace()
  const rows = new Map(found.getRows().map((r) => [String(r[0]), rowAt[Number(r[1])] as number]))
  let gone = 0
  const byRow = (list: [string | number, string | number][]) =>
    list.flatMap(([a, b]): [number, number][] => {
      const [x, y] = [rows.get(String(a)), rows.get(String(b))]
      if (x !== undefined && y !== undefined) return [[x, y]]
      gone++
      return []
    })
  const result = { same: byRow(decisions.same), notSame: byRow(decisions.notSame) }
  if (gone > 0) {
    warnings.push({
      code: 'decision-about-missing-record',
      message: `${gone} decisions name a record that is not in the tables; they were left aside.`,
    })
  }
  return result
}
