import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Conflict } from '#kernel'
import { testDatabase } from '#testing'
import { copyRows, copyText } from './copy.ts'
import { serverVersion } from './database.ts'
import { migrate } from './migrate.ts'
import { withRun } from './run-lock.ts'

const database = await testDatabase()
const { db, pool } = database

test('the server is one that Kith supports', async () => {
  expect(await serverVersion(db)).toBeGreaterThanOrEqual(15)
})

test('dates come back as the text that went in, bigints as numbers', async () => {
  const { rows } = await pool.query(`select date '2016-02-29' as day, 42::bigint as count`)
  expect(rows).toEqual([{ day: '2016-02-29', count: 42 }])
})

test('COPY keeps tabs, newlines, backslashes, nulls and JSON as they are', async () => {
  const client = await pool.connect()
  try {
    await client.query('create temp table copied (id int, note text, content jsonb)')
    const rows = [
      [1, 'a\tb\nc\\d\r', { text: 'tab\there', list: [1, 'é'] }],
      [2, null, null],
      [3, '\\N', []],
    ] as const
    expect(await copyRows(client, 'copied', ['id', 'note', 'content'], rows)).toBe(3)
    const kept = await client.query('select * from copied order by id')
    expect(kept.rows).toEqual([
      { id: 1, note: 'a\tb\nc\\d\r', content: { text: 'tab\there', list: [1, 'é'] } },
      { id: 2, note: null, content: null },
      { id: 3, note: '\\N', content: [] },
    ])
  } finally {
    client.release()
  }
})

test('COPY that fails half way leaves nothing and the connection usable', async () => {
  const client = await pool.connect()
  try {
    await client.query('create temp table half (id int)')
    const failing = (function* () {
      yield [1]
      throw new Error('the source broke off')
    })()
    await expect(copyRows(client, 'half', ['id'], failing)).rejects.toThrow('broke off')
    expect((await client.query('select count(*) from half')).rows).toEqual([{ count: 0 }])
  } finally {
    client.release()
  }
})

test('COPY that the server refuses while the next rows are being made fails, and nothing else does', async () => {
  const client = await pool.connect()
  try {
    await client.query('create temp table refused (id int)')
    const slow = (async function* () {
      yield 'no number\n'
      for (let time = 0; time < 100; time += 1) {
        await setTimeout(5)
        yield '1\n'
      }
    })()
    await expect(copyText(client, 'refused', ['id'], slow)).rejects.toThrow('invalid input syntax')
    expect((await client.query('select count(*) from refused')).rows).toEqual([{ count: 0 }])
  } finally {
    client.release()
  }
})

test('a second run says who holds the lock, and can go once the first has ended', async () => {
  await withRun(database, 'kith run', async () => {
    const second = withRun(database, 'kith run', async () => ({}))
    await expect(second).rejects.toThrow(Conflict)
    await expect(second).rejects.toThrow(
      new RegExp(`\`kith run\`, process ${process.pid} on .* since 20`),
    )
    return { loaded: 5 }
  })
  await withRun(database, 'kith run', async () => ({}))
  const { rows } = await pool.query('select state, summary from platform.run order by run_id')
  expect(rows).toEqual([
    { state: 'done', summary: { loaded: 5 } },
    { state: 'done', summary: {} },
  ])
})

test('a run that fails is kept as failed and frees the lock', async () => {
  await expect(
    withRun(database, 'kith run', async () => {
      throw new Error('no disk')
    }),
  ).rejects.toThrow('no disk')
  const { rows } = await pool.query('select state from platform.run order by run_id desc limit 1')
  expect(rows).toEqual([{ state: 'failed' }])
})

test('a migration is applied once, refused when edited, and a newer database is refused', async () => {
  const { rows } = await pool.query<{ name: string }>('select name from platform.migration')
  const known = rows.map(({ name }) => ({ name, sql: '' }))
  await expect(migrate(database, [])).rejects.toThrow('newer than this program')
  await expect(migrate(database, known)).rejects.toThrow('has been edited')
})

test('a migration that fails leaves nothing behind', async () => {
  const bad = [{ name: '2999-01-01T0000_bad.sql', sql: 'create table public.kept (); select 1/0' }]
  await expect(migrate(database, bad)).rejects.toThrow()
  const { rows } = await pool.query(`select to_regclass('public.kept') as kept`)
  expect(rows).toEqual([{ kept: null }])
})
