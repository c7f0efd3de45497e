import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { generateBorough } from '#borough'
import { type Database, type EmbeddedServer, openDatabase, startEmbedded } from '#platform/db'
import { loadInChild } from './child.ts'
import { migrateForLoading, type Workshop } from './workshop.ts'

/** What came of killing loads at random moments. */
export interface Killings {
  readonly tried: number
  /** The state of every feed was the one before, or after, and nothing else. */
  readonly whole: number
  /** Of these, those where at least one feed had been loaded, and not all. */
  readonly between: number
  /** The next run gave exactly the state after. */
  readonly completed: number
}

/** Two nights of a small borough, and databases with the state before and after the second. */
interface Nights {
  /** The inbox of the second night. */
  readonly second: string
  readonly before: string
  readonly after: string
  /** Seconds of a second night that is left alone. */
  readonly seconds: number
}

const feedsDir = 'feeds'

/** Kills the loading process with SIGKILL at so many random moments of a night's load. */
export async function killLoads(
  { dir, database, url }: Workshop,
  times: number,
): Promise<Killings> {
  const nights = await prepare(join(dir, 'kill'), url)
  const tally = { tried: 0, whole: 0, between: 0, completed: 0 }
  for (let time = 0; time < times; time++) {
    const trial = await makeDatabase(database, url, 'kith_trial', 'kith_before')
    const home = join(dir, 'kill', `home-${time}`)
    const child = loadInChild(trial, feedsDir, nights.second, home)
    await child.begun
    await wait(momentOf(time, times) * nights.seconds * 1000)
    child.process.kill('SIGKILL')
    await child.end
    await judge(trial, home, nights, tally)
  }
  return tally
}

/** The same with the database server: its main process is killed, and it recovers at the next start. */
export async function killServers({ dir }: Workshop, times: number): Promise<Killings> {
  const place = join(dir, 'postgres-to-kill')
  let server = await startEmbedded(place)
  const nights = await prepare(join(dir, 'kill-server'), server.url())
  const tally = { tried: 0, whole: 0, between: 0, completed: 0 }
  for (let time = 0; time < times; time++) {
    const admin = openDatabase(server.url())
    const trial = await makeDatabase(admin, server.url(), 'kith_trial', 'kith_before')
    await admin.close()
    const home = join(dir, 'kill-server', `home-${time}`)
    const child = loadInChild(trial, feedsDir, nights.second, home)
    await child.begun
    await wait(momentOf(time, times) * nights.seconds * 1000)
    process.kill(serverProcess(server), 'SIGKILL')
    await child.end
    // The server's other processes see that it is gone, and leave the memory that they shared.
    await wait(1000)
    server = await startEmbedded(place)
    await judge(urlOf(server.url(), 'kith_trial'), home, nights, tally)
  }
  await server.stop()
  return tally
}

function serverProcess({ place }: EmbeddedServer): number {
  return Number(readFileSync(join(place, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** Moments spread over the whole load, each at random within its share, a little past the end too. */
function momentOf(time: number, times: number): number {
  return (1.05 * (time + Math.random())) / times
}

async function prepare(dir: string, url: string): Promise<Nights> {
  const [first, second] = [join(dir, 'first'), join(dir, 'second')]
  await generateBorough({ children: 4000, seed: 1, asOf: '2026-11-01', out: first })
  await generateBorough({ children: 4000, seed: 1, asOf: '2026-11-02', out: second })
  const admin = openDatabase(url)
  try {
    const load = async (name: string, from: string | undefined, inbox: string) => {
      const target = await makeDatabase(admin, url, name, from)
      const end = await loadInChild(target, feedsDir, inbox, join(dir, 'home')).end
      if (!end.isDone || end.report?.refused !== 0) throw new Error(`A load failed: ${end.errors}`)
      return { state: await stateOf(target), seconds: end.seconds }
    }
    const before = await load('kith_before', undefined, first)
    const { state: after, seconds } = await load('kith_after', 'kith_before', second)
    return { second, before: before.state, after, seconds }
  } finally {
    await admin.close()
  }
}

async function judge(
  url: string,
  home: string,
  { before, after, second }: Nights,
  tally: { tried: number; whole: number; between: number; completed: number },
): Promise<void> {
  tally.tried += 1
  const found = await stateOf(url)
  const [was, is, now] = [before, after, found].map((state) => state.split('\n'))
  const feeds =
    now?.map((line, at) =>
      line === was?.[at] ? 'before' : line === is?.[at] ? 'after' : 'neither',
    ) ?? []
  if (!feeds.includes('neither') && now?.length === was?.length) tally.whole += 1
  if (feeds.includes('before') && feeds.includes('after')) tally.between += 1
  const again = await loadInChild(url, feedsDir, second, home).end
  if (again.isDone && (await stateOf(url)) === after) tally.completed += 1
}

/** All that loading has written of each feed, in one line each, but for numbers, ids and times. */
async function stateOf(url: string): Promise<string> {
  const database = openDatabase(url)
  try {
    const { rows } = await database.pool.query<{ line: string }>(
      `select f.feed || ' ' || coalesce(r.digest, '') || ' ' || coalesce(s.digest, '') || ' ' || l.loads as line
       from extract.feed f
       left join lateral (
         select md5(string_agg(concat_ws('|', kind, record_key, person_key, encode(content_digest, 'hex'),
           line, (load_to is null)), ';' order by kind, record_key, load_from)) as digest
         from extract.source_record where feed = f.feed) r on true
       left join lateral (
         select md5(string_agg(concat_ws('|', person_key, kind, until_load is null), ';'
           order by person_key, kind, since_load)) as digest
         from extract.shield where feed = f.feed) s on true
       left join lateral (
         select count(*) || ' ' || string_agg(concat_ws(',', file_name, records_added, records_changed,
           records_ended), ' ' order by load_id) as loads
         from extract.load where feed = f.feed and state = 'loaded') l on true
       order by f.feed`,
    )
    return rows.map(({ line }) => line).join('\n')
  } finally {
    await database.close()
  }
}

/** A database in place of one of that name: a copy of another, or empty and migrated. */
async function makeDatabase(
  admin: Database,
  url: string,
  name: string,
  from: string | undefined,
): Promise<string> {
  await admin.pool.query(`drop database if exists ${name} with (force)`)
  await admin.pool.query(`create database ${name}${from ? ` template ${from}` : ''}`)
  const made = urlOf(url, name)
  if (from === undefined) {
    const database = openDatabase(made)
    await migrateForLoading(database)
    await database.close()
  }
  return made
}

function urlOf(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}
