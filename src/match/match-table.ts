import { type DuckDBConnection, listValue } from '@duckdb/node-api'
import { currentRecords, type SourceRecord } from '#extract'
import type { Database } from '#platform/db'
import { type MatchRow, matchColumns, matchId, matchRow, propertyOf } from './rules/match-row.ts'

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
