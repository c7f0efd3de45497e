import { randomUUID } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { type Database, openDatabase } from '#platform/db'

/**
 * A migrated, empty database of this test file's own, dropped after its last test. Call it at the
 * top of a `*.db.test.ts`:
 *
 *     const { db } = await testDatabase()
 */
export async function testDatabase(): Promise<Database & { url: string }> {
  const template = new URL(inject('templateUrl'))
  const name = `kith_test_${randomUUID().replaceAll('-', '')}`
  const admin = openDatabase(adminUrl(template))
  await admin.pool.query(`create database ${name} template ${template.pathname.slice(1)}`)
  const url = new URL(template)
  url.pathname = `/${name}`
  const database = openDatabase(url.href)
  afterAll(async () => {
    await database.close()
    await admin.pool.query(`drop database ${name} with (force)`)
    await admin.pool.query(`drop role if exists ${name}_pages`)
    await admin.close()
  })
  return { ...database, url: url.href }
}

function adminUrl(template: URL): string {
  const url = new URL(template)
  url.pathname = '/postgres'
  return url.href
}
