import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { Unavailable } from '#kernel'
import { postgresBinaries } from './postgres-binaries.ts'
import { canReach, type ServerUser, serverUser } from './server-user.ts'

/** The PostgreSQL that comes with Kith, running. */
export interface EmbeddedServer {
  /** The folder that holds the data and the server's log. */
  readonly place: string
  /** Connection address of the named database on this server (default `postgres`). */
  url(database?: string): string
  /** Stops the server, unless another Kith process still uses it. */
  stop(): Promise<void>
}

interface ServerFacts {
  port: number
  password: string
}

const superuser = 'kith'

/**
 * Starts the embedded PostgreSQL under `dir`, initialising it at first use, or joins the one that
 * another Kith process already runs there. Listens on loopback only, with a password.
 *
 * As root the server runs as the user `postgres` (made where missing), since PostgreSQL refuses
 * root; where that user may not reach `dir`, the data lies under /var/lib/kith instead.
 *
 * @throws Unavailable when the data was made by another major version, or the server won't start.
 */
export async function startEmbedded(dir: string): Promise<EmbeddedServer> {
  const user = serverUser()
  const place = user && !canReach(dirname(resolve(dir)), user) ? shadowOf(dir) : resolve(dir)
  const data = join(place, 'data')
  const bin = await reachableBinaries(user)
  mkdirSync(place, { recursive: true })
  if (user) chownSync(place, user.uid, user.gid)
  const factsFile = join(place, 'server.json')

  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(bin.initdb, place, data, user)
  const facts = JSON.parse(readFileSync(factsFile, 'utf8')) as ServerFacts
  await refuseOtherVersion(bin.postgres, data)

  const url = (database = 'postgres') =>
    `postgresql://${superuser}:${facts.password}@127.0.0.1:${facts.port}/${database}`
  if (!(await isServing(bin.pgCtl, data, url(), user))) {
    facts.port = await freePort()
    writeSecret(factsFile, JSON.stringify(facts), user)
    await run(bin.pgCtl, startArguments(data, place, facts.port), user).catch((error: unknown) => {
      throw new Unavailable(`The embedded PostgreSQL did not start: ${messageOf(error)}`, {
        fix: `Look at ${join(place, 'server.log')}.`,
      })
    })
  }

  const presence = await connectToStay(url())
  return {
    place,
    url,
    stop: async () => {
      await presence.end().catch(() => {})
      if (await usedByOthers(url())) return
      await run(bin.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-s'], user).catch(() => {})
    },
  }
}

/** A connection that is held open, so that another process does not take an idle Kith for one that has left. */
async function connectToStay(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'kith is here' })
  client.on('error', () => {})
  await client.connect()
  return client
}

// PostgreSQL's own sizes are those of a very small machine: an index of a whole borough is written many
// times over with them. Memory is taken as it is used.
const sizes = '-c shared_buffers=256MB -c max_wal_size=2GB'

function startArguments(data: string, place: string, port: number): string[] {
  const options = `-p ${port} ${sizes} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`
  return ['start', '-D', data, '-l', join(place, 'server.log'), '-w', '-s', '-o', options]
}

async function initialise(
  initdb: string,
  place: string,
  data: string,
  user: ServerUser | undefined,
): Promise<void> {
  const password = randomBytes(24).toString('base64url')
  const passwordFile = join(place, 'password')
  rmSync(data, { recursive: true, force: true })
  writeSecret(passwordFile, password, user)
  try {
    await run(
      initdb,
      [
        `--pgdata=${data}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      user,
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
  writeSecret(join(place, 'server.json'), JSON.stringify({ port: 0, password }), user)
}

async function refuseOtherVersion(postgres: string, data: string): Promise<void> {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const brought = /(\d+)/.exec(spawnSync(postgres, ['--version']).stdout.toString())?.[1]
  if (brought !== undefined && made !== brought) {
    throw new Unavailable(
      `The data in ${data} was made by PostgreSQL ${made}; this Kith brings PostgreSQL ${brought}.`,
      {
        fix: 'Run `kith backup FILE` with the earlier Kith, move the folder away, then `kith restore FILE` with this one.',
      },
    )
  }
}

/**
 * Whether a server works on the data. One that was killed may still count as running for a moment,
 * so that what says it runs must also answer.
 *
 * @throws Unavailable when it neither answers nor goes away
 */
async function isServing(
  pgCtl: string,
  data: string,
  url: string,
  user: ServerUser | undefined,
): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isThere = await run(pgCtl, ['status', '-D', data], user).then(
      () => true,
      () => false,
    )
    if (!isThere) return false
    if ((await otherConnections(url)) !== undefined) return true
    await setTimeout(100)
  }
  throw new Unavailable('The embedded PostgreSQL is running but does not answer.', {
    fix: `Stop it with: ${pgCtl} stop -D ${data}`,
  })
}

/** Whether other connections remain, after two seconds’ grace for our own to be gone. */
async function usedByOthers(url: string): Promise<boolean> {
  for (let tries = 0; tries < 40; tries += 1) {
    if (!(await otherConnections(url))) return false
    await setTimeout(50)
  }
  return true
}

/** How many other clients are connected; undefined when the server does not answer. */
async function otherConnections(url: string): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    return rowCount ?? 0
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => {})
  }
}

/** The server's user must be able to run the binaries; where node_modules is out of its reach, they are copied. */
async function reachableBinaries(user: ServerUser | undefined) {
  const bin = await postgresBinaries()
  if (!user || canReach(bin.native, user)) return bin
  const copy = join('/var/lib/kith', `postgres-${digest(bin.native)}`)
  if (!existsSync(join(copy, 'bin', 'postgres'))) {
    mkdirSync(copy, { recursive: true, mode: 0o755 })
    cpSync(bin.native, copy, { recursive: true, verbatimSymlinks: true })
  }
  return bin.at(copy)
}

/** The folder that stands in for one out of reach; a note in that one says which, so that both go together. */
function shadowOf(dir: string): string {
  const note = join(dir, 'elsewhere')
  if (!existsSync(note)) {
    mkdirSync(dir, { recursive: true })
    writeFileSync(note, join('/var/lib/kith', `home-${randomBytes(6).toString('hex')}`))
  }
  return readFileSync(note, 'utf8').trim()
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function writeSecret(file: string, text: string, user: ServerUser | undefined): void {
  writeFileSync(file, text, { mode: 0o600 })
  chmodSync(file, 0o600)
  if (user && statSync(file).uid !== user.uid) chownSync(file, user.uid, user.gid)
}

async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function run(command: string, args: string[], user: ServerUser | undefined): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      ...(user ?? {}),
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', ...(user ? { HOME: '/' } : {}) },
      cwd: '/',
    })
    let complaint = ''
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    child.on('error', failed)
    // Not 'close': the server that pg_ctl leaves running may keep the pipe open.
    child.on('exit', (code) => {
      child.stderr.destroy()
      if (code === 0) done()
      else failed(new Error(complaint.trim() || `exit code ${code}`))
    })
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
