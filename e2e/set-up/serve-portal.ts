import { randomUUID } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import type { DemoAccount } from '#access'
import { openDatabase } from '#platform/db'
import { launchChromium } from './chromium.ts'
import { openPortal } from './portal.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the portal of all journeys listens, who can sign in, and the database behind it. */
    portal: { baseUrl: string; accounts: readonly DemoAccount[]; databaseUrl: string }
  }
}

/** Before the journeys, after the test server: one portal for all of them, on a borough of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // First, since without a browser nothing else is of any use.
  await (await launchChromium()).close()
  const template = new URL(project.getProvidedContext().templateUrl)
  const name = `kith_e2e_${randomUUID().replaceAll('-', '')}`
  await onServer(template, `create database ${name} template ${template.pathname.slice(1)}`)
  const databaseUrl = urlOf(template, name)
  const portal = await openPortal({ children: 300, seed: 1, databaseUrl })
  const { baseUrl, accounts } = portal
  project.provide('portal', { baseUrl, accounts, databaseUrl })
  return async () => {
    await portal.close()
    await onServer(template, `drop database ${name} with (force)`)
  }
}

async function onServer(server: URL, statement: string): Promise<void> {
  const admin = openDatabase(urlOf(server, 'postgres'))
  try {
    await admin.pool.query(statement)
  } finally {
    await admin.close()
  }
}

function urlOf(server: URL, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
