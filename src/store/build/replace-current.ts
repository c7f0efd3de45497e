import type pg from 'pg'

/** A derived table, the table of this build's own that it must come to equal, and what is compared. */
export interface Replacement {
  readonly table: string
  readonly fresh: string
  readonly columns: readonly string[]
  /** In SQL, of the rows in force (`t`): which of them the fresh ones replace. All where not given. */
  readonly scope?: string
}

/** How many rows a replacement began and ended. */
export interface Replaced {
  readonly added: number
  readonly ended: number
}

/**
 * Makes the rows in force of a derived table equal to the fresh ones: rows that are no longer so are
 * closed at this run, new ones are added from it, and the rest is left as it stands. Both tables
 * carry `row_digest`, which names a row's content; equal digests are the same row, and no fresh one comes
 * twice. The fresh rows go in as they lie, so that those of one person stay together.
 */
export async function replaceCurrent(
  client: pg.ClientBase,
  { table, fresh, columns, scope = 'true' }: Replacement,
  runId: number,
): Promise<Replaced> {
  const list = columns.join(', ')
  await client.query(`create index on ${fresh} (row_digest)`)
  // Not the content: looking through JSON takes longer than all the rest.
  await client.query(`analyze ${fresh} (row_digest)`)
  const ended = await client.query(
    `update ${table} t set run_to = $1
     where run_to is null and ${scope}
       and not exists (select from ${fresh} f where f.row_digest = t.row_digest)`,
    [runId],
  )
  const added = await client.query(
    `insert into ${table} (${list}, row_digest, run_from)
     select ${list}, f.row_digest, $1::bigint from ${fresh} f
     where not exists (select from ${table} t where t.run_to is null and t.row_digest = f.row_digest)`,
    [runId],
  )
  return { added: added.rowCount ?? 0, ended: ended.rowCount ?? 0 }
}
