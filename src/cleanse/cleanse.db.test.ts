import { expect, test } from 'vitest'
import type { PersonContent } from '#extract'
import { withRun } from '#platform/db'
import { buildIndex } from '#store'
import { linkPeople, putRecords, type TestRecord, testDatabase } from '#testing'
import { saveAnswer, undoAnswer } from './data/answer.queries.ts'
import { findException, listSealed } from './data/exception.queries.ts'
import { changesSince } from './data/schedule.queries.ts'
import { closedByRule, repeatOffenders, scoreSources, trendOf } from './data/scoreboard.queries.ts'
import { countBySource, listExceptions, raiseExceptions } from './index.ts'
import { testRules } from './testing/test-rules.ts'

const database = await testDatabase()
const { db } = database
const today = '2026-11-20'
const account = '00000000-0000-4000-8000-000000000001'

function person(personKey: string, more: Partial<PersonContent> = {}, feed = 'health'): TestRecord {
  const names = [{ type: 'legal' as const, family: 'Made-Up' }]
  const content = { names, bornOn: '2014-05-03', isRestricted: false, ...more }
  return { feed, personKey, kind: 'person', content }
}

function service(personKey: string, more: object = {}, recordKey = personKey): TestRecord {
  const content = { service: 'School nursing', organisation: 'NHS', workerName: 'A Nurse', ...more }
  return { feed: 'health', personKey, recordKey, kind: 'involvement', content }
}

const health = { trust: {}, gives: { person: ['names', 'nhsNumber'] } }

async function exceptionsAfter(records: TestRecord[], people: string[][], on = today) {
  await putRecords(database, records, { health, school: health }, `${on}T06:00:00Z`)
  const { run } = await linkPeople(database, people)
  await restrict(records)
  await buildIndex(database, run)
  const changes = await raiseExceptions(database, run, { book: testRules(on), today: on })
  // Sources of other tests are late by then.
  const open = (await listExceptions(db)).filter(({ recordKind }) => recordKind !== 'feed')
  return { changes, open: open.map(({ rule, feed, recordKey }) => `${rule} ${feed} ${recordKey}`) }
}

/** The shields that a load would raise. */
async function restrict(records: TestRecord[]) {
  const keys = records.flatMap((record) =>
    record.kind === 'person' && record.content.isRestricted
      ? [`${record.feed}|${record.personKey}`]
      : [],
  )
  await database.pool.query('delete from extract.shield')
  await database.pool.query(
    `insert into extract.shield (feed, person_key, kind, since_load)
     select split_part(k, '|', 1), split_part(k, '|', 2), 'restricted', (select max(load_id) from extract.load)
     from unnest($1::text[]) k`,
    [keys],
  )
}

const wrong = [
  person('1', { nhsNumber: '4505577103' }),
  service('1', { startOn: '2024-05-01', endOn: '2024-04-01' }),
]
const mended = [
  person('1', { nhsNumber: '4505577104' }),
  service('1', { startOn: '2024-04-01', endOn: '2024-05-01' }),
]
const both = ['end-before-start health 1', 'identifier-check-digit health 1']

test('exceptions open with the error, stay, close with its repair and open again when it returns', async () => {
  const first = await exceptionsAfter(wrong, [['health|1']])
  expect(first).toEqual({ changes: { open: 2, opened: 2, closed: 0 }, open: both })
  const again = await exceptionsAfter(wrong, [['health|1']])
  expect(again).toEqual({ changes: { open: 2, opened: 0, closed: 0 }, open: both })
  const repaired = await exceptionsAfter(mended, [['health|1']])
  expect(repaired).toEqual({ changes: { open: 0, opened: 0, closed: 2 }, open: [] })
  const back = await exceptionsAfter(wrong, [['health|1']])
  expect(back).toEqual({ changes: { open: 2, opened: 2, closed: 0 }, open: both })
  // The same exception, in its second round.
  expect((await listExceptions(db)).map(({ round }) => round)).toEqual([2, 2])
})

