import { Records } from '../records/records.ts'
import type { NewRows } from './indexed-rows.ts'
import { keyHashes } from './key-hashes.ts'
import { LinkageIndex } from './linkage-index.ts'

/**
 * The same index without gaps: what removed and changed records held is nowhere in it, neither their
 * ids nor values that no living record has. Nothing is compared again; clusters, decisions and all
 * that is frozen are as they were. The index given is left as it is.
 */
export function compactIndex(index: LinkageIndex): LinkageIndex {
  const { rows } = index
  const kept = Int32Array.from(livingRows(index))
  const made = new LinkageIndex(index.basis, index.sourceNames)
  made.decisions = index.decisions
  made.version = index.version
  const fresh: NewRows = {
    ids: Array.from(kept, (row) => rows.idText(row)),
    sources: kept.map((row) => rows.sources[row] as number),
    hash: Uint32Array.from(kept, (row) => rows.hash[row] as number),
    columns: rows.columns.map(({ codes, values }) =>
      usedTexts(
        kept.map((row) => codes[row] as number),
        (code) => values.text(code),
      ),
    ),
  }
  made.rows.append(fresh)
  const records = new Records({
    count: kept.length,
    sources: fresh.sources,
    sourceNames: made.sourceNames,
    // How often each text occurs is asked of nobody.
    columns: fresh.columns.map(({ codes, texts }, c) => ({
      name: rows.columns[c]?.name as string,
      codes,
      dictionary: { texts: [...texts], counts: new Int32Array(texts.length) },
    })),
  })
  for (const block of made.blocks) block.append(keyHashes(block.rule.keys, records), kept.length)
  const place = new Int32Array(rows.count).fill(-1)
  kept.forEach((row, i) => {
    place[row] = i
  })
  // Rings and clusters are of living records alone.
  made.rows.ring.set(kept.map((row) => place[rows.ring[row] as number] as number))
  made.rows.cluster.set(kept.map((row) => place[rows.cluster[row] as number] as number))
  return made
}

function* livingRows({ rows }: LinkageIndex): Generator<number> {
  for (let row = 0; row < rows.count; row++) if (rows.alive[row] === 1) yield row
}

/** Codes numbered anew in the order in which they are met, with their texts. */
function usedTexts(codes: Int32Array, textOf: (code: number) => string): NewRows['columns'][0] {
  const numbers = new Map<number, number>()
  const texts: string[] = []
  const renumbered = codes.map((code) => {
    if (code < 0) return -1
    const known = numbers.get(code)
    if (known !== undefined) return known
    numbers.set(code, texts.length)
    return texts.push(textOf(code)) - 1
  })
  return { codes: renumbered, texts }
}
