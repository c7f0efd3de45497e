import { fileURLToPath } from 'node:url'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { type Database, withRun } from '#platform/db'
import { type AccessEntry, createWebServer } from '#platform/web'
import { putRecords, type TestRecord } from '#testing'
import { createMatch } from '../match.module.ts'
import { matchPeople } from '../match-people.ts'
import { matchPermissions } from '../pages/match.permissions.ts'
import type { MatchSettings } from '../pages/match-settings.ts'

const model = fileURLToPath(new URL('../../../models/people.yaml', import.meta.url))

const names = ['Amina', 'Bruno', 'Clara', 'Dawid', 'Esther', 'Farid', 'Grace', 'Hamza']
const families = ['Ahmed', 'Brown', 'Clarke', 'Dudek', 'Evans', 'Farah', 'Green', 'Hussain']

/** Sixty-four invented children whom two sources know alike. */
export function ordinaryTown(): TestRecord[] {
  return names.flatMap((given, g) =>
    families.flatMap((family, f) =>
      ['health', 'school'].flatMap((feed) => townChild(feed, `${g}${f}`, given, family, g * 8 + f)),
    ),
  )
}

/** One child of a source; the number gives birth date and postcode. */
export function townChild(
  feed: string,
  key: string,
  given: string,
  family: string,
  n: number,
): TestRecord[] {
  const pad = (value: number) => String(value).padStart(2, '0')
  const bornOn = `${2008 + (n % 15)}-${pad((n % 12) + 1)}-${pad((n % 28) + 1)}`
  const personKey = `${feed}-${key}`
  return [
    {
      feed,
      personKey,
      kind: 'person',
      content: { names: [{ type: 'legal', given, family }], bornOn, isRestricted: false },
    },
    { feed, personKey, kind: 'address', content: { lines: [], postcode: `RV${(n % 9) + 1} 1AB` } },
  ]
}

/** Loads these records and matches them, as a nightly run does. */
export async function matchTown(database: Database, records: readonly TestRecord[]): Promise<void> {
  await putRecords(database, records)
  await withRun(database, 'test', (run) =>
    matchPeople(database, run, { model, referencePrefix: 'RSV' }),
  )
}

/** The module's pages on a server, as somebody who is signed in sees them. */
export interface MatchServer {
  readonly app: FastifyInstance
  readonly log: AccessEntry[]
  get(url: string): Promise<LightMyRequestResponse>
  post(url: string, fields?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>
}

/** Who asks: an account, and what it may do: all that the module knows unless given. */
export interface MatchReader {
  readonly accountId?: string
  readonly permissions?: readonly string[]
  readonly reviewersNeeded?: number
  readonly disclosuresOf?: MatchSettings['disclosuresOf']
}

const origin = 'http://localhost:3000'

export async function matchServer(
  database: Database,
  {
    accountId = '00000000-0000-4000-8000-00000000000a',
    permissions = Object.keys(matchPermissions),
    reviewersNeeded = 1,
    disclosuresOf = async () => ({ hidden: new Set(), masked: new Set() }),
  }: MatchReader = {},
): Promise<MatchServer> {
  const log: AccessEntry[] = []
  const match = createMatch({ reviewersNeeded, disclosuresOf })
  const app = await createWebServer({
    config: { baseUrl: origin, today: '2026-11-21' },
    database,
    pages: match.pages,
    navigation: match.navigation,
    templates: [match.templatesDir],
    stylesheets: match.stylesheets,
    scripts: match.scripts,
    readerOf: async () => ({
      accountId,
      displayName: 'Demo Reviewer',
      organisation: 'council',
      role: 'matching-reviewer',
      permissions: new Set(permissions),
    }),
    recordAccess: async (_db, entry) => {
      log.push(entry)
    },
  })
  return {
    app,
    log,
    get: (url) => app.inject({ url }),
    post: (url, fields = {}) =>
      app.inject({
        method: 'POST',
        url,
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
  }
}

/** A page's text as it is read. */
export function textOf(html: string): string {
  return html
    .replace(/<\/?mark[^>]*>/g, '')
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ')
}

/** Puts a question into the queue, as a run would that is not sure of these two records. */
export async function askAbout(
  { pool }: Database,
  a: readonly [feed: string, personKey: string],
  b: readonly [feed: string, personKey: string],
  over: {
    readonly kind?: string
    readonly riskKinds?: readonly string[]
    readonly openedAt?: string
  } = {},
): Promise<string> {
  const { rows } = await pool.query<{ review_id: string }>(
    `insert into match.review (kind, feed_a, key_a, feed_b, key_b, weight, probability, risk_kinds, opened_at)
     values ($1, $2, $3, $4, $5, 3, 0.6, $6, coalesce($7::timestamptz, now())) returning review_id`,
    [over.kind ?? 'pair', ...a, ...b, over.riskKinds ?? [], over.openedAt ?? null],
  )
  return rows[0]?.review_id ?? ''
}