test('a record that has gone takes its exceptions along', async () => {
  await exceptionsAfter(wrong, [['health|1']])
  const { open } = await exceptionsAfter([person('1', { nhsNumber: '4505577103' })], [['health|1']])
  expect(open).toEqual(['identifier-check-digit health 1'])
})

test('two records of one source that are one person are told, each once, and no crowd of them', async () => {
  const keys = (count: number) => Array.from({ length: count }, (_, at) => `${at + 1}`)
  const joined = async (count: number) => {
    const records = keys(count).map((key) => person(key))
    return exceptionsAfter(records, [keys(count).map((key) => `health|${key}`)])
  }
  expect((await joined(2)).open).toEqual(['likely-duplicate health 1', 'likely-duplicate health 2'])
  const [one] = await listExceptions(db, { feed: 'health', rule: 'likely-duplicate' })
  expect(one?.detail).toBe('Looks like the same person as record 2.')
  expect((await joined(6)).open).toHaveLength(6)
  expect((await joined(7)).open).toEqual([])
})

test('records of two sources that are one person are no duplicates', async () => {
  const records = [person('1'), person('1', {}, 'school')]
  expect((await exceptionsAfter(records, [['health|1', 'school|1']])).open).toEqual([])
})

test('one number on two people is told to each source that has it, by its own keys only', async () => {
  const number = { nhsNumber: '4505577104' }
  const records = [person('1', number), person('2', number), person('9', number, 'school')]
  const { open } = await exceptionsAfter(records, [['health|1'], ['health|2'], ['school|9']])
  expect(open.filter((one) => one.startsWith('shared-identifier'))).toEqual([
    'shared-identifier health 1',
    'shared-identifier health 2',
    'shared-identifier school 9',
  ])
  const details = (await listExceptions(db, { rule: 'shared-identifier' })).map(
    ({ detail }) => detail,
  )
  expect(details.join(' ')).not.toMatch(/school|health|record 9/i)
})

test.each([
  ['2014-03-05', 'day-month-exchanged'],
  ['2014-01-01', 'default-date'],
  ['2014-05-04', 'typed-by-hand'],
])(
  'whoever stands against most sources is told of the birth date: %s is %s',
  async (bornOn, cause) => {
    const records = [person('1'), person('1', {}, 'school'), person('1', { bornOn }, 'police')]
    const { open } = await exceptionsAfter(records, [['health|1', 'school|1', 'police|1']])
    expect(open).toEqual(['sources-disagree police 1'])
    const [one] = await listExceptions(db)
    expect(one).toMatchObject({ aspect: 'bornOn', cause })
    expect(one?.detail).not.toMatch(/school|health/i)
  },
)

test('where two sources disagree both are told', async () => {
  const records = [person('1', { sex: 'F' }), person('1', { sex: 'M' }, 'school')]
  const { open } = await exceptionsAfter(records, [['health|1', 'school|1']])
  expect(open).toEqual(['sources-disagree health 1', 'sources-disagree school 1'])
})

test('a baby has six weeks to be named, and an unborn child four to be born', async () => {
  const names = [{ type: 'legal' as const, given: 'Baby', family: 'Made-Up' }]
  const baby = [person('1', { names, bornOn: '2026-11-01' })]
  expect((await exceptionsAfter(baby, [['health|1']], '2026-12-13')).open).toEqual([])
  expect((await exceptionsAfter(baby, [['health|1']], '2026-12-14')).open).toEqual([
    'placeholder-name health 1',
  ])
  const { bornOn: _, ...rest } = (
    person('2', { expectedOn: '2026-11-01' }) as { content: PersonContent }
  ).content
  const unborn: TestRecord[] = [{ feed: 'health', personKey: '2', kind: 'person', content: rest }]
  expect((await exceptionsAfter(unborn, [['health|2']], '2026-11-29')).open).toEqual([])
  expect((await exceptionsAfter(unborn, [['health|2']], '2026-11-30')).open).toEqual([
    'unborn-past-due health 2',
  ])
})

