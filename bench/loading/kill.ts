import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { generateBorough } from '#borough'
import { type Database, type EmbeddedServer, openDatabase, startEmbedded } from '#platform/db'
import { loadInChild, type Moment } from './child.ts'
import { median, migrateForLoading, type Workshop } from './workshop.ts'

/** What came of killing loads at random moments. */
export interface Killings {
  readonly tried: number
  /** The state of every feed was the one before, or after, and nothing else. */
  readonly whole: number
  /** It fell inside the load of a feed: that had begun to be read, and was not committed. */
  readonly inside: number
  /** The next run gave exactly the state after. */
  readonly completed: number
}

/** Two nights of a small borough, and databases with the state before and after the second. */
interface Nights {
  /** The inbox of the second night. */
  readonly second: string
  readonly before: string
  readonly after: string
  /** How far a second night that was left alone said that it was, by feed. */
  readonly moments: ReadonlyMap<string, readonly number[]>
  /** Seconds from the last word of a feed to the next feed's first: its records are merged meanwhile. */
  readonly mergeSeconds: number
}

type Tally = { -readonly [Key in keyof Killings]: Killings[Key] }

const feedsDir = 'feeds'

/** Kills the loading process with SIGKILL at so many random moments of a night's load. */
export async function killLoads(
  { dir, database, url }: Workshop,
  times: number,
  children: number,
): Promise<Killings> {
  const nights = await prepare(join(dir, 'kill'), url, children)
  const tally: Tally = { tried: 0, whole: 0, inside: 0, completed: 0 }
  for (let time = 0; time < times; time++) {
    const trial = await makeDatabase(database, url, 'kith_trial', 'kith_before')
    const home = join(dir, 'kill', `home-${time}`)
    const { feed } = await breakOff(trial, nights, home, (child) => child.kill('SIGKILL'))
    await judge(trial, home, nights, feed, tally)
  }
  return tally
}

/** The same with the database server: its main process is killed, and it recovers at the next start. */
export async function killServers(
  { dir }: Workshop,
  times: number,
  children: number,
): Promise<Killings> {
  const place = join(dir, 'postgres-to-kill')
  let server = await startEmbedded(place)
  const nights = await prepare(join(dir, 'kill-server'), server.url(), children)
  const tally: Tally = { tried: 0, whole: 0, inside: 0, completed: 0 }
  for (let time = 0; time < times; time++) {
    const admin = openDatabase(server.url())
    const trial = await makeDatabase(admin, server.url(), 'kith_trial', 'kith_before')
    await admin.close()
    const home = join(dir, 'kill-server', `home-${time}`)
    const running = server
    const { feed } = await breakOff(trial, nights, home, () =>
      process.kill(serverProcess(running), 'SIGKILL'),
    )
    // The server's other processes see that it is gone, and leave the memory that they shared.
    await wait(1000)
    server = await startEmbedded(place)
    await judge(urlOf(server.url(), 'kith_trial'), home, nights, feed, tally)
  }
  await server.stop()
  return tally
}

/**
 * Lets a night load until it says that it has read so much of one of the feeds, both drawn, and kills
 * at once or a little later, while the feed's records are merged. Answers where it was then.
 */
async function breakOff(
  url: string,
  { second, moments, mergeSeconds }: Nights,
  home: string,
  kill: (child: ChildProcess) => void,
): Promise<Moment> {
  const feed = drawn([...moments.keys()])
  const bytes = drawn(moments.get(feed) ?? [])
  let at: Moment = { feed, bytes: 0 }
  let blow: Promise<void> | undefined
  const child = loadInChild(url, feedsDir, second, home, (moment) => {
    at = moment
    if (blow || moment.feed !== feed || moment.bytes < bytes) return
    const later = Math.random() < 0.5 ? 0 : Math.random() * mergeSeconds
    blow = wait(later * 1000).then(() => kill(child.process))
  })
  await child.end
  await blow
  return at
}

function drawn<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T
}

function serverProcess({ place }: EmbeddedServer): number {
  return Number(readFileSync(join(place, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
}

async function prepare(dir: string, url: string, children: number): Promise<Nights> {
  const [first, second] = [join(dir, 'first'), join(dir, 'second')]
  await generateBorough({ children, seed: 1, asOf: '2026-11-01', out: first })
  await generateBorough({ children, seed: 1, asOf: '2026-11-02', out: second })
  const admin = openDatabase(url)
  try {
    const load = async (name: string, from: string | undefined, inbox: string) => {
      const target = await makeDatabase(admin, url, name, from)
      const said: { moment: Moment; seconds: number }[] = []
      const end = await loadInChild(target, feedsDir, inbox, join(dir, 'home'), (moment) =>
        said.push({ moment, seconds: performance.now() / 1000 }),
      ).end
      if (!end.isDone || end.report?.refused !== 0) throw new Error(`A load failed: ${end.errors}`)
      return { state: await stateOf(target), said }
    }
    const before = await load('kith_before', undefined, first)
    const { state: after, said } = await load('kith_after', 'kith_before', second)
    const merges = said.flatMap(({ moment, seconds }, at) => {
      const next = said[at + 1]
      return next && next.moment.feed !== moment.feed ? [next.seconds - seconds] : []
    })
    const byFeed = Map.groupBy(said, ({ moment }) => moment.feed)
    const moments = new Map(
      [...byFeed].map(([feed, all]) => [feed, all.map(({ moment }) => moment.bytes)]),
    )
    return { second, before: before.state, after, moments, mergeSeconds: median(merges) }
  } finally {
    await admin.close()
  }
}

async function judge(
  url: string,
  home: string,
  { before, after, second }: Nights,
  feed: string,
  tally: Tally,
): Promise<void> {
  tally.tried += 1
  const found = await stateOf(url)
  const [was, is, now] = [before, after, found].map((state) => new Map(linesOf(state)))
  const isWhole =
    now?.size === was?.size &&
    [...(now ?? [])].every(([of, line]) => line === was?.get(of) || line === is?.get(of))
  if (isWhole) tally.whole += 1
  if (now?.get(feed) === was?.get(feed) && was?.get(feed) !== is?.get(feed)) tally.inside += 1
  const again = await loadInChild(url, feedsDir, second, home).end
  const completed = again.isDone ? await stateOf(url) : undefined
  if (completed === after) tally.completed += 1
  else process.stderr.write(`Not completed: ${again.errors || difference(after, completed)}\n`)
  if (!isWhole) process.stderr.write(`Neither before nor after: ${difference(before, found)}\n`)
}

/** The feeds whose state is another one, by name alone. */
function difference(wanted: string, found = ''): string {
  const is = new Map(linesOf(found))
  return linesOf(wanted)
    .filter(([feed, line]) => is.get(feed) !== line)
    .map(([feed]) => feed)
    .join(', ')
}

function linesOf(state: string): [feed: string, line: string][] {
  return state.split('\n').map((line) => [line.split(' ')[0] ?? '', line])
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
  // Copied by its files: copied by way of the log, as is usual, the numbers that a sequence has handed out
  // since were seen to be handed out again after the server was killed.
  const copy = from ? ` template ${from} strategy file_copy` : ''
  await admin.pool.query(`create database ${name}${copy}`)
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
