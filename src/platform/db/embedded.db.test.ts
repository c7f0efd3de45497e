import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Unavailable } from '#kernel'
import { openDatabase, serverVersion } from './database.ts'
import { type EmbeddedServer, startEmbedded } from './embedded.ts'

let folder = ''
const started: EmbeddedServer[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kith-embedded-'))
  chmodSync(folder, 0o755)
})

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbedded(join(folder, 'postgres'))
  started.push(server)
  return server
}

const pidFile = () => join(folder, 'postgres', 'data', 'postmaster.pid')

test('a second start joins the running server, and the last to leave stops it', async () => {
  const first = await start()
  const second = await start()
  expect(second.url()).toBe(first.url())
  await first.stop()
  expect(existsSync(pidFile())).toBe(true)
  const database = openDatabase(second.url())
  expect(await serverVersion(database.db)).toBeGreaterThanOrEqual(15)
  await database.close()
  await second.stop()
  expect(existsSync(pidFile())).toBe(false)
})

test('what was committed is there after the server was killed', async () => {
  const before = openDatabase((await start()).url())
  await before.pool.query('create table kept as select 42 as answer')
  const pid = Number(readFileSync(pidFile(), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGKILL')
  await before.close()
  await setTimeout(500)
  const after = openDatabase((await start()).url())
  expect((await after.pool.query('select answer from kept')).rows).toEqual([{ answer: 42 }])
  await after.close()
})

test('data of another major version is refused with what to do', async () => {
  await (await start()).stop()
  writeFileSync(join(folder, 'postgres', 'data', 'PG_VERSION'), '14\n')
  const refusal = startEmbedded(join(folder, 'postgres'))
  await expect(refusal).rejects.toThrow(Unavailable)
  await expect(refusal).rejects.toThrow('made by PostgreSQL 14')
})

test('the password lies in a file that only the server’s user may read', async () => {
  const server = await start()
  const file = join(server.place, 'server.json')
  expect(readFileSync(file, 'utf8')).toContain(new URL(server.url()).password)
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(new URL(server.url()).hostname).toBe('127.0.0.1')
})
