import { expect, test } from 'vitest'
import { sourceCoverage } from '#store'
import { type NightRecord, playNight, testDatabase } from '#testing'
import { coverageModel } from './show-coverage.view.ts'

const database = await testDatabase()

const person = (
  feed: string,
  key: string,
  nhsNumber?: string,
  isRestricted = false,
): NightRecord => ({
  feed,
  kind: 'person',
  personKey: key,
  recordKey: key,
  content: {
    names: [{ type: 'legal', given: key }],
    isRestricted,
    ...(nhsNumber && { nhsNumber }),
  },
})

test('counts people by source and field, restricted ones left out, and says which source is late', async () => {
  const records = [
    person('health', 'a', '9990000018'),
    person('health', 'b'),
    person('health', 'c', '9990000026', true),
  ]
  await playNight(database, {
    on: '2026-11-20',
    sent: ['health'],
    records,
    people: [['health|a'], ['health|b'], ['health|c']],
  })
  const read = async (moment: string) =>
    coverageModel(await sourceCoverage(database.db, new Date(moment)))
  const { rows, freshness } = await read('2026-11-21T12:00:00Z')
  expect(rows.find(({ field }) => field === 'NHS number')?.cells).toEqual([
    { text: '50%', percent: 50, detail: '1 of 2' },
  ])
  expect(rows.find(({ field }) => field === 'Date of birth')?.cells[0]?.text).toBe('None')
  expect(freshness).toMatchObject([{ source: 'Health', isLate: false, people: '2' }])
  expect((await read('2026-11-22T12:00:00Z')).freshness).toMatchObject([{ isLate: true }])
})
