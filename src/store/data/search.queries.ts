import { type RawBuilder, sql } from 'kysely'
import { type Grants, opensAnywhere } from '#access'
import { normaliseNhsNumber, normalisePostcode, normaliseUpn } from '#kernel'
import type { Handle } from '#platform/db'
import type { SearchAnswer, SearchCriteria, SearchResult } from '../child-record.ts'
import { birthCertainty } from '../rules/birth-certainty.ts'
import { type DateVariant, dateVariants } from '../rules/date-variants.ts'
import { nameVariants } from '../rules/name-variants.ts'
import { addressWithPostcode, type Place } from '../rules/same-place.ts'
import { isFormerAddress } from './child.queries.ts'
import { isGranted } from './granted.ts'
import { nameHits } from './name-hits.queries.ts'

interface Found {
  person_id: string
  reference: string
  reasons: string[]
  name: { family?: string; given?: string } | null
  born: { value: string; certainty?: string } | null
  expected_on: string | null
  addresses: { lines: string[]; postcode: string | null }[]
  is_gone: boolean
  is_shielded: boolean
  source_names: string[]
}

/**
 * Finds people by a few half-known facts, best first. Names may be misspelt, in either order or a
 * nickname; a birth date may have day and month exchanged or be one off. Every fact given must fit,
 * unless an identifier does. Where people fit equally well they stand as in a register. Nobody who
 * is shielded from the reader is ever found, nor anybody by whereabouts that are masked, nor by
 * anything that the reader's grants do not open.
 *
 * @param options.today `YYYY-MM-DD`, to tell which addresses have ended
 */
export async function searchPeople(
  db: Handle,
  grants: Grants,
  criteria: SearchCriteria,
  options: { readonly limit: number; readonly today: string },
): Promise<SearchAnswer> {
  const { limit, today } = options
  const hits = await hitsFor(db, grants, criteria)
  if (hits.length === 0) return { results: [], hasMore: false }
  const { rows } = await sql<Found>`
    with hit as (${sql.join(hits, sql` union all `)}),
    best as (
      select person_id, fact, max(score) as score,
             (array_agg(reason order by score desc, reason))[1] as reason
      from hit group by person_id, fact
    ),
    scored as (
      select b.person_id, p.reference, round(sum(b.score)::numeric, 2) as score,
             array_agg(b.reason order by b.score desc, b.fact) as reasons
      from best b
      join store.person p on p.person_id = b.person_id and p.run_to is null
        and p.person_id not in (select person_id from store.hidden_from_reader_v1)
      group by b.person_id, p.reference
      having count(*) = ${hits.length} or bool_or(b.fact in ('nhs_number', 'upn'))
      order by score desc fetch first ${limit + 1} rows with ties
    ),
    s as materialized (
      select s.*, (${firstValue(grants, 'name')}) as name, (${firstValue(grants, 'bornOn')}) as born from scored s
    )
    select s.person_id, s.reference, s.reasons, s.name, s.born,
           (${firstValue(grants, 'expectedOn')}) ->> 'value' as expected_on,
           array(select jsonb_build_object('lines', i.content -> 'lines', 'postcode', i.content -> 'postcode')
                 from store.item i
                 where i.person_id = s.person_id and i.kind = 'address' and i.run_to is null
                   and ${isGranted('i', grants)}
                 order by ${isFormerAddress(sql`i.content`, today)}, i.rank) as addresses,
           array(select distinct f.source_name from store.value v join extract.feed_freshness_v1 f using (feed)
                 where v.person_id = s.person_id and v.run_to is null and ${isGranted('v', grants)}
                 order by 1) as source_names,
           exists (select from store.gone_records(s.person_id)) as is_gone,
           s.person_id in (select m.person_id from store.masked_from_reader_v1 m) as is_shielded
    from s
    order by s.score desc, lower(s.name ->> 'family'), lower(s.name ->> 'given'), s.born ->> 'value', s.reference
    limit ${limit + 1}`.execute(db)
  return {
    results: rows.slice(0, limit).map((row) => toResult(row, grants)),
    hasMore: rows.length > limit,
  }
}

