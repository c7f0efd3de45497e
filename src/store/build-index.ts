import type pg from 'pg'
import { currentRecords } from '#extract'
import { type CopyValue, copyRows, type Database, onOneConnection, type Run } from '#platform/db'
import { addressOrder, rankedCandidates } from './data/ranking.ts'
import { replaceCurrent } from './data/replace-current.ts'
import { candidatesOf } from './rules/candidates.ts'
import {
  type SearchText,
  searchTextsOfPerson,
  searchTextsOfPostcode,
} from './rules/search-texts.ts'

/** What a build changed, for the run's summary. */
export interface IndexChanges {
  readonly people: number
  readonly restricted: number
  readonly valuesAdded: number
  readonly valuesEnded: number
}

/**
 * Rebuilds the index from the records in force and the links in force, in one transaction,
 * candidates and addresses in their order. Rows that did not change are left alone, so that their
 * run_from says since when they hold.
 */
export async function buildIndex(database: Database, run: Run): Promise<IndexChanges> {
  return onOneConnection(database, async (client) => {
    await stagePeople(client)
    await stageValues(client, database)
    await stageItems(client)
    const changes = await replaceAll(client, run.runId)
    await keepIndicatorKinds(client)
    await readyForReading(client)
    return changes
  })
}

/** One row per person; restricted when any of their records is (the strictest flag binds all). */
async function stagePeople(client: pg.ClientBase) {
  await client.query(`
    create temp table fresh_person on commit drop as
    select p.person_id, p.reference, s.is_restricted,
           md5(row(p.person_id, p.reference, s.is_restricted)::text)::uuid as row_digest
    from match.person_v1 p
    join (
      select l.person_id, bool_or((r.content ->> 'isRestricted')::boolean) as is_restricted
      from match.current_link_v1 l
      join extract.current_record_v1 r on r.kind = 'person' and r.feed = l.feed and r.record_key = l.person_key
      group by l.person_id
    ) s using (person_id)`)
}

const candidateColumns = [
  'feed',
  'person_key',
  'attribute',
  'quality',
  'content',
  'record_id',
  'recorded_on',
]
const searchColumns = ['feed', 'person_key', 'attribute', 'text', 'family']

async function stageValues(client: pg.ClientBase, database: Database) {
  await client.query(`
    create temp table candidate (feed text, person_key text, attribute text, quality int,
      content jsonb, record_id uuid, recorded_on date) on commit drop;
    create temp table search_text (feed text, person_key text, attribute text, text text, family text) on commit drop`)
  const searchRows: CopyValue[][] = []
  const keep = (feed: string, key: string, texts: SearchText[]) => {
    for (const { attribute, text, family } of texts) {
      searchRows.push([feed, key, attribute, text, family ?? null])
    }
  }
  await copyRows(client, 'candidate', candidateColumns, candidateRows(database, keep))
  for await (const batch of currentRecords(database.db, 'address')) {
    for (const { feed, personKey, content } of batch) {
      if (content.postcode) keep(feed, personKey, searchTextsOfPostcode(content.postcode))
    }
  }
  await copyRows(client, 'search_text', searchColumns, searchRows)

  await client.query(`
    create temp table fresh_value on commit drop as
    select person_id, attribute, content, feed, record_id, recorded_on, rank,
           feed || ':person' as grant_key,
           md5(row(person_id, attribute, rank, content, feed)::text)::uuid as row_digest
    from (${rankedCandidates}) ranked;

    create temp table fresh_search on commit drop as
    select distinct l.person_id, t.attribute, t.text, t.family,
           case when t.attribute = 'name' then store.sounds(t.text) else '{}' end as sounds,
           t.feed || ':person' as grant_key,
           md5(row(l.person_id, t.attribute, t.text, t.family, t.feed)::text)::uuid as row_digest
    from search_text t join match.current_link_v1 l using (feed, person_key)`)
}

async function* candidateRows(
  database: Database,
  keep: (feed: string, key: string, texts: SearchText[]) => void,
): AsyncGenerator<CopyValue[]> {
  for await (const batch of currentRecords(database.db, 'person')) {
    for (const { feed, personKey, recordId, recordedOn, content } of batch) {
      const candidates = candidatesOf(content)
      for (const { attribute, quality, content: value } of candidates) {
        yield [feed, personKey, attribute, quality, value, recordId, recordedOn]
      }
      keep(feed, personKey, searchTextsOfPerson(candidates))
    }
  }
}

/** Everything but the attributes. A relationship to somebody restricted would show that person: it is left out. */
async function stageItems(client: pg.ClientBase) {
  await client.query(`
    create temp table fresh_item on commit drop as
    select person_id, kind, rank, content, feed, record_id, recorded_on,
           feed || ':' || kind || ':' || coalesce(content ->> 'sensitivity', 'ordinary') as grant_key,
           md5(row(person_id, kind, rank, content, feed, record_key)::text)::uuid as row_digest
    from (
      select l.person_id, r.*, null::int as rank
      from extract.current_record_v1 r
      join match.current_link_v1 l using (feed, person_key)
      where r.kind not in ('person', 'address') and not exists (
        select from match.current_link_v1 other join fresh_person p using (person_id)
        where p.is_restricted and other.feed = r.feed and other.person_key = r.content ->> 'otherKey')
      union all
      select l.person_id, r.*, row_number() over (partition by l.person_id order by ${addressOrder})::int
      from extract.current_record_v1 r
      join match.current_link_v1 l using (feed, person_key)
      left join store.source_attribute s on s.feed = r.feed and s.attribute = 'address'
      where r.kind = 'address'
    ) item`)
}

/**
 * Brings the planner's figures and the search indexes up to date. The server would get round to it by
 * itself, and until then a search reads whole tables.
 */
async function readyForReading(client: pg.ClientBase) {
  await client.query(`
    select gin_clean_pending_list('store.search_similar'), gin_clean_pending_list('store.search_sounds');
    analyze store.person, store.value, store.item, store.search_entry`)
}

/** A kind that a source once gave it still asks after, whether or not anybody has it now. */
async function keepIndicatorKinds(client: pg.ClientBase) {
  await client.query(`
    insert into store.indicator_kind (feed, kind)
    select distinct feed, lower(regexp_replace(trim(content ->> 'kind'), '[\\s_-]+', '-', 'g'))
    from fresh_item where kind = 'indicator'
    on conflict do nothing`)
}

async function replaceAll(client: pg.ClientBase, runId: number): Promise<IndexChanges> {
  const held = ['feed', 'record_id', 'recorded_on', 'grant_key']
  await replaceCurrent(
    client,
    'store.person',
    'fresh_person',
    ['person_id', 'reference', 'is_restricted'],
    runId,
  )
  const values = await replaceCurrent(
    client,
    'store.value',
    'fresh_value',
    ['person_id', 'attribute', 'rank', 'content', ...held],
    runId,
  )
  await replaceCurrent(
    client,
    'store.item',
    'fresh_item',
    ['person_id', 'kind', 'rank', 'content', ...held],
    runId,
  )
  await replaceCurrent(
    client,
    'store.search_entry',
    'fresh_search',
    ['person_id', 'attribute', 'text', 'family', 'sounds', 'grant_key'],
    runId,
  )
  const { rows } = await client.query<{ people: number; restricted: number }>(
    `select count(*) as people, count(*) filter (where is_restricted) as restricted
     from store.person where run_to is null`,
  )
  return {
    people: rows[0]?.people ?? 0,
    restricted: rows[0]?.restricted ?? 0,
    valuesAdded: values.added,
    valuesEnded: values.ended,
  }
}
