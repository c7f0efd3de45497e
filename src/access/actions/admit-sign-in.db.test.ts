import { expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { signInLimit } from '../rules/sign-in-limit.ts'
import { accessFixture, sendPassword } from '../testing/access-fixture.ts'

const database = await testDatabase()
const { app, password } = await accessFixture(database)

test('after ten wrong passwords the right one is refused too, from wherever it comes', async () => {
  const email = 'practitioner.demo@kith.example'
  const tries = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      sendPassword(app, { email, password: `guess ${n}` }, { remoteAddress: `10.0.0.${n}` }),
    ),
  )
  const statuses = tries.map(({ statusCode }) => statusCode)
  expect(statuses.filter((status) => status === 400).length).toBeLessThanOrEqual(10)
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10)

  const right = await sendPassword(app, { email, password }, { remoteAddress: '10.0.1.1' })
  expect(right.statusCode).toBe(429)
  expect(right.headers['retry-after']).toBe('900')
  expect(right.body).toContain('You can try again in 15 minutes')
  const { rows } = await database.pool.query(
    `select outcome from access.access_log order by access_log_id desc limit 1`,
  )
  expect(rows).toEqual([{ outcome: 'refused' }])
})

test('the limit says nothing of whether the account exists', async () => {
  const form = { email: 'nobody.demo@kith.example', password: 'x' }
  const statuses: number[] = []
  for (let n = 0; n < 11; n += 1) {
    const { statusCode } = await sendPassword(app, form, { remoteAddress: `10.1.0.${n}` })
    statuses.push(statusCode)
  }
  expect(statuses).toEqual([...Array(10).fill(400), 429])
})

test('one address cannot try one password on everybody', async () => {
  const remoteAddress = '10.2.0.1'
  const statuses: number[] = []
  for (let n = 0; n <= signInLimit.fromAddress; n += 1) {
    const form = { email: `person${n}@kith.example`, password: '' }
    statuses.push((await sendPassword(app, form, { remoteAddress })).statusCode)
  }
  expect(statuses.at(-2)).toBe(400)
  expect(statuses.at(-1)).toBe(429)
})

test('who gets in starts afresh, and an office that all gets in is never shut out', async () => {
  const email = 'steward.demo@kith.example'
  const remoteAddress = '10.3.0.1'
  for (let n = 0; n < 12; n += 1) {
    const wrong = await sendPassword(app, { email, password: 'x' }, { remoteAddress })
    const right = await sendPassword(app, { email, password }, { remoteAddress })
    expect([n, wrong.statusCode, right.statusCode]).toEqual([n, 400, 303])
  }
})

test('the window passes', async () => {
  await database.pool.query(`update access.sign_in_attempt set at = at - interval '16 minutes'`)
  const email = 'practitioner.demo@kith.example'
  expect((await sendPassword(app, { email, password })).statusCode).toBe(303)
})

test('the table of tries holds nobody’s address for e-mail', async () => {
  await sendPassword(app, { email: 'someone@kith.example', password: 'x' })
  const { rows } = await database.pool.query('select * from access.sign_in_attempt')
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain('kith.example')
})
