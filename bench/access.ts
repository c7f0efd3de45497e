import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadAgreements, openings, permissionsOf, roleKeys, seedDemoAccounts } from '#access'
import { generateBorough } from '#borough'
import { readConfig } from '#platform/config'
import { type Database, type Handle, inTransaction, openForPages } from '#platform/db'
import { createWebServer, type Reader } from '#platform/web'
import { findAsked, readChild } from '#store'
import { readSharingAgreements } from '../src/app/access-settings.ts'
import { openHome } from '../src/app/open-home.ts'
import { pagesRights } from '../src/app/pages-rights.ts'
import { runPipeline } from '../src/app/pipeline.ts'
import { portalParts, secretOf } from '../src/app/server.ts'

/**
 * What access adds to a child's page: the rules (whom the agreements open, and for what), row-level
 * security and the access log, by spans within one run. There is no switch that turns them off: what
 * row-level security costs is the same reading as the owner, who is not kept out, taken in turns.
 *
 *     node bench/access.ts [children] [pages]
 */
async function bench(children: number, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-access-'))
  chmodSync(folder, 0o755)
  const today = '2026-11-01'
  const config = readConfig({ KITH_HOME: folder, KITH_TODAY: today })
  const home = await openHome(config, 'bench:access')
  const secret = secretOf(config)
  try {
    const inbox = join(folder, 'borough')
    await generateBorough({ children, seed: 1, asOf: today, out: inbox })
    await runPipeline(home, inbox, 'bench:access')
    await seedDemoAccounts(home.database, { isProduction: false, secret })
    const agreements = readSharingAgreements(config.sharingFile)
    await loadAgreements(home.database.db, agreements, { reason: 'bench' })
    const pages = await openForPages(home.database, home.databaseUrl, secret, pagesRights)
    const reader = await practitioner(home.database)
    const references = await someChildren(home.database, rounds)
    await sayWhy(home.database, reader, references, today)

    const spent = { announce: 0, log: 0, page: 0, rules: 0, locked: 0, open: 0 }
    const span = async <T>(name: keyof typeof spent, work: () => Promise<T>): Promise<T> => {
      const started = performance.now()
      const result = await work()
      spent[name] += performance.now() - started
      return result
    }
    const parts = portalParts(home, pages)
    const app = await createWebServer({
      ...parts,
      readerOf: async () => reader,
      announceReader: (db, who) => span('announce', async () => parts.announceReader?.(db, who)),
      recordAccess: (db, entry) => span('log', () => parts.recordAccess(db, entry)),
    })
    const read = async (db: Handle, reference: string, name: 'locked' | 'open') => {
      await parts.announceReader?.(db, reader)
      const asked = await findAsked(db, reference)
      if (asked === undefined) throw new Error('A child of the borough is not found.')
      const viewing = () => openings.viewing(db, reader, asked, today)
      const { grants } = await (name === 'locked' ? span('rules', viewing) : viewing())
      await span(name, () => readChild(db, grants, reference, today))
    }
    const round = async (reference: string) => {
      await inTransaction(pages.db, (trx) => read(trx, reference, 'locked'))
      await inTransaction(home.database.db, (trx) => read(trx, reference, 'open'))
      const { statusCode } = await span('page', () => app.inject(`/children/${reference}`))
      if (statusCode !== 200) throw new Error(`The page answers ${statusCode}.`)
    }
    // Warm, then measured from nothing.
    for (const reference of references.slice(0, 30)) await round(reference)
    for (const name of Object.keys(spent) as (keyof typeof spent)[]) spent[name] = 0
    for (const reference of references) await round(reference)

    const each = (ms: number) => `${(ms / references.length).toFixed(2)} ms`
    const rules = spent.announce + spent.rules
    const lock = Math.max(0, spent.locked - spent.open)
    const added = rules + lock + spent.log
    const share = (added / (spent.page - added)) * 100
    process.stdout.write(
      `${references.length} pages of a borough of ${children} children: a page takes ${each(spent.page)}, of it\n` +
        `  rules ${each(rules)}, row-level security ${each(lock)}, log ${each(spent.log)}\n` +
        `  together they add ${share.toFixed(1)} % to the rest of the page\n`,
    )
    await app.close()
    await pages.close()
  } finally {
    await home.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function practitioner({ pool }: Database): Promise<Reader> {
  const { rows } = await pool.query<{ id: string; organisation: string }>(
    `select id, organisation from access."user" where email = 'practitioner.demo@kith.example'`,
  )
  const [row] = rows
  if (row === undefined) throw new Error('There is no demo practitioner.')
  const role = 'practitioner'
  return {
    accountId: row.id,
    displayName: 'Demo Practitioner',
    organisation: row.organisation,
    role,
    permissions: permissionsOf({ role, organisationRoles: roleKeys, isLead: false }),
  }
}

async function someChildren({ pool }: Database, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ reference: string }>(
    `select reference from store.person p where run_to is null
       and person_id not in (select person_id from store.hidden_person_v1)
       and exists (select from store.value v where v.person_id = p.person_id and v.attribute = 'upn' and v.run_to is null)
     order by md5(reference) limit $1`,
    [limit],
  )
  return rows.map(({ reference }) => reference)
}

async function sayWhy(
  { pool }: Database,
  { accountId }: Reader,
  references: readonly string[],
  today: string,
): Promise<void> {
  await pool.query(
    `insert into access.said_purpose (account, reference, said_on, purpose)
     select $1, reference, $2, 'direct-work' from unnest($3::text[]) reference`,
    [accountId, today, references],
  )
}

await bench(Number(process.argv[2] ?? 2000), Number(process.argv[3] ?? 300))
