import { expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { roleKeys } from './access.permissions.ts'
import { demoAccounts, seedDemoAccounts } from './seed-demo-accounts.ts'

const secret = 'a secret for tests, forty letters long!'
const database = await testDatabase()
const accounts = async () =>
  (await database.pool.query('select email, role, organisation from access."user" order by email'))
    .rows

test('demo accounts are refused in production', async () => {
  const seeding = seedDemoAccounts(database, { isProduction: true, secret })
  await expect(seeding).rejects.toThrow('Demo accounts are not made in production.')
  expect(await accounts()).toEqual([])
})

test('there is one for each role, and a second start makes no more', async () => {
  const made = await seedDemoAccounts(database, { isProduction: false, secret })
  expect(await seedDemoAccounts(database, { isProduction: false, secret })).toEqual(made)
  const stored = await accounts()
  expect([...new Set(stored.map(({ role }) => role))].sort()).toEqual([...roleKeys].sort())
  expect(stored.every(({ email }) => email.endsWith('.demo@kith.example'))).toBe(true)
})

test('every organisation’s people may have the roles that they have', async () => {
  const { rows } = await database.pool.query(
    `select email from access."user" u join access.organisation o using (organisation)
     where u.role <> all(o.roles)`,
  )
  expect(rows).toEqual([])
})

test('keys are kept encrypted, and sealed anew where the portal has a new secret', async () => {
  const keys = 'select key from access.authenticator order by user_id'
  const before = (await database.pool.query<{ key: string }>(keys)).rows
  expect(JSON.stringify(before)).not.toContain('demonstration')
  await seedDemoAccounts(database, { isProduction: false, secret })
  expect((await database.pool.query(keys)).rows).toEqual(before)
  await seedDemoAccounts(database, { isProduction: false, secret: `another ${secret}` })
  expect((await database.pool.query(keys)).rows).not.toEqual(before)
})

test('passwords are kept as hashes', async () => {
  const [first] = await seedDemoAccounts(database, { isProduction: false, secret })
  const { rows } = await database.pool.query('select password from access.account')
  expect(rows).toHaveLength(demoAccounts().length)
  expect(JSON.stringify(rows)).not.toContain(first?.password)
})
