import type pg from 'pg'

/** A table of ours with the columns that hold data. */
export interface BackupTable {
  readonly table: string
  readonly columns: readonly string[]
}

/** The schemas that Kith owns: those of its modules, and the views for reports. */
export const ownSchemas = [
  'platform',
  'access',
  'extract',
  'match',
  'store',
  'retention',
  'cleanse',
  'reporting',
] as const

/** Every table of Kith's schemas, each after the tables that it refers to. */
export async function tablesInOrder(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<{ table: string; columns: string[]; needs: string[] }>(
    `select n.nspname || '.' || c.relname as table,
            array(select format('%I', a.attname) from pg_attribute a
                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                    and a.attgenerated = '' order by a.attnum) as columns,
            array(select distinct rn.nspname || '.' || rc.relname
                  from pg_constraint k
                  join pg_class rc on rc.oid = k.confrelid
                  join pg_namespace rn on rn.oid = rc.relnamespace
                  where k.conrelid = c.oid and k.contype = 'f' and rc.oid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any($1) order by 1`,
    [ownSchemas],
  )
  return ordered(rows)
}

function ordered(rows: readonly (BackupTable & { needs: readonly string[] })[]): BackupTable[] {
  const placed = new Map<string, BackupTable>()
  while (placed.size < rows.length) {
    const ready = rows.filter(
      (row) => !placed.has(row.table) && row.needs.every((need) => placed.has(need)),
    )
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle.')
    for (const { table, columns } of ready) placed.set(table, { table, columns })
  }
  return [...placed.values()]
}

/** Sets every identity column's counter beyond the rows that COPY has put in. */
export async function resetCounters(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select n.nspname || '.' || c.relname as table, a.attname as column
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.attidentity <> '' and c.relkind = 'r' and n.nspname = any($1)`,
    [ownSchemas],
  )
  for (const { table, column } of rows) {
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest((select max(${column}) from ${table}), 1),
                     exists (select from ${table}))`,
      [table, column],
    )
  }
}
