import { type DuckDBConnection, listValue } from '@duckdb/node-api'
import { currentRecords, type SourceRecord } from '#extract'
import type { Database, Handle } from '#platform/db'
import {
  loadsNow,
  type PersonKey,
  personsChanged,
  personsInForce,
  recordsOfPersons,
  type SeenLoads,
} from './data/changed-records.queries.ts'
import { type MatchRow, matchColumns, matchId, matchRow, propertyOf } from './rules/match-row.ts'

/** An index of an earlier run, as far as staging asks it. */
export interface KnownRecords {
  readonly ids: ReadonlySet<string>
  /** Up to which load of each feed it knows them. */
  readonly seen: SeenLoads
}

/** What was staged for a run. */
export interface StagedRows {
  /** Records of persons in force, whether staged or known already. */
  readonly count: number
  /** Known records that are in force no more. */
  readonly removed: readonly string[]
  /** The loads that this is the state of. */
  readonly seen: SeenLoads
}

/**
 * Fills the table `person` of the matching with source records of persons, standardised: with all, or,
 * beside records that an index knows already, with those that loads have changed since. Reads one
 * moment's state.
 */
export async function stageRows(
  connection: DuckDBConnection,
  database: Database,
  known?: KnownRecords,
): Promise<StagedRows> {
  const transaction = await database.db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
  try {
    const seen = await loadsNow(transaction)
    if (known === undefined) {
      return { count: await stageAll(connection, transaction), removed: [], seen }
    }
    const inForce = await personsInForce(transaction)
    const asked = new Map<string, PersonKey>()
    for (const key of await personsChanged(transaction, known.seen, seen)) {
      asked.set(matchId(key.feed, key.personKey), key)
    }
    for (const [id, key] of inForce) if (!known.ids.has(id)) asked.set(id, key)
    await stageSome(connection, transaction, [...asked.values()])
    const removed = [...known.ids].filter((id) => !inForce.has(id))
    return { count: inForce.size, removed, seen }
  } finally {
    await transaction.rollback().execute()
  }
}

async function stageAll(connection: DuckDBConnection, db: Handle): Promise<number> {
  const addresses = await contentByPerson(db, 'address')
  const relationships = await contentByPerson(db, 'relationship')
  const table = await openTable(connection, 'person')
  let count = 0
  for await (const batch of currentRecords(db, 'person')) {
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

async function stageSome(
  connection: DuckDBConnection,
  db: Handle,
  persons: readonly PersonKey[],
): Promise<void> {
  const people = await recordsOfPersons(db, 'person', persons)
  const addresses = await recordsOfPersons(db, 'address', persons)
  const relationships = await recordsOfPersons(db, 'relationship', persons)
  const table = await openTable(connection, 'person')
  for (const { feed, personKey } of persons) {
    const id = matchId(feed, personKey)
    for (const person of people.get(id) ?? []) {
      table.append(
        matchRow({
          feed,
          personKey,
          person,
          addresses: addresses.get(id) ?? [],
          relationships: relationships.get(id) ?? [],
        }),
      )
    }
  }
  table.close()
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
  db: Handle,
  kind: Kind,
): Promise<Map<string, SourceRecord<Kind>['content'][]>> {
  const found = new Map<string, SourceRecord<Kind>['content'][]>()
  for await (const batch of currentRecords(db, kind)) {
    for (const { feed, personKey, content } of batch) {
      const id = matchId(feed, personKey)
      const known = found.get(id)
      if (known) known.push(content)
      else found.set(id, [content])
    }
  }
  return found
}
