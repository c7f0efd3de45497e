import type pg from 'pg'

/** A table that holds a word, and in how many rows. */
export interface FoundIn {
  readonly table: string
  readonly rows: number
}

/**
 * Looks for words in every column of every table of the schemas given, as text, whatever its case:
 * the proof that nothing of what was erased is left.
 */
export async function findWords(
  client: pg.ClientBase,
  schemas: readonly string[],
  words: readonly string[],
): Promise<FoundIn[]> {
  const { rows: tables } = await client.query<{ table: string; quoted: string }>(
    `select n.nspname || '.' || c.relname as table, format('%I.%I', n.nspname, c.relname) as quoted
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and n.nspname = any($1) order by 1`,
    [schemas],
  )
  const found: FoundIn[] = []
  for (const { table, quoted } of tables) {
    const { rows } = await client.query<{ rows: number }>(
      `select count(*) as rows from ${quoted} t
       where exists (select from unnest($1::text[]) w where position(lower(w) in lower(t::text)) > 0)`,
      [words],
    )
    const [row] = rows
    if (row && row.rows > 0) found.push({ table, rows: row.rows })
  }
  return found
}
