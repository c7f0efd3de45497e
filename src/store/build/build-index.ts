import type pg from 'pg'
import { type Database, onOneConnection, type Run } from '#platform/db'
import { type Replaced, type Replacement, replaceCurrent } from './replace-current.ts'
import {
  beginCounts,
  type Counts,
  countAmong,
  keepNamedBy,
  keepUncounted,
  stageCoverage,
  stagePractitioners,
  stageUncounted,
} from './stage-figures.ts'
import { stageItems, stagePeople } from './stage-items.ts'
import { keepIndicatorKinds, stageSources } from './stage-sources.ts'
import { stageTouched } from './stage-touched.ts'
import { stageValues } from './stage-values.ts'
import { forgetErased, hasNewErasures, someLost, stageLosing } from './sweep-erased.ts'

/** Raise it where a change of the rules must reach people whose records have not changed. */
const rulesVersion = 5

/** What a build changed, for the run's summary. */
export interface IndexChanges {
  readonly people: number
  readonly restricted: number
  /** Everybody, or only those whose records or links had changed. */
  readonly isFull: boolean
  readonly peopleRebuilt: number
  readonly valuesAdded: number
  readonly valuesEnded: number
}

/** How to build. */
export interface BuildOptions {
  /** Rebuild everybody, also where nothing has changed of them. */
  readonly full?: boolean
  /** The moment from which the portal shows what is built; the clock's where it is not fixed. */
  readonly shownFrom?: Date
}

/**
 * Brings the index up to the records and the links in force, in one transaction that reads one
 * moment's state. Only people of whom something has changed are built anew; the outcome is the same
 * as that of building everybody. Rows that did not change are left alone, so that their run_from says
 * since when they hold.
 */
export async function buildIndex(
  database: Database,
  run: Run,
  options: BuildOptions = {},
): Promise<IndexChanges> {
  const started = performance.now()
  return onOneConnection(database, async (client) => {
    await client.query(
      // Cursors are read to their end: a plan that is quick to give the first rows is slow for all. What a
      // night changes is looked up person by person: reading whole tables for it only seems cheaper,
      // where the server reckons with the disks that turned.
      `set transaction isolation level repeatable read; set local work_mem = '128MB';
       set local maintenance_work_mem = '256MB'; set local cursor_tuple_fraction = 1;
       set local random_page_cost = 1.1`,
    )
    const last = await lastBuild(client)
    const isFull = options.full === true || last === undefined
    await beginCounts(client)
    const swept = await sweepErased(client, isFull)
    const sources = await stageSources(client)
    const peopleRebuilt = await stageTouched(
      client,
      isFull ? undefined : { lastRunId: last.runId, sources },
    )
    await stagePeople(client)
    await stageValues(client)
    await stageItems(client)
    const isNew =
      isFull ||
      peopleRebuilt > 0 ||
      sources.some(({ loadedUpTo }) => loadedUpTo === 0) ||
      (await hasNewShields(client))
    const counts: Counts | 'as-they-are' =
      isFull || swept === 'earlier' ? 'anew' : isNew || swept === 'now' ? 'onwards' : 'as-they-are'
    const changed = await replaceAll(client, run.runId, counts)
    await readyForReading(client, changed)
    const [, values] = changed
    await keepBuild(client, run.runId, { options, isFull, peopleRebuilt, changed, started })
    return {
      ...(await countPeople(client)),
      isFull,
      peopleRebuilt,
      valuesAdded: values?.added ?? 0,
      valuesEnded: values?.ended ?? 0,
    }
  })
}

/**
 * Removes what was erased from the index, where anything was erased since the last time; in the same
 * transaction as the build, so that what is erased is nowhere afterwards. Answers when somebody lost
 * something: only of what goes now it is known what to take off the figures.
 */
async function sweepErased(
  client: pg.ClientBase,
  isFull: boolean,
): Promise<'now' | 'earlier' | 'never'> {
  const wasSwept = await someLost(client)
  if (await hasNewErasures(client)) {
    if (isFull) await forgetErased(client, 'everything')
    else {
      const losing = { among: 'losing', leftOut: 'store.uncounted' }
      await stageLosing(client)
      await countAmong(client, 'off', losing)
      await forgetErased(client)
      await countAmong(client, 'to', losing)
    }
    return wasSwept ? 'earlier' : 'now'
  }
  return wasSwept ? 'earlier' : 'never'
}

/** The last build, where its rules are still ours. */
async function lastBuild(client: pg.ClientBase): Promise<{ runId: number } | undefined> {
  const { rows } = await client.query<{ runId: number; rulesVersion: number }>(
    `select run_id as "runId", rules_version as "rulesVersion" from store.build order by run_id desc limit 1`,
  )
  const [last] = rows
  return last?.rulesVersion === rulesVersion ? last : undefined
}

/** Whether others are hidden than those whom the last build's figures leave out. */
async function hasNewShields(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ known: boolean }>(
    `select exists (
       (select person_id from store.hidden_person_v1 except select person_id from store.uncounted)
       union all
       (select person_id from store.uncounted except select person_id from store.hidden_person_v1)) as known`,
  )
  return rows[0]?.known === true
}

const held = ['feed', 'person_key', 'record_id', 'recorded_on', 'grant_key']
const ofTouched = 'exists (select from touched p where p.person_id = t.person_id)'

