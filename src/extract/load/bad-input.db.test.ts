import { appendFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#testing'
import {
  clinicFile,
  clinicHeader,
  emptyExtract,
  makeWorkplace,
  shelterFile,
  testFeeds,
  type Workplace,
} from '../testing/test-feeds.ts'
import { loadFeeds } from './load-feeds.ts'

const database = await testDatabase()
const { pool } = database

let place: Workplace
beforeEach(async () => {
  place = makeWorkplace()
  await emptyExtract(pool)
})
afterEach(() => place.remove())

const feeds = testFeeds()
const load = (more = {}) =>
  loadFeeds(database, { feeds, inbox: place.inbox, home: place.home, settleMs: 1, ...more })

const ann = '1,Ng,Ann,03/05/2014,F,,'
const bob = '2,Ng,Bob,04/06/2015,M,,'
const guest = '<guest id="1"><name>Ann Ng</name></guest>'

async function storedRecords() {
  const { rows } = await pool.query('select * from extract.source_record order by record_id')
  return rows
}

/** Loads good files of both feeds, then the bad one; answers what was said of it. */
async function refusalOf(fileName: string, content: string | Buffer, more = {}) {
  const feed = fileName.slice(0, fileName.indexOf('-'))
  place.put('clinic-20260101.csv', clinicFile(ann, bob))
  place.put('shelter-20260101.xml', shelterFile(guest))
  expect((await load()).map(({ state }) => state)).toEqual(['loaded', 'loaded'])
  const before = await storedRecords()
  place.clear()
  place.put(fileName, content)
  const other = feed === 'clinic' ? 'shelter' : 'clinic'
  const otherName = other === 'clinic' ? 'clinic-20260102.csv' : 'shelter-20260102.xml'
  place.put(otherName, other === 'clinic' ? clinicFile(ann, bob) : shelterFile(guest))

  const outcomes = await load(more)
  expect(await storedRecords()).toEqual(before)
  expect(place.landed(feed).filter((name) => name.startsWith('.'))).toEqual([])
  expect(outcomes.find((outcome) => outcome.feed === other)?.state).toBe('unchanged')
  const outcome = outcomes.find((o) => o.feed === feed)
  expect(outcome?.state).toBe('refused')
  const message = outcome?.error?.message ?? ''
  expect(message).toContain(fileName)
  expect(message).not.toMatch(/Ann|Bob|2014|2015/)
  const { rows } = await pool.query(
    `select file_name, refusal from extract.load where state = 'refused'`,
  )
  expect(rows).toEqual([{ file_name: fileName, refusal: message }])
  return { message, where: outcome?.error?.where, problems: outcome?.problems ?? [], outcome }
}

const clinic = 'clinic-20260102.csv'
const shelter = 'shelter-20260102.xml'
const bomb = `<?xml version="1.0"?>
<!DOCTYPE guests [
  <!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">
]>
<guests><guest id="1"><name>&c;</name></guest></guests>`
const external = `<?xml version="1.0"?>
<!DOCTYPE guests [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<guests><guest id="1"><name>&x;</name></guest></guests>`

describe('bad input is refused whole, with file, line and column', () => {
  it.each<[string, string, string | Buffer, RegExp, { line?: number; column?: number }]>([
    [
      'a missing column',
      clinic,
      `id,surname,forename,dob,sex,worker\n1,Ng,Ann,03/05/2014,F,\n`,
      /One column is missing: nhs/,
      { line: 1 },
    ],
    [
      'an extra column',
      clinic,
      `${clinicHeader},shoe_size\n${ann},38\n`,
      /One column is not expected: shoe_size/,
      { line: 1, column: 8 },
    ],
    [
      'missing and extra columns',
      clinic,
      `id,family,forename,dob,sex,worker\n`,
      /2 columns are missing: surname, nhs. One column is not expected: family/,
      { line: 1, column: 2 },
    ],
    [
      'a column twice',
      clinic,
      `${clinicHeader},sex\n${ann},F\n`,
      /sex is there twice/,
      { line: 1, column: 8 },
    ],
    ['no header', clinic, `${ann}\n${bob}\n`, /not the header/, { line: 1, column: 1 }],
    [
      'a truncated CSV',
      clinic,
      clinicFile(ann, bob).slice(0, -14),
      /cut off/,
      { line: 3, column: 4 },
    ],
    [
      'a row that is too short',
      clinic,
      clinicFile(ann, '2,Ng'),
      /2 fields and the header 7/,
      { line: 3, column: 2 },
    ],
    [
      'a row that is too long',
      clinic,
      clinicFile(`${ann},x`, bob),
      /8 fields and the header 7/,
      { line: 2, column: 8 },
    ],
    [
      'a quoted field that never ends',
      clinic,
      clinicFile(ann, '2,"Ng,Bob', bob),
      /does not end/,
      { line: 3, column: 2 },
    ],
    [
      'a stray quote',
      clinic,
      clinicFile(ann, '2,N"g,Bob,04/06/2015,M,,'),
      /quote inside/,
      { line: 3, column: 2 },
    ],
    [
      'Latin-1 where UTF-8 was promised',
      clinic,
      Buffer.from(clinicFile(ann, '2,Né,Bob,04/06/2015,M,,'), 'latin1'),
      /Byte 4 of the line is not UTF-8.*looks like Latin-1/,
      { line: 3 },
    ],
    ['an empty file', clinic, '', /The file is empty/, { line: 1 }],
    ['a file of blank lines', clinic, '\n\n', /The file is empty/, { line: 1 }],
    ['a header without rows', clinic, clinicFile(), /a header and no row/, { line: 1 }],
    ['a NUL', clinic, clinicFile(ann, '2,N\0,Bob,04/06/2015,M,,'), /NUL at byte 4/, { line: 3 }],
    [
      'XML where CSV was promised',
      clinic,
      shelterFile(guest),
      /This is XML/,
      { line: 1, column: 1 },
    ],
    [
      'a line over the limit',
      clinic,
      clinicFile(ann, `2,${'x'.repeat(2000)}`),
      /limit of 2000 bytes/,
      { line: 3 },
    ],
    [
      'a date that does not exist',
      clinic,
      clinicFile(ann, '2,Ng,Bob,31/06/2015,M,,'),
      /no such day/,
      { line: 3, column: 4 },
    ],
    [
      'a date of another format',
      clinic,
      clinicFile(ann, '2,Ng,Bob,2015-06-04,M,,'),
      /format/,
      { line: 3, column: 4 },
    ],
    [
      'an unknown code',
      clinic,
      clinicFile(ann, '2,Ng,Bob,04/06/2015,Z,,'),
      /"Z" is not in the code map sex/,
      { line: 3, column: 5 },
    ],
    [
      'a missing key',
      clinic,
      clinicFile(ann, ',Ng,Bob,04/06/2015,M,,'),
      /key is missing/,
      { line: 3, column: 1 },
    ],
    ['a key twice', clinic, clinicFile(ann, bob, ann), /that of line 2 too/, { line: 4 }],
    ['an entity bomb', shelter, bomb, /DOCTYPE/, { line: 4 }],
    ['an external entity', shelter, external, /DOCTYPE/, { line: 2 }],
    ['XML that is cut off', shelter, shelterFile(guest).slice(0, -30), /cut off/, { line: 3 }],
    ['XML without a record', shelter, '<guests/>', /no element guests\/guest/, { line: 1 }],
    ['CSV where XML was promised', shelter, clinicFile(ann), /not XML/, { line: 1, column: 1 }],
    [
      'a date in XML that does not exist',
      shelter,
      shelterFile(guest, '<guest id="2"><name>X</name>\n<born>2015-06-31</born></guest>'),
      /no such day/,
      { line: 5 },
    ],
  ])('%s', async (_, fileName, content, message, place) => {
    const refusal = await refusalOf(fileName, content)
    expect(refusal.message).toMatch(message)
    expect(refusal.message).toContain(`line ${place.line}`)
    expect(refusal.where).toMatchObject({ file: fileName, ...place })
  })

  it('a file of another feed', async () => {
    const feeds = [...testFeeds(), ...otherClinic()]
    const refusal = await refusalOf(clinic, 'key,name\n1,A\n', { feeds })
    expect(refusal.message).toMatch(/a file of another feed: the header is that of dentist/)
  })

  it('UTF-8 where Windows-1252 was promised', async () => {
    const file = `{ format: csv, pattern: 'clinic-{yyyyMMdd}.csv', encoding: windows-1252 }`
    const content = clinicFile(ann, '2,Né,Bob,04/06/2015,M,,', bob.replace('2,', '3,'))
    const refusal = await refusalOf(clinic, content, { feeds: testFeeds({ file }) })
    expect(refusal.message).toMatch(/line 3: The file looks like UTF-8/)
    expect(refusal.problems).toHaveLength(1)
  })

  it('a disk that is full while landing', async () => {
    const openFile = async () => ({
      write: async () => {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      },
      sync: async () => {},
      close: async () => {},
    })
    place.put(clinic, clinicFile(ann))
    const outcome = (await load({ openFile }))[0]
    expect(outcome).toMatchObject({ state: 'refused', error: { code: 'disk-full' } })
    expect(outcome?.error?.message).toContain(clinic)
    expect(await storedRecords()).toEqual([])
    expect(place.landed('clinic')).toEqual([])
  })

  it('a file still being written', async () => {
    const path = place.put(clinic, clinicFile(ann))
    const loading = load({ settleMs: 80 })
    await wait(30)
    appendFileSync(path, bob)
    const outcome = (await loading)[0]
    expect(outcome).toMatchObject({ state: 'refused', error: { code: 'still-written' } })
    expect(outcome?.error?.message).toContain(clinic)
    expect(await storedRecords()).toEqual([])
    expect(place.landed('clinic')).toEqual([])
  })

  it('tells up to fifty problems at once, in order, and keeps them', async () => {
    const rows = Array.from({ length: 80 }, (_, at) => `${at},Ng,Bob,31/06/2015,M,,`)
    const { message, problems } = await refusalOf(clinic, clinicFile(...rows))
    expect(message).toMatch(/line 2, column 4, field dob: .* \(and at least 49 more problems\)/)
    expect(problems.map(({ line }) => line)).toEqual(Array.from({ length: 50 }, (_, at) => at + 2))
    const { rows: kept } = await pool.query('select count(*)::int as count from extract.reject')
    expect(kept).toEqual([{ count: 50 }])
  })

  it('tells what is wrong before and at the place where reading ends', async () => {
    const rows = [
      `${ann},x`,
      bob.replace('04/06', '31/06'),
      '3,Ng',
      '4,Ng,B"ob,04/06/2015,M,,',
      bob,
    ]
    const { problems } = await refusalOf(clinic, clinicFile(...rows))
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 The row has 8 fields and the header 7.',
      '3 There is no such day in the calendar.',
      '4 The row has 2 fields and the header 7.',
      '5 There is a quote inside a field that does not begin with one.',
    ])
  })

  it('loads the mended file afterwards', async () => {
    await refusalOf(clinic, clinicFile(ann, '2,Ng,Bob,31/06/2015,M,,'))
    place.put(clinic, clinicFile(ann, '2,Ng,Bob,30/06/2015,M,,'))
    expect((await load())[0]).toMatchObject({ state: 'loaded', changed: 1 })
  })
})

function otherClinic() {
  const [first] = testFeeds()
  if (!first) return []
  const columnNames = ['key', 'name']
  return [
    {
      ...first,
      feed: 'dentist',
      file: { ...first.file, pattern: 'dentist-{yyyyMMdd}.csv' },
      compiled: { ...first.compiled, columnNames },
    },
  ]
}
