import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { AddressContent, PersonContent } from '#extract'
import { type CopyValue, copyRows } from '#platform/db'
import { candidatesOf } from '../rules/candidates.ts'
import { dataKindOf } from '../rules/grant-key.ts'
import { placeKey } from '../rules/same-place.ts'
import {
  dataKindOfSearch,
  type SearchText,
  searchTextsOfPerson,
  searchTextsOfPostcode,
} from '../rules/search-texts.ts'
import { rankedCandidates } from './ranking.ts'

interface HeldRecord<Content> {
  readonly person_id: string
  readonly record_id: string
  readonly feed: string
  readonly person_key: string
  readonly content: Content
  readonly recorded_on: string
}

const batchSize = 20_000

const candidateColumns = [
  'person_id',
  'feed',
  'person_key',
  'attribute',
  'quality',
  'content',
  'record_id',
  'recorded_on',
  'data_kind',
]
const searchColumns = [
  'person_id',
  'feed',
  'person_key',
  'attribute',
  'text',
  'family',
  'data_kind',
]

/**
 * What the records of the people in `touched` say of each attribute, ranked, into `fresh_value`, and
 * what they can be found by into `fresh_search`. Which house each address is goes into `place_found`.
 */
export async function stageValues(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table candidate (person_id uuid, feed text, person_key text, attribute text, quality int,
      content jsonb, record_id uuid, recorded_on date, data_kind text) on commit drop;
    create temp table search_text (person_id uuid, feed text, person_key text, attribute text, text text,
      family text, data_kind text) on commit drop;
    create temp table place_found (record_id uuid, place text) on commit drop`)
  for await (const records of heldRecords<PersonContent>(client, 'person')) {
    await copyPeople(client, records)
  }
  for await (const records of heldRecords<AddressContent>(client, 'address')) {
    await copyAddresses(client, records)
  }
  await client.query(
    'analyze candidate (person_id, feed, attribute); analyze search_text (person_id); analyze place_found',
  )
  await client.query(`
    create temp table fresh_value on commit drop as
    select person_id, attribute, rank, content, feed, person_key, record_id, recorded_on,
           feed || ':' || data_kind || ':ordinary' as grant_key,
           md5(row(person_id, attribute, rank, content, feed, person_key)::text)::uuid as row_digest
    from (${rankedCandidates}) ranked;

    create temp table fresh_search on commit drop as
    select t.person_id, t.attribute, t.text, t.family, t.feed, t.person_key,
           case when t.attribute = 'name' then store.sounds(t.text) else '{}' end as sounds,
           t.feed || ':' || t.data_kind || ':ordinary' as grant_key,
           md5(row(t.*)::text)::uuid as row_digest
    from (select distinct * from search_text) t
    order by t.person_id`)
}

async function copyPeople(client: pg.ClientBase, records: readonly HeldRecord<PersonContent>[]) {
  const values: CopyValue[][] = []
  const texts: CopyValue[][] = []
  for (const record of records) {
    const { person_id: person, feed, person_key: key, record_id: id, recorded_on: on } = record
    const candidates = candidatesOf(record.content)
    for (const { attribute, quality, content } of candidates) {
      values.push([person, feed, key, attribute, quality, content, id, on, dataKindOf(attribute)])
    }
    texts.push(...searchRows(record, searchTextsOfPerson(candidates)))
  }
  await copyRows(client, 'candidate', candidateColumns, values)
  await copyRows(client, 'search_text', searchColumns, texts)
}

async function copyAddresses(
  client: pg.ClientBase,
  records: readonly HeldRecord<AddressContent>[],
) {
  const texts: CopyValue[][] = []
  const places: CopyValue[][] = []
  for (const record of records) {
    const { lines, postcode } = record.content
    if (postcode === undefined) continue
    texts.push(...searchRows(record, searchTextsOfPostcode(postcode)))
    const place = placeKey({ lines, postcode })
    if (place !== undefined) places.push([record.record_id, place])
  }
  await copyRows(client, 'search_text', searchColumns, texts)
  await copyRows(client, 'place_found', ['record_id', 'place'], places)
}

function searchRows(
  { person_id: person, feed, person_key: key }: HeldRecord<unknown>,
  texts: readonly SearchText[],
): CopyValue[][] {
  return texts.map(({ attribute, text, family }) => [
    person,
    feed,
    key,
    attribute,
    text,
    family ?? null,
    dataKindOfSearch[attribute],
  ])
}

/** The records in force of one kind of the people in `touched`, a batch at a time: COPY goes between. */
async function* heldRecords<Content>(
  client: pg.ClientBase,
  kind: 'person' | 'address',
): AsyncGenerator<HeldRecord<Content>[]> {
  const cursor = `held_${randomBytes(6).toString('hex')}`
  await client.query(`
    declare ${cursor} no scroll cursor for
    select t.person_id, r.record_id, r.feed, r.person_key, r.content, r.recorded_on
    from touched t
    join match.current_link_v1 l using (person_id)
    join extract.current_record_v1 r on r.feed = l.feed and r.person_key = l.person_key
    where r.kind = '${kind}'`)
  for (;;) {
    const { rows } = await client.query<HeldRecord<Content>>(`fetch ${batchSize} from ${cursor}`)
    if (rows.length === 0) break
    yield rows
  }
  await client.query(`close ${cursor}`)
}
