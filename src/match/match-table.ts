import { type DuckDBConnection, listValue } from '@duckdb/node-api'
import { currentRecords, type SourceRecord } from '#extract'
import type { LinkResult } from '#linkage'
import type { Database } from '#platform/db'
import { type MatchRow, matchColumns, matchId, matchRow, propertyOf } from './rules/match-row.ts'
import type { FirstLook } from './settle.ts'

/** Fills the table `person` of the matching with every source record of a person, standardised. */
export async function stageRows(connection: DuckDBConnection, database: Database): Promise<number> {
  const addresses = await contentByPerson(database, 'address')
  const relationships = await contentByPerson(database, 'relationship')
  const table = await openTable(connection, 'person')
  let count = 0
  for await (const batch of currentRecords(database.db, 'person')) {
    for (const { feed, personKey, content } of batch) {
      const id = matchId(feed, personKey)
      table.append(
        matchRow({
          feed,
          personKey,
          person: content,
          addresses: addresses.get(id) ?? [],
          relationships: relationships.get(id) ?? [],
        }),
      )
      count += 1
    }
  }
  table.close()
  return count
}

/** Makes a table of the matching, to be filled with rows. */
export async function openTable(
  connection: DuckDBConnection,
  name: string,
): Promise<{ append(row: MatchRow): void; close(): void }> {
  const columns = Object.entries(matchColumns)
  const types = columns.map(([column, kind]) => `${column} varchar${kind === 'list' ? '[]' : ''}`)
  await connection.run(`create or replace table ${name} (${types.join(', ')})`)
  const appender = await connection.createAppender(name)
  const properties = columns.map(([column]) => propertyOf(column))
  return {
    append(row) {
      for (const property of properties) {
        const value = row[property]
        if (value === undefined || value.length === 0) appender.appendNull()
        else if (typeof value === 'string') appender.appendVarchar(value)
        else appender.appendList(listValue([...value]))
      }
      appender.endRow()
    },
    close: () => appender.closeSync(),
  }
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

/** The cluster of every record, by the name of the cluster. */
async function readClusters(connection: DuckDBConnection, result: LinkResult) {
  const reader = await connection.runAndReadAll(`select id, cluster from ${result.clusters}`)
  return new Map(reader.getRowsJS().map(([id, cluster]) => [String(id), String(cluster)]))
}

/**
 * What a matching found: the cluster of every record, and the pairs that it would not join though they
 * weigh enough to be looked at, because of a threshold, a rule, or a constraint such as two valid NHS
 * numbers.
 */
export async function readFirstLook(
  connection: DuckDBConnection,
  result: LinkResult,
): Promise<FirstLook> {
  await connection.run(`
    create or replace temp table across as
    select least(p.id_l, p.id_r) as left_id, greatest(p.id_l, p.id_r) as right_id, p.weight, p.probability,
           l.cluster as left_cluster, r.cluster as right_cluster
    from ${result.pairs} p
    join ${result.clusters} l on l.id = p.id_l
    join ${result.clusters} r on r.id = p.id_r
    where l.cluster <> r.cluster`)
  const across = await connection.runAndReadAll(
    'select left_id, right_id, weight, probability from across order by 1, 2',
  )
  const rows = await readRows(
    connection,
    `id in (select id from ${result.clusters} where cluster in
       (select left_cluster from across union all select right_cluster from across))`,
  )
  await connection.run('drop table across')
  return {
    clusterOf: await readClusters(connection, result),
    across: across.getRowsJS().map(([left, right, weight, probability]) => ({
      left: String(left),
      right: String(right),
      weight: Number(weight),
      probability: Number(probability),
    })),
    rows,
  }
}

/** Rows of the table of the matching that fulfil a condition, by their ids. */
async function readRows(
  connection: DuckDBConnection,
  condition: string,
): Promise<Map<string, MatchRow>> {
  const reader = await connection.runAndReadAll(`select * from person where ${condition}`)
  const names = Object.entries(matchColumns)
  const rows = reader.getRowsJS().map((values) => {
    const entries = names.map(([name, kind], at) => {
      const value = values[at]
      const given = kind === 'list' ? (value ?? []) : (value ?? undefined)
      return [propertyOf(name), given]
    })
    return Object.fromEntries(entries) as MatchRow
  })
  return new Map(rows.map((row) => [row.id, row]))
}
