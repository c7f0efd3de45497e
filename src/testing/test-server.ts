import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate, openDatabase, startEmbedded } from '#platform/db'
import { migrations } from '../app/migrations.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connects to the template database that each test's database is copied from. */
    templateUrl: string
  }
}

const templateName = `kith_template_${process.pid}`

/**
 * Before the tests: one PostgreSQL for all of them, with a migrated template database.
 * TEST_DATABASE_URL names a server of your own (a user that may create databases); otherwise the
 * embedded one runs in a temporary folder.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const folder = given ? undefined : mkdtempSync(join(tmpdir(), 'kith-test-'))
  // As root the server runs as another user, who must be able to walk in.
  if (folder) chmodSync(folder, 0o755)
  const server = folder ? await startEmbedded(join(folder, 'postgres')) : undefined
  const serverUrl = given ?? server?.url() ?? ''

  await onServer(serverUrl, `create database ${templateName}`)
  const url = databaseUrl(serverUrl, templateName)
  const template = openDatabase(url)
  await migrate(template, migrations())
  await template.close()
  project.provide('templateUrl', url)

  return async () => {
    await onServer(serverUrl, `drop database if exists ${templateName} with (force)`)
    await server?.stop()
    if (folder) rmSync(folder, { recursive: true, force: true })
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const admin = openDatabase(url)
  try {
    await admin.pool.query(statement)
  } finally {
    await admin.close()
  }
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
