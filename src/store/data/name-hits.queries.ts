import { type RawBuilder, sql } from 'kysely'
import type { Grants } from '#access'
import type { Handle } from '#platform/db'
import { isGranted } from './granted.ts'

/** One way to look for the name that was typed. */
interface Variant {
  readonly text: string
  readonly parts: readonly string[]
  /** Another form of the name, not the one typed. */
  readonly isForm: boolean
  /** The phonetic codes of each part that has any; at least one of each must be heard. */
  readonly sounds: readonly (readonly string[])[]
}

/**
 * Whom a name fits, how well (0 to 1) and why, as SQL that gives person_id, fact, score and reason.
 * The whole name counts most, then one that holds all that was typed, then one that is like it by
 * letters or by sound. Each variant is a query of its own, which the indexes of letters and of
 * sounds answer: a join over all variants would read most of the table.
 *
 * @param variants the name as typed, then its other forms
 */
export async function nameHits(
  db: Handle,
  grants: Grants,
  variants: readonly string[],
): Promise<RawBuilder<unknown>> {
  const sounds = await soundsOf(db, variants)
  const queries = variants.map((text, place) => {
    const parts = text.split(' ')
    const heard = parts.map((part) => sounds.get(part) ?? []).filter((codes) => codes.length > 0)
    return likeVariant(grants, { text, parts, isForm: place > 0, sounds: heard })
  })
  return sql`
    select person_id, 'name'::text as fact,
           score - case when is_form then 0.05 else 0 end as score,
           case when is_form then 'Another form of the name' else reason end as reason
    from (
      select person_id, is_form, hit.score, hit.reason
      from (${sql.join(queries, sql` union all `)}) compared
      cross join lateral (
        select case when is_whole then 1 when held_as is not null then 0.95 when is_held then 0.93
                    else least(0.9, greatest(letters, case when sounds_alike then 0.55 else 0 end)) end as score,
               case when is_whole then 'Same name'
                    when is_held then coalesce('Same ' || held_as, 'Part of the name is the same')
                    when sounds_alike and letters < 0.6 then 'Name sounds alike'
                    else 'Similar name' end as reason
      ) hit
    ) alike
    where score >= 0.4`
}

/**
 * Names that are alike by the sound of every part, and for the name as typed by their letters too, in
 * whole or by the best part. Another form is a name from a list, so that its letters are right.
 */
function likeVariant(
  grants: Grants,
  { text, parts, isForm, sounds }: Variant,
): RawBuilder<unknown> {
  const soundsAlike =
    sounds.length === 0
      ? sql`false`
      : sql`(${sql.join(
          sounds.map((codes) => sql`e.sounds && ${codes}::text[]`),
          sql` and `,
        )})`
  // Arrays are compared as sets: the name Ali Ali is not held by every Ali.
  const isRepeating = new Set(parts).size < parts.length
  const isHeld = isRepeating ? sql`e.text = ${text}` : sql`own_parts @> ${parts}::text[]`
  return sql`
    select e.person_id, ${isForm}::boolean as is_form, held.*,
           is_held and cardinality(own_parts) = ${parts.length}::int and ${parts}::text[] @> own_parts as is_whole,
           case when not is_held or family is null then null
                when ${text} = family then 'family name'
                when not ${parts}::text[] && string_to_array(family, ' ') then 'given name'
                when ${parts}::text[] @> string_to_array(family, ' ') then 'family and given name' end as held_as,
           -- Not asked where it does not count: it costs more than all the rest.
           case when is_held then 1
                else greatest(similarity(e.text, ${text}), 0.9 * word_similarity(${text}, e.text)) end as letters,
           ${soundsAlike} as sounds_alike
    from store.search_entry e
    cross join lateral (
      select own_parts, ${isHeld} as is_held
      from (select string_to_array(e.text, ' ') as own_parts) own
    ) held
    where e.attribute = 'name' and e.run_to is null and ${isGranted('e', grants)}
      and (${isForm ? soundsAlike : sql`e.text % ${text} or ${text} <% e.text or ${soundsAlike}`})`
}

/** The phonetic codes of each part of the names, by part. */
async function soundsOf(db: Handle, names: readonly string[]): Promise<Map<string, string[]>> {
  const parts = [...new Set(names.flatMap((name) => name.split(' ')))]
  const { rows } = await sql<{ part: string; codes: string[] }>`
    select part, store.sounds(part) as codes from unnest(${parts}::text[]) part`.execute(db)
  return new Map(rows.map(({ part, codes }) => [part, codes]))
}
