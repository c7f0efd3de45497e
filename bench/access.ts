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

    const spent: Record<Span, number[]> = {
      announce: [],
      log: [],
      page: [],
      rules: [],
      locked: [],
      open: [],
    }
    const span = async <T>(name: Span, work: () => Promise<T>): Promise<T> => {
      const started = performance.now()
      const result = await work()
      spent[name].push(performance.now() - started)
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
    for (const times of Object.values(spent)) times.length = 0
    for (const reference of references) await round(reference)

    process.stdout.write(
      `${references.length} pages of a borough of ${children} children\n` +
        // Others at work on the machine lengthen the mean most, the middle less.
        `${line('mean', spent, mean)}${line('middle', spent, middle)}`,
    )
    await app.close()
    await pages.close()
  } finally {
    await home.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Span = 'announce' | 'log' | 'page' | 'rules' | 'locked' | 'open'

function mean(times: readonly number[]): number {
  return times.reduce((sum, ms) => sum + ms, 0) / times.length
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}

/** One way to sum up the spans. Each page has one of each. */
function line(name: string, spent: Readonly<Record<Span, number[]>>, of: typeof mean): string {
  const page = of(spent.page)
  const rules = of(spent.announce) + of(spent.rules)
  // Below nothing where the difference is less than what the machine's other work makes.
  const lock = of(spent.locked) - of(spent.open)
  const log = of(spent.log)
  const added = rules + lock + log
  const each = (ms: number) => `${ms.toFixed(2)} ms`
  return (
    `  ${name}: a page takes ${each(page)}, of it rules ${each(rules)}, row-level security ${each(lock)}, ` +
    `log ${each(log)}: ${((added / (page - added)) * 100).toFixed(1)} % on top of the rest\n`
  )
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
