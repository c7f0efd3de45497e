import { DisjointSets } from '../cluster/components.ts'
import { dropRun, inTurn } from '../link.ts'
import type { LinkOptions, Warning } from '../options.ts'
import { type Clustered, cluster, type Learnt, type Run } from '../run-stages.ts'
import { bitsOf, probabilityOf } from '../score/scorer.ts'
import { freezeFrequencies } from '../score/term-frequencies.ts'
import { checkDecisions, plainDecisions } from './decisions-by-id.ts'
import { keyHashes } from './key-hashes.ts'
import { LinkageIndex } from './linkage-index.ts'
import { readIds } from './read-changes.ts'
import { writeRings } from './regroup.ts'

/** A pair of records by their ids, and its weight in bits. */
export interface IndexedPair {
  left: string
  right: string
  weight: number
  probability: number
}

/** An index that was made, and what is to be said of it. */
export interface OpenedIndex {
  index: LinkageIndex
  /** Pairs from the review threshold up, where they were asked for; what later changes say of pairs is laid over them. */
  pairs: IndexedPair[]
  warnings: Warning[]
  seconds: Record<string, number>
}

/**
 * Links the records of tables and keeps them ready for changes and search. Parameters and
 * frequencies that are given stay frozen; otherwise they are learnt from these tables and frozen
 * now. The tables themselves are not needed any more.
 */
export async function openIndex(
  options: Omit<LinkOptions, 'alsoAt' | 'parts'> & { keepPairs?: boolean },
): Promise<OpenedIndex> {
  checkDecisions(plainDecisions(options.decisions ?? { same: [], notSame: [] }))
  return await inTurn(options, async (run, learnt) => {
    const clustered = await cluster(run, learnt)
    await run.clock.at('write', 0, 'indexing the records')
    const index = await makeIndex(options, run, learnt, clustered)
    await dropRun(options.connection, run.names)
    await run.clock.at('write', 1, 'done')
    const pairs = options.keepPairs ? pairsFrom(index, learnt) : []
    return { index, pairs, warnings: run.warnings, seconds: run.clock.seconds() }
  })
}

async function makeIndex(
  given: Pick<LinkOptions, 'model' | 'decisions'>,
  run: Run,
  { prepared, compared, parameters }: Learnt,
  { matchBits, decisions, labels }: Clustered,
): Promise<LinkageIndex> {
  const { options, names } = run
  const { records, hash, outside } = prepared
  const index = new LinkageIndex(
    {
      model: given.model,
      parameters,
      frequencies: options.frequencies ?? freezeFrequencies(options.model, records, outside),
      threshold: options.threshold ?? given.model.thresholds.match,
      severalTables: options.tables.length > 1,
      seed: options.seed ?? 1,
    },
    records.sourceNames,
  )
  index.decisions = plainDecisions(given.decisions ?? { same: [], notSame: [] })
  const { rows } = index
  const ids = await readIds(options.connection, names.ids, records.count)
  rows.append({
    ids: ids.map((_, row) => ids[records.placeOf(row)] as string),
    sources: records.sources,
    hash,
    columns: index.model.columns.map((c) => {
      const { codes, dictionary } = records.column({ kind: 'column', name: c.name })
      return { codes, texts: dictionary.texts }
    }),
  })
  for (const block of index.blocks) {
    block.append(keyHashes(block.rule.keys, records), records.count)
    await run.clock.at('write', 0.5, `indexing ${block.rule.words}`)
  }
  const sets = new DisjointSets(records.count)
  const join = (x: number, y: number) => {
    const [a, b] = [sets.find(x), sets.find(y)]
    if (a !== b) sets.join(a, b)
  }
  for (const { count, left, right, weight } of compared.pairs.chunks) {
    for (let i = 0; i < count; i++)
      if ((weight[i] as number) >= matchBits) join(left[i] as number, right[i] as number)
  }
  for (const [a, b] of decisions.same) join(a, b)
  rows.cluster.set(labels)
  writeRings(
    rows.ring,
    Int32Array.from(labels, (_, i) => i),
    sets,
  )
  return index
}

/** The candidate pairs from the review threshold up; a record's number in the run is its row here. */
function pairsFrom(index: LinkageIndex, { compared }: Learnt): IndexedPair[] {
  const { match, review } = index.basis.model.thresholds
  const least = bitsOf(Math.min(match, review))
  const found: IndexedPair[] = []
  for (const { count, left, right, weight } of compared.pairs.chunks) {
    for (let i = 0; i < count; i++) {
      const bits = weight[i] as number
      if (bits < least) continue
      found.push({
        left: index.rows.idText(left[i] as number),
        right: index.rows.idText(right[i] as number),
        weight: bits,
        probability: probabilityOf(bits),
      })
    }
  }
  return found
}
