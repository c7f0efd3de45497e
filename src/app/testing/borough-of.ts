import { raiseExceptions, readRuleBook } from '#cleanse'
import { type Database, withRun } from '#platform/db'
import { type NightRecord, playNight, testHome } from '#testing'
import type { Home } from '../open-home.ts'
import { personRecord, recordsOf, type TestPerson } from './family.ts'
import { type PortalAs, portalAs } from './portal-as.ts'

/** What must not be known: who the hidden children are, and where the third and her family are. */
export interface HiddenFacts {
  /** Restricted by a source; undefined where there is no such child. */
  readonly fay: TestPerson | undefined
  /** Shielded by hand, after the night; undefined where there is no such child. */
  readonly gus: TestPerson | undefined
  /** Where Ivy, her mother and her brother are. */
  readonly whereabouts: Pick<
    TestPerson,
    'lines' | 'postcode' | 'school' | 'phone' | 'gpPractice' | 'upn'
  >
}

/** A borough with its portal, ready to be looked at. */
export interface Borough {
  readonly home: Home
  readonly portal: PortalAs
  /** By key: children whom everybody finds, hidden ones, and the family whose whereabouts are shielded. */
  readonly reference: Readonly<Record<string, string>>
  /** The statements that pages ran since the last call, without their values. */
  statements(): string[]
}

export const today = '2026-11-03'

/** A town of few, the same but for what must not be known. */
export async function boroughOf(facts: HiddenFacts): Promise<Borough> {
  const home = await testHome({ KITH_TODAY: today })
  const portal = await portalAs(home)
  const statements = listen(portal.database)
  const { fay, gus } = facts
  const before = recordsFor(facts, false)
  const after = recordsFor(facts, true)
  const people = [
    ['own|ada', 'school|ada'],
    ...['dana', 'zoe', 'ivy', 'jo', 'kit'].map((key) => [`own|${key}`]),
    ...(fay ? [['own|fay', 'school|fay']] : []),
    ...(gus ? [['own|gus', 'own|gus2']] : []),
  ]
  const sent = ['own', 'school']
  const on = (day: string, records: readonly NightRecord[]) => ({ on: day, sent, records, people })
  await playNight(home.database, on('2026-11-01', before))
  await playNight(home.database, on('2026-11-02', after))
  await withRun(home.database, 'test', (run) =>
    raiseExceptions(home.database, run, {
      book: readRuleBook(home.config.qualityRulesFile, today),
      today,
    }),
  )
  const reference = await referencesOf(home)
  await shield(home, portal, reference['ivy'], 'whereabouts')
  await shield(home, portal, reference['gus'], 'record')
  return { home, portal, reference, statements }
}

function recordsFor({ fay, gus, whereabouts }: HiddenFacts, isFayRestricted: boolean) {
  const ivy = { family: 'Fern', mother: 'jo', motherName: 'Jo', ...whereabouts }
  return [
    ...recordsOf('own', 'ada', { given: 'Ada', mother: 'dana', nhsNumber: '9990000018' }),
    ...recordsOf('school', 'ada', {
      given: 'Ada',
      upn: 'A823432112003',
      statusFrom: '2025-09-01',
    }),
    personRecord('own', 'dana', { given: 'Dana', bornOn: '1990-02-03' }),
    ...recordsOf('own', 'zoe', { given: 'Zoe', bornOn: '2015-03-09', nhsNumber: '9990000019' }),
    ...recordsOf('own', 'ivy', { given: 'Ivy', ...ivy }),
    ...recordsOf('own', 'jo', {
      given: 'Jo',
      family: 'Fern',
      bornOn: '1991-07-08',
      ...whereabouts,
    }),
    ...recordsOf('own', 'kit', { given: 'Kit', bornOn: '2018-01-02', ...ivy }),
    ...(fay
      ? [
          ...recordsOf('own', 'fay', { ...fay, isRestricted: isFayRestricted, mother: 'dana' }),
          ...recordsOf('school', 'fay', fay),
        ]
      : []),
    ...(gus
      ? [...recordsOf('own', 'gus', { ...gus, mother: 'dana' }), personRecord('own', 'gus2', gus)]
      : []),
  ]
}

async function referencesOf({ database }: Home): Promise<Record<string, string>> {
  const { rows } = await database.pool.query<{ reference: string; person_key: string }>(
    'select reference, person_key from match.person join match.link using (person_id) order by feed desc',
  )
  return Object.fromEntries(rows.map((row) => [row.person_key, row.reference]))
}

async function shield(home: Home, portal: PortalAs, reference: string | undefined, scope: string) {
  if (reference === undefined) return
  const { rows } = await home.database.pool.query<{ id: string }>(
    `insert into access.shield (reference, scope, covers_family, ground, reason, review_on, raised_by, raised_run)
     values ($1, $2, $2 = 'whereabouts', 'refuge', 'Test', '2027-01-01', $3, (select max(run_id) from platform.run))
     returning shield_id as id`,
    [reference, scope, portal.as('screening-officer').accountId],
  )
  await home.database.pool.query('select store.bind_shields($1)', [rows[0]?.id])
}

/** Notes each statement that pages send to the database. */
function listen({ pool }: Database): () => string[] {
  let heard: string[] = []
  const patched = new WeakSet<object>()
  pool.on('acquire', (client) => {
    if (patched.has(client)) return
    patched.add(client)
    const send = client.query.bind(client) as (...args: unknown[]) => unknown
    Object.assign(client, {
      query: (...args: unknown[]) => {
        const [text] = args
        heard.push(typeof text === 'string' ? text : String(Reflect.get(Object(text), 'text')))
        return send(...args)
      },
    })
  })
  return () => {
    const all = heard
    heard = []
    return all
  }
}
