import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import type pg from 'pg'
import copyStreams from 'pg-copy-streams'
import { generateBorough } from '#borough'
import { loadFeeds, readFeeds } from '#extract'
import { formatReference } from '#kernel'
import {
  copyRows,
  type Database,
  migrate,
  openDatabase,
  startEmbedded,
  withRun,
} from '#platform/db'
import {
  buildIndex,
  buildShownOn,
  type ChildRecord,
  readChild,
  readChildAsOf,
  searchPeople,
} from '#store'
import { migrations } from '../src/app/migrations.ts'
import { allShared } from './all-shared.ts'
import { firstDayOf } from './loading/first-day.ts'

/**
 * The index of a borough: how long the first build takes beside a bare COPY of the same rows into the
 * same keyed and indexed tables, what a changed and an unchanged night cost, how fast pages, pages of
 * the past and searches are read, and whether pages of the past equal what was shown. Links are those
 * of the borough's truth, so that the figures are the store's alone.
 *
 *     npm run bench:store -- --children 70000 --nights 30
 */
const { values: options } = parseArgs({
  options: {
    children: { type: 'string', default: '70000' },
    nights: { type: 'string', default: '30' },
    /** A borough that is there already, in place of one made anew; of its nights only the first is taken. */
    borough: { type: 'string' },
  },
})

const tables = ['store.person', 'store.value', 'store.item', 'store.search_entry'] as const
const started = new Date().toISOString().slice(0, 10)
const home = mkdtempSync(join(tmpdir(), 'kith-bench-store-'))
const lines: string[] = []
const say = (what: string, figure: string) => {
  lines.push(`| ${what} | ${figure} |`)
  process.stdout.write(`${what.padEnd(72)} ${figure}\n`)
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const from = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - from) / 1000 }
}

const endOf = (on: string) => new Date(`${on}T23:00:00Z`)
const whole = (value: number) => Math.round(value).toLocaleString('en-GB')
const middle = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0