test('a service that goes on after a death, and one that is open twice, are told', async () => {
  const records = [
    person('1'),
    person('1', { diedOn: '2026-10-01' }, 'school'),
    service('1', {}, 'a'),
    service('1', {}, 'b'),
    service('1', { endOn: '2026-10-01' }, 'c'),
  ]
  const { open } = await exceptionsAfter(records, [['health|1', 'school|1']])
  expect(open).toEqual([
    'open-after-death health a',
    'open-after-death health b',
    'second-open-episode health a',
    'second-open-episode health b',
  ])
})

test('nothing is raised about a restricted person, nor counted with others', async () => {
  const number = { nhsNumber: '4505577103' }
  const records = [
    person('1', { ...number, isRestricted: true }),
    person('2', { nhsNumber: '4505577104', isRestricted: true }),
    person('3', { nhsNumber: '4505577104' }),
    person('1', { ...number, bornOn: '2014-05-04' }, 'school'),
  ]
  const { open } = await exceptionsAfter(records, [
    ['health|1', 'school|1'],
    ['health|2'],
    ['health|3'],
  ])
  expect(open).toEqual([])
  expect((await countBySource(db)).map(({ toDo }) => toDo)).toEqual(
    (await countBySource(db)).map(() => 0),
  )
})

test('what is restricted here and open there is sealed: in no list and no count', async () => {
  const records = [person('1', { isRestricted: true }), person('7', {}, 'school')]
  const { open } = await exceptionsAfter(records, [['health|1', 'school|7']])
  expect(open).toEqual([])
  const [sealed, ...more] = await listSealed(db)
  expect([sealed?.recordKey, sealed?.detail, more]).toEqual(['1', 'Open in School.', []])
  await exceptionsAfter([person('1', { isRestricted: true })], [['health|1']])
  expect(await listSealed(db)).toEqual([])
})

test('what was open disappears with the restriction, at once, and is found again when it is lifted', async () => {
  await exceptionsAfter(wrong, [['health|1']])
  await database.pool.query(
    `insert into extract.shield (feed, person_key, kind, since_load)
     select 'health', '1', 'restricted', max(load_id) from extract.load`,
  )
  expect(await listExceptions(db)).toEqual([])
  const { run } = await linkPeople(database, [['health|1']])
  await buildIndex(database, run)
  await raiseExceptions(database, run, { book: testRules(), today })
  await database.pool.query('delete from extract.shield')
  const after = await linkPeople(database, [['health|1']])
  await buildIndex(database, after.run)
  await raiseExceptions(database, after.run, { book: testRules(), today })
  expect((await listExceptions(db)).map(({ rule }) => rule)).toEqual([
    'end-before-start',
    'identifier-check-digit',
  ])
})

