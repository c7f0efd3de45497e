import type { DuckDBConnection } from '@duckdb/node-api'
import { LinkageError } from '../errors.ts'
import { type ClusterChange, type ClusterChangeKind, changesOf } from '../increment/difference.ts'
import { byBytes } from '../increment/order.ts'
import type { LinkResult } from '../options.ts'
import { quote } from '../records/tables.ts'

/** A pair that two models see differently, or that one of them joins by. */
export interface DecidingPair {
  left: string
  right: string
  /** Bits by each model; null where it is below that model's review threshold or not proposed. */
  before: number | null
  after: number | null
}

/** What became of some clusters from one model to the other, and why. */
export interface ModelChange extends ClusterChange {
  /** Pairs between records that one model has together and the other apart, those first whose weight has changed most. */
  decidedBy: DecidingPair[]
}

/** Two models on the same records. */
export interface ModelComparison {
  /** Clusters that both have alike, of two records and more. */
  same: number
  counts: Record<'joined' | 'split' | 'moved', number>
  /** Pairs of records that are together in one and not in the other. */
  pairs: { joined: number; parted: number }
  /** The changes with most records first, as many as asked for. */
  changes: ModelChange[]
}

/** The answers of two runs over the same records: `clusters` and `pairs` as `link` leaves them. */
export interface ModelsToCompare {
  connection: DuckDBConnection
  before: Pick<LinkResult, 'clusters' | 'pairs'>
  after: Pick<LinkResult, 'clusters' | 'pairs'>
  /** Changes to show (100). */
  limit?: number
  /** Deciding pairs to show of each (5). */
  pairsEach?: number
}

/** Compares what two models make of the same records: which clusters merged, split and moved. */
export async function compareModels(asked: ModelsToCompare): Promise<ModelComparison> {
  const { connection, before, after, limit = 100, pairsEach = 5 } = asked
  await checkSameRecords(connection, before.clusters, after.clusters)
  const joined = `(SELECT b.id, b."cluster" AS cb, a."cluster" AS ca FROM ${quote(before.clusters)} b JOIN ${quote(after.clusters)} a ON a.id = b.id)`
  const rows = await connection.runAndReadAll(
    `WITH j AS ${joined},
     nb AS (SELECT cb, count(DISTINCT ca) AS k FROM j GROUP BY cb),
     na AS (SELECT ca, count(DISTINCT cb) AS k FROM j GROUP BY ca)
     SELECT j.id, j.cb, j.ca FROM j JOIN nb USING (cb) JOIN na USING (ca)
     WHERE nb.k > 1 OR na.k > 1
        OR cb IN (SELECT cb FROM j JOIN na USING (ca) WHERE na.k > 1)
        OR ca IN (SELECT ca FROM j JOIN nb USING (cb) WHERE nb.k > 1)`,
  )
  const changed = rows.getRows().map((r) => r.map(String) as [string, string, string])
  const [cb, ca] = [numbers(), numbers()]
  const members = changed.map(([id, b, a]) => ({ id, before: cb(b), after: ca(a) }))
  const changes = changesOf(members, byBytes)
  const counts = { joined: 0, split: 0, moved: 0 }
  for (const { kind } of changes) if (isCounted(kind)) counts[kind]++
  const size = (c: ClusterChange) => c.before.reduce((sum, b) => sum + b.members.length, 0)
  const shown = [...changes].sort((x, y) => size(y) - size(x)).slice(0, limit)
  const deciding = await decidingPairs(asked, shown, pairsEach)
  return {
    same: await sameClusters(connection, joined),
    counts,
    pairs: await movedPairs(connection, joined),
    changes: shown.map((change, i) => ({ ...change, decidedBy: deciding.get(i) ?? [] })),
  }
}

const isCounted = (kind: ClusterChangeKind): kind is 'joined' | 'split' | 'moved' =>
  kind === 'joined' || kind === 'split' || kind === 'moved'

function numbers(): (name: string) => number {
  const known = new Map<string, number>()
  return (name) => {
    const found = known.get(name) ?? known.size
    known.set(name, found)
    return found
  }
}