function firstValue(grants: Grants, attribute: string): RawBuilder<unknown> {
  return sql`select v.content from store.value v
    where v.person_id = s.person_id and v.attribute = ${attribute} and v.run_to is null
      and ${isGranted('v', grants)}
    order by v.rank limit 1`
}

/** One query for each fact given: whom it fits, how well, and why in words. */
async function hitsFor(
  db: Handle,
  grants: Grants,
  criteria: SearchCriteria,
): Promise<RawBuilder<unknown>[]> {
  const hits: RawBuilder<unknown>[] = []
  const names = nameVariants(criteria.name ?? '')
  if (names.length > 0) hits.push(await nameHits(db, grants, names))
  if (criteria.bornOn) hits.push(dateHits(grants, dateVariants(criteria.bornOn)))
  if (criteria.postcode) hits.push(postcodeHits(grants, normalisePostcode(criteria.postcode)))
  if (criteria.nhsNumber) {
    hits.push(
      exactHits(grants, 'nhs_number', normaliseNhsNumber(criteria.nhsNumber), 'Same NHS number'),
    )
  }
  if (criteria.upn) hits.push(upnHits(grants, normaliseUpn(criteria.upn)))
  return hits
}

function exactHits(
  grants: Grants,
  attribute: string,
  text: string,
  reason: string,
): RawBuilder<unknown> {
  return sql`select person_id, ${attribute}::text as fact, 1::float8 as score, ${reason}::text as reason
    from store.search_entry e
    where e.attribute = ${attribute} and e.text = ${text} and e.run_to is null and ${isGranted('e', grants)}`
}

/** Whoever's whereabouts are masked is not found by them. */
function postcodeHits(grants: Grants, postcode: string): RawBuilder<unknown> {
  return unlessMasked(exactHits(grants, 'postcode', postcode, 'Same postcode'))
}

/** Nor by the pupil number: it names the school that gave it, and a school has few to try. */
function upnHits(grants: Grants, upn: string): RawBuilder<unknown> {
  return unlessMasked(exactHits(grants, 'upn', upn, 'Same UPN'))
}

function unlessMasked(hits: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select hit.* from (${hits}) hit
    where hit.person_id not in (select m.person_id from store.masked_from_reader_v1 m)
      and not exists (select from store.gone_records(hit.person_id))`
}

function dateHits(grants: Grants, variants: readonly DateVariant[]): RawBuilder<unknown> {
  const rows = variants.map((v) => sql`(${v.date}::text, ${v.score}::float8, ${v.reason}::text)`)
  return sql`select e.person_id, 'born_on'::text as fact, v.score, v.reason
    from (values ${sql.join(rows)}) v (text, score, reason)
    join store.search_entry e on e.attribute = 'born_on' and e.text = v.text and e.run_to is null
      and ${isGranted('e', grants)}`
}

function toPlace({ lines, postcode }: Found['addresses'][number]): Place {
  return { lines, postcode: postcode ?? undefined }
}

function toResult(row: Found, grants: Grants): SearchResult {
  return {
    personId: row.person_id,
    reference: row.reference,
    family: row.name?.family,
    given: row.name?.given,
    bornOn: row.born?.value,
    bornOnIs: birthCertainty(row.born?.certainty),
    expectedOn: row.expected_on ?? undefined,
    postcode:
      row.is_gone || row.is_shielded
        ? undefined
        : addressWithPostcode(row.addresses.map(toPlace))?.postcode,
    isMasked: row.is_gone || row.is_shielded,
    isShielded: row.is_shielded,
    isPostcodeShared: opensAnywhere(grants, 'address'),
    sourceNames: row.source_names,
    reasons: row.reasons,
  }
}