test('whoever is shielded by hand is in no count and no figure over time from that moment on', async () => {
  await exceptionsAfter(wrong, [['health|1']])
  const isHealth = ({ feed }: { feed: string }) => feed === 'health'
  const figures = async () => ({
    toDo: (await countBySource(db)).find(isHealth)?.toDo,
    open: (await scoreSources(db, today)).find(isHealth)?.open,
    trend: (await trendOf(db, 'health', today)).at(-1)?.open,
    mailed: (await changesSince(db, 'health', null)).opened,
    byRule: (await closedByRule(db, today)).filter(({ rule }) => rule === 'end-before-start'),
    offenders: (await repeatOffenders(db, 'health')).filter(({ recordKey }) => recordKey === '1'),
  })
  const before = await figures()
  expect(before).toMatchObject({ toDo: 2, open: 2 })
  expect(before.byRule).toHaveLength(1)
  expect(before.offenders.length).toBeGreaterThan(0)
  await database.pool.query(`
    insert into access.organisation (organisation, name, kind, email_domains, roles) values ('own', 'Own', 'council', '{}', '{}')`)
  await database.pool.query(
    `insert into access."user" (id, name, email, email_verified, organisation, role)
     values ($1, 'An Officer', 'officer@own.example', true, 'own', 'screening-officer')`,
    [account],
  )
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into access.shield (reference, scope, covers_family, ground, reason, review_on, raised_by, raised_run)
     select reference, 'record', false, 'refuge', 'Test', '2027-01-01', $1, (select max(run_id) from platform.run)
     from match.person join match.link using (person_id)
     where feed = 'health' and person_key = '1' and match.link.run_to is null
     returning shield_id as id`,
    [account],
  )
  await database.pool.query('select store.bind_shields($1)', [rows[0]?.id])
  const after = await figures()
  expect(after).toMatchObject({ toDo: 0, open: 0, byRule: [], offenders: [] })
  expect(after.trend).toBeLessThanOrEqual((before.trend ?? 0) - 2)
  expect(after.mailed).toBeLessThan(before.mailed)
  await database.pool.query('delete from access.shield')
})

test('an answer holds for the value that it was given for, and undoing it restores what was', async () => {
  await exceptionsAfter([person('1', { nhsNumber: '4505577103' })], [['health|1']])
  const [one] = await listExceptions(db, { feed: 'health' })
  const key = one?.exceptionKey ?? ''
  const stateNow = async () => (await findException(db, key))?.state
  const answerWith = async (answer: 'repaired' | 'not-an-error') =>
    saveAnswer(db, {
      exceptionKey: key,
      restsOn: (await findException(db, key))?.restsOn ?? '',
      answer,
      reason: 'It stands on the card like this.',
      minutes: 5,
      accountId: account,
      name: 'A Steward',
    })
  await answerWith('not-an-error')
  expect(await stateNow()).toBe('not-an-error')
  expect(await listExceptions(db, { feed: 'health' })).toEqual([])
  await exceptionsAfter([person('1', { nhsNumber: '4505577103' })], [['health|1']])
  expect(await stateNow()).toBe('not-an-error')
  await undoAnswer(db, key, account)
  expect(await stateNow()).toBe('to-do')

  await answerWith('not-an-error')
  // Still wrong, and another number: nobody has looked at that one.
  await exceptionsAfter([person('1', { nhsNumber: '4505577105' })], [['health|1']])
  expect(await stateNow()).toBe('to-do')

  await database.pool.query(`update extract.load set finished_at = '2026-11-20'`)
  await answerWith('repaired')
  expect(await stateNow()).toBe('waiting')
  await database.pool.query(`update extract.load set finished_at = now() + interval '1 hour'`)
  expect(await stateNow()).toBe('still-wrong')
  await exceptionsAfter([person('1', { nhsNumber: '4505577104' })], [['health|1']])
  expect(await stateNow()).toBe('closed')
})

test('a baby comes of the age at which a child is named, and no record has changed', async () => {
  const baby = (key: string, bornOn: string) =>
    person(key, { names: [{ type: 'legal', given: 'Baby', family: 'Made-Up' }], bornOn })
  const records = [baby('1', '2026-10-20'), baby('2', '2026-11-19')]
  const people = [['health|1'], ['health|2']]
  const placeholders = ({ open }: { open: string[] }) =>
    open.filter((one) => one.startsWith('placeholder-name'))
  expect(placeholders(await exceptionsAfter(records, people))).toEqual([])
  const openOn = async (day: string) => {
    await withRun(database, 'test', (run) =>
      raiseExceptions(database, run, { book: testRules(day), today: day }),
    )
    const open = await listExceptions(db, { rule: 'placeholder-name' })
    return open.map(({ recordKey }) => recordKey).sort()
  }
  expect(await openOn('2026-11-21')).toEqual([])
  expect(await openOn('2026-12-20')).toEqual(['1'])
  expect(await openOn('2026-12-21'), 'it stays open').toEqual(['1'])
  expect(await openOn('2027-02-01')).toEqual(['1', '2'])
})