const derived: readonly Replacement[] = [
  {
    table: 'store.person',
    fresh: 'fresh_person',
    columns: ['person_id', 'reference', 'is_restricted', 'gone'],
    scope: ofTouched,
  },
  {
    table: 'store.value',
    fresh: 'fresh_value',
    columns: ['person_id', 'attribute', 'rank', 'content', ...held],
    scope: ofTouched,
  },
  {
    table: 'store.item',
    fresh: 'fresh_item',
    columns: [
      'person_id',
      'kind',
      'rank',
      'content',
      'record_key',
      'other_person_id',
      'place',
      ...held,
    ],
    scope: ofTouched,
  },
  {
    table: 'store.search_entry',
    fresh: 'fresh_search',
    columns: [
      'person_id',
      'attribute',
      'text',
      'family',
      'sounds',
      'feed',
      'person_key',
      'grant_key',
    ],
    scope: ofTouched,
  },
]

/** What is told of sources, which comes first, and of workers, out of the index as it then stands. */
const figures: readonly Replacement[] = [
  {
    table: 'store.source',
    fresh: 'fresh_source',
    columns: [
      'feed',
      'source_name',
      'organisation',
      'late_after_hours',
      'last_extract_at',
      'load_id',
      'attributes',
      'trust',
    ],
  },
  {
    table: 'store.practitioner',
    fresh: 'fresh_practitioner',
    columns: [
      'feed',
      'organisation',
      'name',
      'role',
      'phone',
      'email',
      'text',
      'grant_key',
      'named_by',
    ],
  },
  {
    table: 'store.coverage',
    fresh: 'fresh_coverage',
    columns: ['feed', 'field', 'people', 'filled'],
  },
]

/**
 * Where somebody is new the figures are counted onwards from what stands; over everybody where all are
 * built anew, or something was erased before, of which nothing is left to take off.
 */
async function replaceAll(
  client: pg.ClientBase,
  runId: number,
  counts: Counts | 'as-they-are',
): Promise<Replaced[]> {
  const changed: Replaced[] = []
  if (counts !== 'as-they-are') await stageUncounted(client)
  if (counts === 'onwards') {
    await countAmong(client, 'off', { among: 'recounted', leftOut: 'store.uncounted' })
  }
  for (const table of derived) changed.push(await replaceCurrent(client, table, runId))
  if (counts === 'onwards') {
    await countAmong(client, 'to', { among: 'recounted', leftOut: 'left_out' })
  }
  await keepIndicatorKinds(client)
  if (counts !== 'as-they-are') {
    await stagePractitioners(client, counts)
    await stageCoverage(client, counts)
    await keepUncounted(client)
  }
  for (const table of counts === 'as-they-are' ? figures.slice(0, 1) : figures)
    changed.push(await replaceCurrent(client, table, runId))
  if (counts !== 'as-they-are') await keepNamedBy(client)
  return changed
}

/** Where fewer rows than these have changed, or a smaller share of them, the planner's figures are still good. */
const many = { rows: 10_000, share: 0.1 }

/**
 * Brings the search indexes, and after a large change the planner's figures, up to date. The server
 * would get round to it by itself, and until then a search reads whole tables.
 */
async function readyForReading(client: pg.ClientBase, changed: readonly Replaced[]) {
  await client.query(`
    select gin_clean_pending_list('store.search_similar'), gin_clean_pending_list('store.search_sounds'),
           gin_clean_pending_list('store.practitioner_text')`)
  const { rows } = await client.query<{ known: number }>(
    `select sum(reltuples) as known from pg_class where reltuples > 0 and oid = any ($1::regclass[])`,
    [derived.map(({ table }) => table)],
  )
  const known = rows[0]?.known ?? 0
  const rowsChanged = changed.reduce((sum, { added, ended }) => sum + added + ended, 0)
  if (known > 0 && rowsChanged < Math.max(many.rows, known * many.share)) return
  await client.query(
    'analyze store.person, store.value, store.item, store.search_entry, store.practitioner',
  )
}

interface BuildFacts {
  readonly options: BuildOptions
  readonly isFull: boolean
  readonly peopleRebuilt: number
  readonly changed: readonly Replaced[]
  readonly started: number
}

async function keepBuild(client: pg.ClientBase, runId: number, facts: BuildFacts) {
  const { options, isFull, peopleRebuilt, changed, started } = facts
  const sum = (which: keyof Replaced) => changed.reduce((total, rows) => total + rows[which], 0)
  await client.query(
    `insert into store.build
       (run_id, shown_from, is_full, people_rebuilt, rows_added, rows_ended, seconds, rules_version)
     values ($1, coalesce($2, clock_timestamp()), $3, $4, $5, $6, $7, $8)
     on conflict (run_id) do update set shown_from = excluded.shown_from, is_full = excluded.is_full,
       people_rebuilt = excluded.people_rebuilt, rows_added = store.build.rows_added + excluded.rows_added,
       rows_ended = store.build.rows_ended + excluded.rows_ended, seconds = excluded.seconds,
       rules_version = excluded.rules_version`,
    [
      runId,
      options.shownFrom ?? null,
      isFull,
      peopleRebuilt,
      sum('added'),
      sum('ended'),
      Math.round(performance.now() - started) / 1000,
      rulesVersion,
    ],
  )
}

async function countPeople(client: pg.ClientBase): Promise<{ people: number; restricted: number }> {
  const { rows } = await client.query<{ people: number; restricted: number }>(
    `select count(*) as people, count(*) filter (where is_restricted) as restricted
     from store.person where run_to is null`,
  )
  return { people: rows[0]?.people ?? 0, restricted: rows[0]?.restricted ?? 0 }
}