async function checkSameRecords(
  connection: DuckDBConnection,
  before: string,
  after: string,
): Promise<void> {
  const reader = await connection.runAndReadAll(
    `SELECT count(*)::DOUBLE FROM ${quote(before)} b FULL JOIN ${quote(after)} a ON a.id = b.id WHERE a.id IS NULL OR b.id IS NULL`,
  )
  const alone = Number(reader.getRows()[0]?.[0] ?? 0)
  if (alone === 0) return
  throw new LinkageError(
    'input-invalid',
    `${alone} records are in one answer and not in the other. Run both models on the same records.`,
  )
}

async function numberOf(connection: DuckDBConnection, sql: string): Promise<number> {
  return Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0] ?? 0)
}

/** Clusters of two and more that are the same in both. */
async function sameClusters(connection: DuckDBConnection, joined: string): Promise<number> {
  return await numberOf(
    connection,
    `WITH j AS ${joined},
     nb AS (SELECT cb, count(*) AS n, count(DISTINCT ca) AS k, min(ca) AS ca FROM j GROUP BY cb),
     na AS (SELECT ca, count(*) AS n FROM j GROUP BY ca)
     SELECT count(*)::DOUBLE FROM nb JOIN na USING (ca) WHERE nb.k = 1 AND nb.n = na.n AND nb.n > 1`,
  )
}

async function movedPairs(
  connection: DuckDBConnection,
  joined: string,
): Promise<ModelComparison['pairs']> {
  const together = (by: string) =>
    numberOf(
      connection,
      `SELECT coalesce(sum(n * (n - 1) / 2), 0)::DOUBLE FROM (SELECT count(*) AS n FROM ${joined} GROUP BY ${by})`,
    )
  const both = await together('cb, ca')
  return { joined: (await together('ca')) - both, parted: (await together('cb')) - both }
}

let runs = 0

/** For each change the pairs across what one model has together and the other apart. */
async function decidingPairs(
  { connection, before, after }: ModelsToCompare,
  changes: readonly ClusterChange[],
  each: number,
): Promise<Map<number, DecidingPair[]>> {
  const table = `linkage_compared_${++runs}`
  await connection.run(
    `CREATE TEMP TABLE ${quote(table)} (id VARCHAR, change INTEGER, cb INTEGER, ca INTEGER)`,
  )
  try {
    const appender = await connection.createAppender(table, 'main', 'temp')
    changes.forEach((change, number) => {
      const place = (clusters: ClusterChange['after']) =>
        new Map(clusters.flatMap((c, i) => c.members.map((id) => [id, i] as const)))
      const [cb, ca] = [place(change.before), place(change.after)]
      for (const [id, own] of cb) {
        appender.appendVarchar(id)
        appender.appendInteger(number)
        appender.appendInteger(own)
        appender.appendInteger(ca.get(id) ?? -1)
        appender.endRow()
      }
    })
    appender.closeSync()
    const ordered = (pairs: string) =>
      `(SELECT least(id_l, id_r) AS l, greatest(id_l, id_r) AS r, weight FROM ${quote(pairs)} WHERE id_l IN (SELECT id FROM ${quote(table)}))`
    const reader = await connection.runAndReadAll(
      `WITH p AS (SELECT coalesce(b.l, a.l) AS l, coalesce(b.r, a.r) AS r, b.weight AS wb, a.weight AS wa
         FROM ${ordered(before.pairs)} b FULL JOIN ${ordered(after.pairs)} a ON a.l = b.l AND a.r = b.r)
       SELECT x.change, p.l, p.r, p.wb, p.wa FROM p
       JOIN ${quote(table)} x ON x.id = p.l JOIN ${quote(table)} y ON y.id = p.r AND y.change = x.change
       WHERE (x.cb = y.cb) <> (x.ca = y.ca)
       QUALIFY row_number() OVER (PARTITION BY x.change
         ORDER BY abs(coalesce(p.wa, 0) - coalesce(p.wb, 0)) DESC, p.l, p.r) <= ${each}
       ORDER BY x.change, abs(coalesce(p.wa, 0) - coalesce(p.wb, 0)) DESC, p.l, p.r`,
    )
    const found = new Map<number, DecidingPair[]>()
    for (const [change, left, right, wb, wa] of reader.getRows()) {
      const list = found.get(Number(change)) ?? []
      const bits = (w: unknown) => (w === null ? null : Number(w))
      list.push({ left: String(left), right: String(right), before: bits(wb), after: bits(wa) })
      found.set(Number(change), list)
    }
    return found
  } finally {
    await connection.run(`DROP TABLE temp.${quote(table)}`)
  }
}
