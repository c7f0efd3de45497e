import { ARRAY_SEPARATOR } from '../../model/value-functions.ts'
import { quote } from '../../records/tables.ts'
import type { Inside } from '../../run-stages.ts'

/** A record as a report shows it. */
export interface ShownRecord {
  id: string
  /** Its source; null where there is one. */
  source: string | null
  /** What each column of the model holds, null where nothing. */
  values: (string | null)[]
}

/** Reads the few records that examples name, by their numbers. */
export async function readShownRecords(
  inside: Inside,
  rows: Iterable<number>,
): Promise<Map<number, ShownRecord>> {
  const { records } = inside.prepared
  const { options, names } = inside.run
  const wanted = [...new Set(rows)]
  if (wanted.length === 0) return new Map()
  const found = await options.connection.runAndReadAll(
    `SELECT rowid, id FROM ${quote(names.ids)} WHERE rowid IN (${wanted.map((row) => records.placeOf(row)).join(', ')})`,
  )
  const columns = options.model.columns.map(({ name }) => records.column({ kind: 'column', name }))
  const rowAt = records.rowsByPlace()
  const several = records.sourceNames.length > 1
  return new Map(
    found.getRows().map(([rowid, id]) => {
      const row = rowAt[Number(rowid)] as number
      const values = columns.map(({ codes, dictionary }) => {
        const code = codes[row] as number
        const text = code < 0 ? undefined : dictionary.texts[code]
        return text === undefined ? null : text.replaceAll(ARRAY_SEPARATOR, ', ')
      })
      const source = several ? (records.sourceNames[records.sources[row] as number] ?? null) : null
      return [row, { id: String(id), source, values }]
    }),
  )
}
