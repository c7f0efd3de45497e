import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { testHome } from '#testing'
import { runPipeline } from './pipeline.ts'
import { exportTraceBatch, readTraceLayout } from './trace-batch.ts'

const made = await testHome()
const { database } = made
const { pool } = database
const root = made.config.home
const feedsDir = join(root, 'feeds')
const inbox = join(root, 'inbox')
const layout = readTraceLayout('tracing.yaml')

const clinic = `
feed: clinic
source: Clinic
organisation: Clinic of Nowhere
owner: { role: Owner, email: owner@clinic.example }
steward: { role: Steward, email: steward@clinic.example }
agreement: ISA-0
schedule: { sent: every night, lateAfterHours: 24 }
extract: full
keysVouchedUnique: true
trust: { names: 60 }
file: { format: csv, pattern: 'clinic-{yyyyMMdd}.csv' }
dateFormat: yyyy-MM-dd
placeholderBirthDates: ['1900-01-01']
personKey: id
columns: { id: required, family: required, given: optional, dob: optional, nhs: optional, sex: optional, restricted: required, postcode: optional }
codes: { flag: { Y: true, N: false }, sex: { F: F, M: M } }
records:
  - kind: person
    fields:
      names: [{ type: legal, family: family, given: given }]
      bornOn: dob
      sex: { column: sex, codes: sex }
      nhsNumber: nhs
      isRestricted: { column: restricted, codes: flag }
  - kind: address
    when: [postcode]
    fields: { lines: [family], postcode: postcode }
`
const rows = [
  'a,Ng,Ann,2014-05-03,9990000018,F,N,ZZ1 1AA',
  'b,Hart,Bo,2013-06-04,,M,N,',
  'c,Hidden,Cy,2012-07-05,,M,Y,ZZ1 1AB',
  'd,Rowe,Dee,1900-01-01,,F,N,',
]

const run = async (today: string) => {
  const home = { ...made, config: { ...made.config, today, feedsDir } }
  const { outcomes } = await runPipeline(home, inbox, 'test')
  expect(outcomes.flatMap(({ error }) => (error ? [error.message] : []))).toEqual([])
}
const put = (name: string, lines: readonly string[]) =>
  writeFileSync(join(inbox, name), `${lines.join('\n')}\n`)
const exported = async (name: string) => {
  const file = join(root, name)
  await exportTraceBatch(database, { layout, file, by: 'steward' })
  return { file, lines: readFileSync(file, 'utf8').trim().split('\n') }
}

beforeAll(async () => {
  mkdirSync(feedsDir)
  mkdirSync(inbox, { recursive: true })
  writeFileSync(join(feedsDir, 'clinic.yaml'), clinic)
  const answer = readFileSync(join('feeds', 'library', 'nhs-tracing.yaml'), 'utf8')
  writeFileSync(join(feedsDir, 'nhs-tracing.yaml'), answer)
  put('clinic-20261101.csv', ['id,family,given,dob,nhs,sex,restricted,postcode', ...rows])
  await run('2026-11-01')
})

test('who has no verified number goes out, restricted people never, and the log says who', async () => {
  const { file, lines } = await exported('out.csv')
  const people = lines.slice(1).map((line) => line.split(','))
  expect(lines[0]).toBe('local_reference,family_name,given_name,birth_date,gender,postcode')
  expect(people.map(([, ...rest]) => rest.join(',')).sort()).toEqual([
    'Hart,Bo,20130604,1,',
    'Ng,Ann,20140503,2,ZZ1 1AA',
  ])
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  const { rows: log } = await pool.query(
    `select people, criteria, outcome from access.access_log where event = 'app.trace.exported'`,
  )
  expect(log).toEqual([
    {
      people: people.map(([reference]) => reference),
      criteria: { by: 'steward', people: '2' },
      outcome: 'allowed',
    },
  ])
})

test('a file that is there already is not written over, and nothing is logged', async () => {
  const { rows: before } = await pool.query('select count(*) from access.access_log')
  await expect(exported('out.csv')).rejects.toThrow(/there already/)
  expect((await pool.query('select count(*) from access.access_log')).rows).toEqual(before)
})

test('the answer is one more source, beside the others, and its people are not sent again', async () => {
  const { lines } = await exported('again.csv')
  const [reference = ''] = lines.find((line) => line.includes('Hart'))?.split(',') ?? []
  const header = 'local_reference,nhs_number,family_name,given_name,birth_date,gender,postcode'
  put('nhs-trace-answer-20261102.csv', [header, `${reference},9990000026,Hart,Bo,20130604,1,`])
  await run('2026-11-02')
  const { rows: numbers } = await pool.query(
    `select p.reference, i.feed, i.value from reporting.identifier_v1 i join reporting.person_v1 p using (person_id)
     where i.kind = 'nhs-number' order by i.feed`,
  )
  expect(numbers).toMatchObject([
    { feed: 'clinic', value: '9990000018' },
    { feed: 'nhs-tracing', value: '9990000026' },
  ])
  const { rows: sources } = await pool.query(
    `select content ->> 'nhsNumber' as number from extract.current_record_v1 where feed = 'clinic' and record_key = 'b'`,
  )
  expect(sources).toEqual([{ number: null }])
  const found = numbers[1]?.reference
  const after = (await exported('third.csv')).lines.slice(1)
  expect(after.filter((line) => line.startsWith(found))).toEqual([])
})
