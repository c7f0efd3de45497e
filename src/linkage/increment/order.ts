import type { LinkageIndex } from './linkage-index.ts'

const SURROGATE = /[\ud800-\udfff]/

/** The order of texts by their bytes, as the database has it. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return a < b ? -1 : 1
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/**
 * A number for each of some records by which ties are settled as a full run settles them: by what
 * a record holds, then its source, then its id.
 */
export function tiesAmong({ rows, sourceNames }: LinkageIndex, among: Int32Array): Float64Array {
  const bySource = [...sourceNames].sort()
  const place = sourceNames.map((name) => bySource.indexOf(name))
  const order = Array.from(among, (_, i) => i).sort((i, j) => {
    const [a, b] = [among[i] as number, among[j] as number]
    return (
      (rows.hash[a] as number) - (rows.hash[b] as number) ||
      (place[rows.sources[a] as number] as number) - (place[rows.sources[b] as number] as number) ||
      byBytes(rows.idText(a), rows.idText(b))
    )
  })
  const ties = new Float64Array(among.length)
  order.forEach((i, at) => {
    ties[i] = at
  })
  return ties
}
