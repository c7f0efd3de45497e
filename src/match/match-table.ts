import type { DuckDBConnection } from '@duckdb/node-api'
import { type AddressContent, currentRecords, type RelationshipContent } from '#extract'
import type { LinkResult } from '#linkage'
import type { Database } from '#platform/db'
import type { ReviewPair } from './data/links.ts'
import { matchColumns, matchId, matchRow } from './rules/match-row.ts'

/** Fills the table `person` of the matching with every source record of a person, standardised. */
export async function stageRows(connection: DuckDBConnection, database: Database): Promise<number> {
  const columns = matchColumns.map((name) => `${name} varchar`).join(', ')
  await connection.run(`create table person (${columns})`)
  const addresses = await contentByPerson<AddressContent>(database, 'address')
  const relationships = await contentByPerson<RelationshipContent>(database, 'relationship')
  const appender = await connection.createAppender('person')
  let count = 0
  for await (const { feed, personKey, content } of currentRecords(database.db, 'person')) {
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
  appender.closeSync()
  return count
}

async function contentByPerson<Content>(
  database: Database,
  kind: 'address' | 'relationship',
): Promise<Map<string, Content[]>> {
  const found = new Map<string, Content[]>()
  for await (const record of currentRecords(database.db, kind)) {
    const id = matchId(record.feed, record.personKey)
    const known = found.get(id)
    if (known) known.push(record.content as Content)
    else found.set(id, [record.content as Content])
  }
  return found
}

/** The records of each person found, smallest key first. */
export async function readClusters(
  connection: DuckDBConnection,
  result: LinkResult,
): Promise<string[][]> {
  const reader = await connection.runAndReadAll(
    `select list(id order by id) from ${result.clusters} group by cluster order by min(id)`,
  )
  return reader.getRowsJS().map(([ids]) => ids as string[])
}

/** The pairs that the machine is not sure of, and that no other evidence has joined. */
export async function readReviewPairs(
  connection: DuckDBConnection,
  result: LinkResult,
  threshold: number,
): Promise<ReviewPair[]> {
  const reader = await connection.runAndReadAll(
    `select least(p.id_l, p.id_r) as left, greatest(p.id_l, p.id_r) as right, p.weight, p.probability
     from ${result.pairs} p
     join ${result.clusters} l on l.id = p.id_l
     join ${result.clusters} r on r.id = p.id_r
     where p.probability < ${threshold} and l.cluster <> r.cluster
     order by 1, 2`,
  )
  return reader.getRowObjectsJS() as unknown as ReviewPair[]
}
