import { expect, test } from 'vitest'
import { seedDemoAccounts } from '#access'
import { testDatabase } from '#testing'
import { tellReaders } from '../../index.ts'
import {
  askAbout,
  matchServer,
  matchTown,
  ordinaryTown,
  textOf,
  townChild,
} from '../../testing/review-fixture.ts'

const database = await testDatabase()
const { pool } = database
await seedDemoAccounts(database, { isProduction: false, secret: 'x'.repeat(40) })
const records = [
  ...ordinaryTown(),
  ...townChild('health', 'odd', 'Thea', 'Winterbourne', 3),
  ...townChild('school', 'odd', 'Theodora', 'Lindqvist', 40),
  {
    feed: 'school',
    personKey: 'school-odd',
    kind: 'indicator' as const,
    content: { kind: 'CPP', startOn: '2026-01-05' },
  },
]
await matchTown(database, records)

const accountOf = async (word: string) => {
  const { rows } = await pool.query<{ id: string }>(
    'select id from access."user" where email = $1',
    [`${word}.demo@kith.example`],
  )
  return rows[0]?.id ?? ''
}
const referenceOf = async (key: string) => {
  const { rows } = await pool.query<{ reference: string }>(
    `select reference from match.person join match.current_link_v1 using (person_id) where person_key = $1`,
    [key],
  )
  return rows[0]?.reference ?? ''
}
const looked = (account: string, reference: string, event = 'view.child.read') =>
  pool.query(
    `select access.record_access($1, $2, 'social-care', 'practitioner', array[$3], '{}', 'allowed', 'r', '::1')`,
    [event, account, reference],
  )
const mails = async () => {
  const { rows } = await pool.query<{ recipient: string; subject: string; text: string }>(
    'delete from platform.mail returning recipient, subject, text',
  )
  return rows.toSorted((a, b) => (a.recipient < b.recipient ? -1 : 1))
}

test('a join that adds a fact of risk is told to recent readers; undone, all who saw it are listed and told, and a breach opens', async () => {
  const [practitioner, worker] = [await accountOf('practitioner'), await accountOf('social-worker')]
  const [health, school] = [await referenceOf('health-odd'), await referenceOf('school-odd')]
  await looked(practitioner, health)
  await looked(worker, school)
  const review = await askAbout(database, ['health', 'health-odd'], ['school', 'school-odd'])
  const { post } = await matchServer(database)
  await post(`/review/pairs/${review}/answer`, { answer: 'same', reason: 'evidence' })
  await matchTown(database, records)
  expect(await tellReaders(database)).toEqual({ breaches: 0, told: 1 })
  const [mail, ...others] = await mails()
  expect(others).toEqual([])
  expect(mail?.recipient).toBe('practitioner.demo@kith.example')
  const joined = await referenceOf('health-odd')
  expect(mail?.subject).toContain(joined)
  expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/Thea|Theodora|Winterbourne|Lindqvist|CPP/)

  await looked(worker, joined, 'view.child.searched')
  await looked(worker, joined)
  await looked(worker, joined, 'access.child-readers.read')
  await looked(practitioner, await referenceOf('health-00'))
  await post(`/review/pairs/${review}/undo`)
  await matchTown(database, records)
  expect(await tellReaders(database)).toEqual({ breaches: 1, told: 1 })
  expect(await tellReaders(database)).toEqual({ breaches: 0, told: 0 })
  const sent = await mails()
  expect(sent.map(({ recipient }) => recipient)).toEqual([
    'governance.demo@kith.example',
    'social-worker.demo@kith.example',
  ])
  expect(sent[1]?.text).toContain(`Under Child ID ${joined}`)
  for (const { subject, text } of sent) {
    expect(`${subject} ${text}`).not.toMatch(/Thea|Theodora|Winterbourne|Lindqvist/)
  }
})

test('information governance sees what happened and who saw it, and decides with reasons, once', async () => {
  const { get, post, log } = await matchServer(database, {
    accountId: await accountOf('governance'),
  })
  const list = (await get('/breaches')).body
  const href = /href="(\/breaches\/[^"]+)"/.exec(list)?.[1] ?? ''
  const text = textOf((await get(href)).body)
  expect(text).toContain('One record stood under RSV')
  expect(text).toContain('A reviewer’s decision that they are of the same child was undone.')
  expect(text).toMatch(/Demo Social Worker, social-care Found in a search, opened the record 2 /)
  expect(text).toMatch(/Decide by .* 71 hours left/)
  expect(log.at(-1)).toMatchObject({ event: 'match.breach.read', outcome: 'allowed' })

  const empty = await post(href, { risk: 'risk' })
  expect(empty.statusCode).toBe(400)
  expect(textOf(empty.body)).toContain('Choose what is to be done')
  const decision = { risk: 'risk', decision: 'reported', reasons: 'An address was seen.' }
  expect((await post(href, decision)).statusCode).toBe(303)
  expect(textOf((await get(href)).body)).toContain('Report it to the Information Commissioner')
  expect((await post(href, decision)).statusCode).toBe(409)
  expect(textOf((await get('/breaches')).body)).toContain('Nothing waits to be decided.')
})

test('the trail tells of the join and of its undoing, and why; an old reference resolves', async () => {
  const { get } = await matchServer(database)
  const reference = await referenceOf('school-odd')
  const text = textOf((await get(`/references/${reference}`)).body)
  expect(text).toContain('was joined to')
  expect(text).toContain(
    'Reviewers decided that they are the same. Reason: The evidence on this page is enough.',
  )
  expect(text).toContain('A reviewer’s decision that they are the same was undone.')
  expect((await get('/references/RSV0000000000')).statusCode).toBe(404)
  expect((await get(`/references?reference=${reference}`)).headers.location).toBe(
    `/references/${reference}`,
  )
})

test('without the permission there is no breach', async () => {
  const { get } = await matchServer(database, { permissions: ['match.review.decide'] })
  expect((await get('/breaches')).statusCode).toBe(404)
})
