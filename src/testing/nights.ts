import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { RecordKind, SourceRecord } from '#extract'
import { formatReference } from '#kernel'
import { type Database, onOneConnection, withRun } from '#platform/db'
import { type BuildOptions, buildIndex, type IndexChanges } from '#store'

/** A record of a source, by `feed|kind|recordKey`. */
export interface NightRecord {
  readonly feed: string
  readonly kind: RecordKind
  readonly personKey: string
  readonly recordKey: string
  readonly content: SourceRecord['content']
}

/** What the sources hold one night, and how the matching joins it. */
export interface Night {
  /** `YYYY-MM-DD`: the extracts are of 03:00 and the run of noon. */
  readonly on: string
  /** The feeds that have sent: what they hold is all that `records` has of them. */
  readonly sent: readonly string[]
  readonly records: readonly NightRecord[]
  /** Each inner list is one person: `feed|personKey`. */
  readonly people: readonly (readonly string[])[]
  readonly trust?: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const everything = {
  person: [
    'names',
    'bornOn',
    'expectedOn',
    'diedOn',
    'sex',
    'ethnicity',
    'nhsNumber',
    'upn',
    'gpPractice',
  ],
  address: ['lines', 'postcode'],
  relationship: ['kind'],
  involvement: ['service'],
  indicator: ['kind'],
  event: ['kind'],
}

/**
 * Plays a night: loads what changed as versions, with the shields that a load raises and lifts, lays
 * the night's people over the ledger of references, and builds the index. The loads and the links are
 * those that extract and match would write.
 */
export async function playNight(
  database: Database,
  night: Night,
  options: BuildOptions = {},
): Promise<IndexChanges> {
  await loadNight(database, night)
  return buildNight(database, night, options)
}

/** The loads alone: what is so between a load and the run that follows. */
export async function loadNight(database: Database, night: Night): Promise<void> {
  for (const feed of night.sent) await loadFeed(database, night, feed)
}

/** The links and the index, over what has been loaded. */
export async function buildNight(
  database: Database,
  night: Night,
  options: BuildOptions = {},
): Promise<IndexChanges> {
  return withRun(database, 'test', async (run) => {
    await linkNight(database, night, run.runId)
    return buildIndex(database, run, { shownFrom: new Date(`${night.on}T12:00:00Z`), ...options })
  })
}

async function loadFeed(database: Database, night: Night, feed: string) {
  const { pool } = database
  await pool.query(
    `insert into extract.feed (feed, source_name, organisation, late_after_hours, keys_vouched_unique, trust, gives)
     values ($1, initcap($1), $1 || ' organisation', 36, false, $2, $3)
     on conflict (feed) do update set trust = excluded.trust`,
    [feed, night.trust?.[feed] ?? {}, everything],
  )
  const { rows } = await pool.query<{ load_id: number }>(
    `insert into extract.load (feed, file_name, checksum, definition_digest, bytes, extract_at, state, started_at, finished_at)
     values ($1, $1 || '.csv', gen_random_uuid()::text, 'test', 1, $2, 'loaded', $2, $2) returning load_id`,
    [feed, `${night.on}T03:00:00Z`],
  )
  const loadId = Number(rows[0]?.load_id)
  const records = night.records.filter((record) => record.feed === feed)
  await onOneConnection(database, async (client) => {
    await client.query(
      `create temp table arrived (kind text, record_key text, person_key text, content jsonb, digest bytea) on commit drop`,
    )
    await client.query(
      `insert into arrived select kind, record_key, person_key, content, decode(digest, 'hex')
       from jsonb_to_recordset($1) as r (kind text, record_key text, person_key text, content jsonb, digest text)`,
      [
        JSON.stringify(
          records.map((r) => ({
            kind: r.kind,
            record_key: r.recordKey,
            person_key: r.personKey,
            content: r.content,
            digest: createHash('sha256').update(JSON.stringify(r.content)).digest('hex'),
          })),
        ),
      ],
    )
    await client.query(
      `update extract.source_record r set load_to = $2 where feed = $1 and load_to is null and not exists (
         select from arrived a where a.kind = r.kind and a.record_key = r.record_key and a.digest = r.content_digest)`,
      [feed, loadId],
    )
    await client.query(
      `insert into extract.source_record (feed, kind, record_key, person_key, content, content_digest, line, load_from)
       select $1, a.kind, a.record_key, a.person_key, a.content, a.digest, 1, $2 from arrived a
       where not exists (select from extract.source_record r where r.feed = $1 and r.kind = a.kind
                           and r.record_key = a.record_key and r.load_to is null)`,
      [feed, loadId],
    )
    await shieldFeed(client, feed, loadId)
  })
}

async function shieldFeed(client: pg.ClientBase, feed: string, loadId: number) {
  await client.query(
    `insert into extract.shield (feed, person_key, kind, since_load)
     select feed, person_key, 'restricted', $2::bigint from extract.source_record
     where feed = $1 and kind = 'person' and load_to is null and (content ->> 'isRestricted')::boolean
     union all
     select feed, person_key, 'gone', $2::bigint from extract.source_record
     where feed = $1 and kind = 'person' and load_to = $2 and person_key not in (
       select person_key from extract.source_record where feed = $1 and kind = 'person' and load_to is null)
     on conflict do nothing`,
    [feed, loadId],
  )
  await client.query(
    `update extract.shield s set until_load = $2 where feed = $1 and until_load is null and exists (
       select from extract.source_record r where r.feed = s.feed and r.person_key = s.person_key and r.kind = 'person'
         and r.load_to is null and (s.kind = 'gone' or not (r.content ->> 'isRestricted')::boolean))`,
    [feed, loadId],
  )
}

async function linkNight({ pool }: Database, night: Night, runId: number) {
  const { rows } = await pool.query<{ key: string; person_id: string }>(
    `select distinct on (l.feed, l.person_key) l.feed || '|' || l.person_key as key, l.person_id
     from match.link l join match.person p using (person_id) where p.merged_into is null
     order by l.feed, l.person_key, l.run_from desc, l.run_to desc nulls first`,
  )
  const last = new Map(rows.map((row) => [row.key, row.person_id]))
  const taken = new Set<string>()
  const personOf = new Map<string, string>()
  for (const keys of night.people) {
    const own = keys.map((key) => last.get(key)).find((id) => id !== undefined && !taken.has(id))
    const person = own ?? (await newPerson(pool, runId))
    taken.add(person)
    for (const key of keys) personOf.set(key, person)
  }
  for (const [key, person] of personOf) {
    const [feed, personKey] = key.split('|')
    const { rowCount } = await pool.query(
      'select from match.link where feed = $1 and person_key = $2 and person_id = $3 and run_to is null',
      [feed, personKey, person],
    )
    if (rowCount) continue
    await pool.query(
      'update match.link set run_to = $3 where feed = $1 and person_key = $2 and run_to is null',
      [feed, personKey, runId],
    )
    await pool.query(
      'insert into match.link (feed, person_key, person_id, run_from) values ($1, $2, $3, $4)',
      [feed, personKey, person, runId],
    )
  }
  await pool.query(
    `update match.link set run_to = $1 where run_to is null and feed || '|' || person_key <> all ($2)`,
    [runId, [...personOf.keys()]],
  )
  for (const [key, before] of last) {
    const now = personOf.get(key)
    if (now === undefined || now === before || taken.has(before)) continue
    await pool.query(
      'update match.person set run_to = $1, merged_into = $2 where person_id = $3 and merged_into is null',
      [runId, now, before],
    )
  }
}

async function newPerson(pool: Database['pool'], runId: number): Promise<string> {
  const { rows: count } = await pool.query<{ n: number }>('select count(*) as n from match.person')
  const reference = formatReference('RSV', String(100_000 + Number(count[0]?.n)).padStart(9, '0'))
  const { rows } = await pool.query<{ person_id: string }>(
    'insert into match.person (reference, run_from) values ($1, $2) returning person_id',
    [reference, runId],
  )
  return rows[0]?.person_id ?? ''
}
