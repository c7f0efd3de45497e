import { expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { seedDemoAccounts } from './seed-demo-accounts.ts'

const database = await testDatabase()
const accounts = async () =>
  (await database.pool.query('select email, role, organisation from access."user" order by email'))
    .rows

test('demo accounts are refused in production', async () => {
  const seeding = seedDemoAccounts(database, { isProduction: true })
  await expect(seeding).rejects.toThrow('Demo accounts are not made in production.')
  expect(await accounts()).toEqual([])
})

test('there is one for each role, and a second start makes no more', async () => {
  const made = await seedDemoAccounts(database, { isProduction: false })
  expect(await seedDemoAccounts(database, { isProduction: false })).toEqual(made)
  expect(await accounts()).toEqual([
    { email: 'administrator.demo@kith.example', role: 'administrator', organisation: 'council' },
    {
      email: 'governance.demo@kith.example',
      role: 'information-governance',
      organisation: 'council',
    },
    { email: 'practitioner.demo@kith.example', role: 'practitioner', organisation: 'social-care' },
    { email: 'steward.demo@kith.example', role: 'data-steward', organisation: 'social-care' },
  ])
})

test('passwords are kept as hashes', async () => {
  const [first] = await seedDemoAccounts(database, { isProduction: false })
  const { rows } = await database.pool.query('select password from access.account')
  expect(rows).toHaveLength(4)
  expect(JSON.stringify(rows)).not.toContain(first?.password)
})
