import { afterEach, beforeEach, expect, it } from 'vitest'
import { testDatabase } from '#testing'
import { loadFeeds } from '../load/load-feeds.ts'
import {
  clinicFile,
  emptyExtract,
  makeWorkplace,
  testFeeds,
  type Workplace,
} from '../testing/test-feeds.ts'
import { feedStatus, listLoads } from './status.queries.ts'

const database = await testDatabase()
const { db, pool } = database

let place: Workplace
beforeEach(async () => {
  place = makeWorkplace()
  await emptyExtract(pool)
})
afterEach(() => place.remove())

async function load(fileName: string, ...rows: string[]) {
  place.clear()
  place.put(fileName, clinicFile(...rows))
  const { inbox, home } = place
  await loadFeeds(database, { feeds: testFeeds(), inbox, home, settleMs: 1 })
}

const ann = '1,Ng,Ann,03/05/2014,F,,'
const bob = '2,Ng,Bob,04/06/2015,M,,'
const status = async (now: string) =>
  (await feedStatus(db, new Date(now), testFeeds())).find(({ feed }) => feed === 'clinic')

it('says what is in force, when the next is due, and what was refused since', async () => {
  await load('clinic-20260101.csv', ann, bob)
  await load('clinic-20260102.csv', ann)
  await load('clinic-20260103.csv', ann.replace('03/05', '31/02'))
  expect(await status('2026-01-02T12:00:00Z')).toEqual({
    feed: 'clinic',
    sourceName: 'Clinic',
    organisation: 'Clinic of Nowhere',
    sent: 'every night',
    lastExtractAt: new Date('2026-01-02T02:00:00Z'),
    lastFileName: 'clinic-20260102.csv',
    personsInForce: 1,
    refused: {
      fileName: 'clinic-20260103.csv',
      why: expect.stringContaining('no such day'),
      at: expect.any(Date),
    },
    stopped: [],
    warnings: [],
    goneUnexplained: 1,
    nextExpectedAt: new Date('2026-01-03T02:00:00Z'),
    isLate: false,
  })
  await load('clinic-20260104.csv', ann)
  expect(await status('2026-01-06T12:00:00Z')).toMatchObject({ refused: undefined, isLate: true })
})

it('lists a feed that has never sent anything, with when its schedule next has one', async () => {
  await load('clinic-20260101.csv', ann)
  const all = await feedStatus(db, new Date('2026-01-02T12:00:00Z'), testFeeds())
  expect(all.map(({ feed }) => feed)).toEqual(['clinic', 'shelter'])
  expect(all[1]).toMatchObject({
    sourceName: 'Shelter',
    lastExtractAt: undefined,
    isLate: true,
    nextExpectedAt: new Date('2026-01-03T00:00:00Z'),
  })
})

it('lists the loads of a feed, newest first', async () => {
  await load('clinic-20260101.csv', ann, bob)
  await load('clinic-20260102.csv', ann.replace('Ann', 'Anne'))
  expect(await listLoads(db, 'clinic', 5)).toMatchObject([
    {
      fileName: 'clinic-20260102.csv',
      state: 'loaded',
      rowsRead: 1,
      changed: 1,
      ended: 1,
      erased: 0,
    },
    { fileName: 'clinic-20260101.csv', state: 'loaded', rowsRead: 2, added: 2 },
  ])
})
