import type { Column } from '../../records/column.ts'
import type { Inside } from '../../run-stages.ts'

/** How full a column is, and how various. */
export interface ColumnFill {
  name: string
  filled: number
  distinct: number
  /** Records that hold the commonest value. */
  commonest: number
  /** Filled records of each source, in the order of the sources; empty where there is one. */
  bySource: number[]
}

export interface Completeness {
  records: number
  sources: { name: string; records: number }[]
  columns: ColumnFill[]
}

/** More sources than this are not told apart. */
const MOST_SOURCES = 12

/** How many records hold something in each column of the model. */
export function measureCompleteness(inside: Inside): Completeness {
  const { records } = inside.prepared
  const several = records.sourceNames.length > 1 && records.sourceNames.length <= MOST_SOURCES
  const bySource = new Float64Array(records.sourceNames.length)
  for (const source of records.sources) bySource[source] = (bySource[source] as number) + 1
  return {
    records: records.count,
    sources: several
      ? records.sourceNames.map((name, s) => ({ name, records: bySource[s] as number }))
      : [],
    columns: inside.run.options.model.columns.map(({ name }) => {
      const column = records.column({ kind: 'column', name })
      return { name, ...fillOf(column), bySource: several ? filledBySource(column, inside) : [] }
    }),
  }
}

function fillOf({ codes, dictionary }: Column) {
  let filled = 0
  for (const code of codes) if (code >= 0) filled++
  let distinct = 0
  let commonest = 0
  for (const n of dictionary.counts) {
    if (n > 0) distinct++
    if (n > commonest) commonest = n
  }
  return { filled, distinct, commonest }
}

function filledBySource({ codes }: Column, { prepared: { records } }: Inside): number[] {
  const filled = records.sourceNames.map(() => 0)
  codes.forEach((code, i) => {
    const source = records.sources[i] as number
    if (code >= 0) filled[source] = (filled[source] as number) + 1
  })
  return filled
}
