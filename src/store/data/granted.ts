import { type RawBuilder, sql } from 'kysely'
import type { Grants } from '#access'
import type { Handle } from '#platform/db'

/**
 * In SQL: whether the reader's grants open a row that carries a grant key. `table` is the row's name
 * in the query; it needs `person_id` and `grant_key`. Row-level security asks the same by itself.
 *
 *     where v.person_id = ${personId} and ${isGranted('v', grants)}
 */
export function isGranted(table: string, { keys, limited }: Grants): RawBuilder<boolean> {
  const key = sql.ref(`${table}.grant_key`)
  const isOpen = sql<boolean>`${key} = any (${[...keys]}::text[])`
  if (limited.length === 0) return isOpen
  return sql<boolean>`(${isOpen} or store.is_opened_by(${sql.ref(`${table}.person_id`)}, ${key}, ${JSON.stringify(limited)}::jsonb))`
}

/**
 * The grants as they are about one person: what is open only about certain people is open or not.
 */
export async function grantsAbout(db: Handle, personId: string, grants: Grants): Promise<Grants> {
  if (grants.limited.length === 0) return grants
  const { rows } = await sql<{ keys: string[] }>`
    select l.one -> 'keys' as keys from jsonb_array_elements(${JSON.stringify(grants.limited)}::jsonb) l (one)
    where store.is_within(${personId}, l.one)`.execute(db)
  return { keys: [...new Set([...grants.keys, ...rows.flatMap(({ keys }) => keys)])], limited: [] }
}