const server = await startEmbedded(join(home, 'postgres'))
const database = openDatabase(server.url(), 'bench:store')
try {
  await migrate(database, migrations())
  await measure(database)
} finally {
  await database.close()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

async function measure(database: Database) {
  const { pool, db } = database
  const borough = options.borough ?? join(home, 'borough')
  if (!options.borough)
    await generateBorough({ children: Number(options.children), seed: 1, out: borough })
  const inbox = firstDayOf(borough, join(home, 'inbox'))
  await loadFeeds(database, { feeds: await readFeeds('feeds'), inbox, home })
  await linkByTruth(pool, join(borough, 'truth', 'records.csv'))
  const count = async (sql: string) => Number((await pool.query(sql)).rows[0].n)
  const people = await count(
    `select count(*) n from extract.current_record_v1 where kind = 'person'`,
  )
  say('source records of persons', whole(people))
  say(
    'source records of all kinds',
    whole(await count('select count(*) n from extract.current_record_v1')),
  )

  const first = await build(database, '2026-11-01')
  let rows = 0
  for (const table of tables) rows += await count(`select count(*) n from ${table}`)
  const bare = await bareCopy(pool)
  say('first build: rows of the index', whole(rows))
  say('first build: seconds', first.seconds.toFixed(1))
  say('first build: rows per second', whole(rows / first.seconds))
  say('bare COPY of the same rows, keyed and indexed: rows per second', whole(rows / bare))
  say(
    'first build as a share of bare COPY (at least a third is asked of the first load)',
    (bare / first.seconds).toFixed(2),
  )
  const full = await build(database, '2026-11-01', true)
  say('everybody built anew, nothing changed: seconds', full.seconds.toFixed(1))

  await nights(database, Number(options.nights), full.seconds)
  await reading(db, pool)
  writeResults()
}

async function build(database: Database, on: string, full = false) {
  return timed(() =>
    withRun(database, 'bench', (run) =>
      buildIndex(database, run, { shownFrom: new Date(`${on}T12:00:00Z`), full }),
    ),
  )
}

/** The links as the truth has them: a person for each true person, a reference each. */
async function linkByTruth(pool: pg.Pool, file: string) {
  const truth: { agency: string; source_key: string; person_id: string }[] = parse(
    readFileSync(file),
    { columns: true },
  )
  const ids = [...new Set(truth.map((row) => row.person_id))]
  const place = new Map(ids.map((id, at) => [id, at]))
  const uuid = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
  const client = await pool.connect()
  try {
    await client.query(
      `insert into platform.run (command, host, process_id, state) values ('truth', 'bench', 1, 'done')`,
    )
    await copyRows(
      client,
      'match.person',
      ['person_id', 'reference', 'run_from'],
      ids.map((_, at) => [uuid(at), formatReference('RSV', String(at).padStart(9, '0')), 1]),
    )
    await copyRows(
      client,
      'match.link',
      ['feed', 'person_key', 'person_id', 'run_from'],
      truth.map((row) => [row.agency, row.source_key, uuid(place.get(row.person_id) ?? 0), 1]),
    )
    await client.query('analyze match.link; analyze match.person')
  } finally {
    client.release()
  }
}

/** Seconds to copy the index's rows into tables with the same keys and indexes. */
async function bareCopy(pool: pg.Pool): Promise<number> {
  const client = await pool.connect()
  let seconds = 0
  try {
    for (const table of tables) {
      const file = join(home, `${table}.copy`)
      await pipeline(
        client.query(copyStreams.to(`copy ${table} to stdout`)),
        createWriteStream(file),
      )
      await client.query(`create table public.bare (like ${table} including all)`)
      seconds += (
        await timed(() =>
          pipeline(
            createReadStream(file),
            client.query(copyStreams.from('copy public.bare from stdin')),
          ),
        )
      ).seconds
      await client.query('drop table public.bare')
      rmSync(file)
    }
  } finally {
    client.release()
  }
  return seconds
}

/** Nights in which one person in a hundred changes, with what pages show kept and compared at the end. */
async function nights({ pool, db }: Database, howMany: number, fullSeconds: number) {
  const changed: number[] = []
  const touched: number[] = []
  const shown: { on: string; reference: string; record: ChildRecord | undefined }[] = []
  for (let night = 1; night <= howMany; night += 1) {
    const on = new Date(Date.UTC(2026, 10, 1 + night)).toISOString().slice(0, 10)
    await changeSome(pool, on)
    const built = await build(database, on)
    changed.push(built.seconds)
    touched.push(built.result.peopleRebuilt)
    const { rows } = await pool.query<{ reference: string }>(
      `select reference from store.person where run_to is null order by md5(reference || $1) limit 20`,
      [on],
    )
    for (const { reference } of rows) {
      shown.push({
        on,
        reference,
        record: await readChild(db, allShared, reference, on, endOf(on)),
      })
    }
  }
  say(`a changed night: people built anew (median of ${howMany})`, whole(middle(touched, 0.5)))
  say(`a changed night: seconds (median of ${howMany})`, middle(changed, 0.5).toFixed(2))
  say(
    'a changed night as a share of building everybody',
    (middle(changed, 0.5) / fullSeconds).toFixed(3),
  )
  const last = new Date(Date.UTC(2026, 10, 2 + howMany)).toISOString().slice(0, 10)
  say('an unchanged night: seconds', (await build(database, last)).seconds.toFixed(2))
  const again = await build(database, last, true)
  const { rows } = await pool.query(
    'select rows_added, rows_ended from store.build order by run_id desc limit 1',
  )
  say(
    'rows that building everybody changes after all nights (0: the same)',
    String(rows[0].rows_added + rows[0].rows_ended),
  )
  say('building everybody after all nights: seconds', again.seconds.toFixed(1))
  await comparePast(db, shown)
}

async function comparePast(
  db: Database['db'],
  shown: readonly { on: string; reference: string; record: ChildRecord | undefined }[],
) {
  const times: number[] = []
  let same = 0
  for (const { on, reference, record } of shown) {
    const build = await buildShownOn(db, on)
    const { result, seconds } = await timed(() =>
      readChildAsOf(db, allShared, reference, build?.runId ?? 0, on, endOf('2027-06-01')),
    )
    times.push(seconds * 1000)
    if (isDeepStrictEqual(result, record)) same += 1
  }
  say('pages of the past that equal what was shown', `${same} of ${shown.length}`)
  say(
    'a page of the past: milliseconds, median and 95th percentile',
    `${middle(times, 0.5).toFixed(1)}, ${middle(times, 0.95).toFixed(1)}`,
  )
}

/** One person in a hundred gets a new version of a record, as a night's extract would bring it. */
async function changeSome(pool: pg.Pool, on: string) {
  const { rows } = await pool.query<{ feed: string; load_id: number }>(
    `insert into extract.load (feed, file_name, checksum, definition_digest, bytes, extract_at, state, started_at, finished_at)
     select feed, 'night', gen_random_uuid()::text, 'bench', 1, $1::timestamptz, 'loaded', now(), now() from extract.feed
     returning feed, load_id`,
    [`${on}T03:00:00Z`],
  )
  for (const { feed, load_id } of rows) {
    await pool.query(
      `with changed as (
         update extract.source_record set load_to = $2
         where feed = $1 and load_to is null and kind in ('person', 'involvement')
           and abs(hashtext(person_key || $3)) % 100 = 0
         returning *
       )
       insert into extract.source_record (feed, kind, record_key, person_key, content, content_digest, line, load_from)
       select feed, kind, record_key, person_key,
              content || case kind when 'person' then jsonb_build_object('gpPractice', 'Surgery of ' || $3)
                              else jsonb_build_object('workerName', 'Worker of ' || $3) end,
              sha256(convert_to(record_key || $3, 'UTF8')), line, $2 from changed`,
      [feed, load_id, on],
    )
  }
}

async function reading(db: Database['db'], pool: pg.Pool) {
  const { rows } = await pool.query<{ reference: string }>(
    `select reference from store.person where run_to is null and not is_restricted order by md5(reference) limit 300`,
  )
  const pages: number[] = []
  for (const { reference } of rows) {
    pages.push(
      (await timed(() => readChild(db, allShared, reference, '2026-11-30'))).seconds * 1000,
    )
  }
  say(
    'a child’s page data: milliseconds, median and 95th percentile',
    `${middle(pages, 0.5).toFixed(1)}, ${middle(pages, 0.95).toFixed(1)}`,
  )
  const searches: number[] = []
  const { rows: names } = await pool.query<{ name: string }>(
    `select text as name from store.search_entry where attribute = 'name' and run_to is null order by md5(text) limit 60`,
  )
  for (const { name } of names) {
    searches.push(
      (await timed(() => searchPeople(db, allShared, { name }, { limit: 20, today: '2026-11-30' })))
        .seconds * 1000,
    )
  }
  say(
    'a search by name: milliseconds, median and 95th percentile',
    `${middle(searches, 0.5).toFixed(0)}, ${middle(searches, 0.95).toFixed(0)}`,
  )
}

function writeResults() {
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const text = `# The index: ${options.borough ? 'a borough' : `${options.children} children`}, ${options.nights} nights

Measured on ${started}, ${cpus().length} processor cores.

| What | Figure |
|---|---|
${lines.join('\n')}
`
  writeFileSync(join(folder, `store-${started}.md`), text)
}
