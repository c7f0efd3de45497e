import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '#platform/db'
import type { AccessEntry } from '#platform/web'
import { testDatabase } from '#testing'
import { eraseCriteria, readChain, recordAccess } from '../data/access-log.queries.ts'
import { lodgeHead, readLodgedHeads } from './lodged-heads.ts'
import { verifyAccessLog } from './verify-access-log.ts'

const database = await testDatabase()
const { db, pool } = database
const folder = mkdtempSync(join(tmpdir(), 'kith-heads-'))
afterAll(() => rmSync(folder, { recursive: true }))

const entry: AccessEntry = {
  event: 'view.child.searched',
  account: '00000000-0000-4000-8000-000000000001',
  organisation: 'social-care',
  role: 'practitioner',
  people: ['RSV0123456789', 'RSV9876543210'],
  criteria: { name: 'Ada Example', postcode: 'S60 1AA' },
  outcome: 'allowed',
  requestId: 'request-1',
  address: '127.0.0.1',
}

beforeEach(async () => {
  await withoutGuards('truncate access.access_log')
  for (let n = 1; n <= 10; n += 1) await recordAccess(db, { ...entry, requestId: `request-${n}` })
})

test('a log as it was written has nothing to name', async () => {
  const verified = await verifyAccessLog(db, [])
  expect(verified).toMatchObject({ rows: 10, erased: 0, tampering: [] })
  expect(verified.head).toEqual({ id: 10, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

test.each([
  [`set outcome = 'refused'`],
  [`set account = gen_random_uuid()`],
  [`set people = '{}'`],
  [`set at = at + interval '1 microsecond'`],
  [`set role = null`],
  [`set address = address || ' '`],
  [`set request_id = 'request-6'`],
  [`set criteria_digest = sha256('x')`],
])('one row changed is found and named: %s', async (change) => {
  await withoutGuards(`update access.access_log ${change} where access_log_id = 5`)
  expect((await verifyAccessLog(db, [])).tampering).toEqual([
    { row: 5, words: 'row 5 has been changed' },
  ])
})

test('what was searched for cannot be changed, nor hidden by taking the salt away', async () => {
  const named = [{ row: 5, words: 'what was searched for in row 5 has been changed' }]
  await withoutGuards(
    `update access.access_log set criteria = '{"name": "Somebody Else"}' where access_log_id = 5`,
  )
  expect((await verifyAccessLog(db, [])).tampering).toEqual(named)
  await withoutGuards('update access.access_log set criteria_salt = null where access_log_id = 5')
  expect((await verifyAccessLog(db, [])).tampering).toEqual(named)
})

test('a row changed together with its hash breaks the chain at the next', async () => {
  await withoutGuards(
    `update access.access_log set outcome = 'failed' where access_log_id = 5;
     update access.access_log l set hash = sha256(convert_to(access.access_log_content(l), 'UTF8'))
     where access_log_id = 5`,
  )
  expect((await verifyAccessLog(db, [])).tampering).toEqual([
    { row: 6, words: 'row 6 does not follow row 5 as that is now' },
  ])
})

test('a row taken out is missed', async () => {
  await withoutGuards('delete from access.access_log where access_log_id = 5')
  expect((await verifyAccessLog(db, [])).tampering).toEqual([
    { row: 6, words: 'row 5 is missing before row 6' },
  ])
})

test('a chain rewritten whole, and one cut off at its end, are found by the head lodged outside', async () => {
  await lodgeHead(db, folder, new Date('2026-11-24T03:00:00Z'))
  const heads = await readLodgedHeads(folder)
  expect((await verifyAccessLog(db, heads)).tampering).toEqual([])
  await withoutGuards('delete from access.access_log where access_log_id > 8')
  expect((await verifyAccessLog(db, heads)).tampering).toEqual([
    { row: 9, words: 'the log ends at row 8, but row 10 was there at 2026-11-24T03:00:00.000Z' },
  ])
  await recordAccess(db, entry)
  await recordAccess(db, entry)
  expect((await verifyAccessLog(db, [])).tampering).toEqual([])
  expect((await verifyAccessLog(db, heads)).tampering).toEqual([
    { row: 10, words: 'row 10 is not the one whose hash was lodged at 2026-11-24T03:00:00.000Z' },
  ])
})

test('a file of heads that was tampered with is named with its line', async () => {
  const broken = mkdtempSync(join(tmpdir(), 'kith-heads-'))
  writeFileSync(join(broken, 'access-log-heads.jsonl'), '{"id": 1}\n')
  await expect(readLodgedHeads(broken)).rejects.toMatchObject({ where: { line: 1 } })
  rmSync(broken, { recursive: true })
})

test('what was searched for can be erased, and the chain still verifies', async () => {
  expect(await eraseCriteria(db, [3, 4, 3])).toBe(2)
  expect(await eraseCriteria(db, [3])).toBe(0)
  const { rows } = await pool.query(`select * from access.access_log where access_log_id = 3`)
  expect(JSON.stringify(rows)).not.toContain('Ada')
  expect(rows[0]).toMatchObject({ criteria: null, criteria_salt: null })
  expect(await verifyAccessLog(db, [])).toMatchObject({ rows: 10, erased: 2, tampering: [] })
})

test('two rows that were asked the same have different digests: nobody can try names out on them', async () => {
  const digests = (await readChain(db, 0, 10)).map(({ criteriaDigest }) => criteriaDigest)
  expect(new Set(digests).size).toBe(10)
})

test('forty writers at once make one chain, and a row that falls leaves no gap', async () => {
  const writers = Array.from({ length: 40 }, (_, n) =>
    inTransaction(db, async (trx) => {
      await recordAccess(trx, { ...entry, requestId: `writer-${n}` })
      if (n % 4 === 0) throw new Error('changed my mind')
    }).catch(() => {}),
  )
  await Promise.all(writers)
  expect(await verifyAccessLog(db, [])).toMatchObject({ rows: 40, tampering: [], head: { id: 40 } })
})

test('whatever text a row holds, program and database agree on its hash', async () => {
  const text = fc
    .string({ unit: 'binary', maxLength: 30 })
    .map((one) => one.replaceAll('\0', '').toWellFormed())
  const people = fc.array(text, { maxLength: 3 })
  const criteria = fc
    .array(fc.tuple(text, text), { maxLength: 3 })
    .map((pairs) => Object.fromEntries(pairs))
  const optional = fc.option(text, { nil: undefined })
  await fc.assert(
    fc.asyncProperty(text, optional, people, criteria, async (event, role, of, asked) => {
      await recordAccess(db, { ...entry, event, role, people: of, criteria: asked })
    }),
    { numRuns: 150 },
  )
  expect(await verifyAccessLog(db, [])).toMatchObject({ rows: 160, tampering: [] })
})

/** As the database's owner, who can take the guards away. */
async function withoutGuards(statement: string): Promise<void> {
  await pool.query(
    `alter table access.access_log disable trigger user; ${statement};
     alter table access.access_log enable trigger user`,
  )
}
