import { type RawBuilder, sql } from 'kysely'

/** Which state of the index is read: the one in force, or as it stood once a run had built it. */
export type Standing = 'now' | { readonly runId: number }

/**
 * In SQL: whether a derived row held then. `table` is the row's name in the query.
 *
 *     where v.person_id = ${personId} and ${heldAt('v', standing)}
 */
export function heldAt(table: string, standing: Standing): RawBuilder<boolean> {
  const from = sql.ref(`${table}.run_from`)
  const to = sql.ref(`${table}.run_to`)
  if (standing === 'now') return sql`${to} is null`
  const { runId } = standing
  return sql`(${from} <= ${runId} and (${to} is null or ${to} > ${runId}))`
}

/** In SQL: a person whom the reader is not shown today, whenever the row that names them held. */
export function isHidden(personId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`store.final_person(${personId}) in (select person_id from store.hidden_from_reader_v1)`
}

/** In SQL: a row of \`store.person\` that no source restricted then, or whose shield the reader passes. */
export function isOpen(table: string): RawBuilder<boolean> {
  const restricted = sql.ref(`${table}.is_restricted`)
  return sql`(not ${restricted} or store.passes_shield(store.final_person(${sql.ref(`${table}.person_id`)})))`
}
