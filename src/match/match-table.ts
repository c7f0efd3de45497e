import type { DuckDBConnection } from '@duckdb/node-api'
import { currentRecords, type SourceRecord } from '#extract'
import type { LinkResult } from '#linkage'
import type { Database } from '#platform/db'
import type { ReviewPair } from './data/links.ts'
import { matchColumns, matchId, matchRow } from './rules/match-row.ts'

/** Fills the table `person` of the matching with every source record of a person, standardised. */
export async function stageRows(connection: DuckDBConnection, database: Database): Promise<number> {
  const columns = matchColumns.map((name) => `${name} varchar`).join(', ')
  await connection.run(`create table person (${columns})`)
  const addresses = await contentByPerson(database, 'address')
  const relationships = await contentByPerson(database, 'relationship')
  const appender = await connection.createAppender('person')
  let count = 0
  for await (const batch of currentRecords(database.db, 'person')) {
    for (const { feed, personKey, content } of batch) {
      const id = matchId(feed, personKey)
      const row = matchRow({
        feed,
        personKey,
        person: content,
        addresses: addresses.get(id) ?? [],
        relationships: relationships.get(id) ?? [],
      })
      for (const value of Object.values(row)) {
        if (value === undefined) appender.appendNull()
        else appender.appendVarchar(value)
      }
      appender.endRow()
      count += 1
    }
  }
  appender.closeSync()
  return count
}

async function contentByPerson<Kind extends 'address' | 'relationship'>(
  database: Database,
  kind: Kind,
): Promise<Map<string, SourceRecord<Kind>['content'][]>> {
  const found = new Map<string, SourceRecord<Kind>['content'][]>()
  for await (const batch of currentRecords(database.db, kind)) {
    for (const { feed, personKey, content } of batch) {
      const id = matchId(feed, personKey)
      const known = found.get(id)
      if (known) known.push(content)
      else found.set(id, [content])
    }
  }
  return found
}

/** The records of each person found, smallest key first. */
export async function readClusters(
  connection: DuckDBConnection,
  result: LinkResult,
): Promise<string[][]> {
  const reader = await connection.runAndReadAll(
    `select id, cluster from ${result.clusters} order by cluster, id`,
  )
  const clusters: string[][] = []
  let last: unknown
  for (const [id, cluster] of reader.getRowsJS()) {
    if (cluster !== last) clusters.push([])
    last = cluster
    clusters.at(-1)?.push(String(id))
  }
  return clusters
}

/**
 * The pairs that a person must decide: between the two thresholds, or above both and kept apart by a
 * constraint, such as two valid NHS numbers.
 */
export async function readReviewPairs(
  connection: DuckDBConnection,
  result: LinkResult,
): Promise<ReviewPair[]> {
  const reader = await connection.runAndReadAll(
    `select least(p.id_l, p.id_r) as left_id, greatest(p.id_l, p.id_r) as right_id, p.weight, p.probability
     from ${result.pairs} p
     join ${result.clusters} l on l.id = p.id_l
     join ${result.clusters} r on r.id = p.id_r
     where l.cluster <> r.cluster
     order by 1, 2`,
  )
  return reader.getRowsJS().map(([left, right, weight, probability]) => ({
    left: String(left),
    right: String(right),
    weight: Number(weight),
    probability: Number(probability),
  }))
}
