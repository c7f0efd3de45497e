import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clinicFile, makeWorkplace, testFeeds, type Workplace } from '../testing/test-feeds.ts'
import { receiveFiles } from './receive-files.ts'

let place: Workplace
beforeEach(() => {
  place = makeWorkplace()
})
afterEach(() => place.remove())

const drop = () => join(place.home, 'drop')
const good = clinicFile('1,Ng,Ann,03/05/2014,F,,')

async function receive(fileName: string, content: string | Buffer, clinic = {}) {
  mkdirSync(join(drop(), 'clinic'), { recursive: true })
  writeFileSync(join(drop(), 'clinic', fileName), content)
  return receiveFiles({
    feeds: testFeeds(clinic),
    drop: drop(),
    inbox: place.inbox,
    quarantine: join(place.home, 'quarantine'),
    home: place.home,
    settleMs: 1,
  })
}

describe('receiveFiles', () => {
  it('passes a good file on as it came, and takes it out of the drop', async () => {
    expect(await receive('clinic-20260101.csv', good)).toEqual([
      { feed: 'clinic', fileName: 'clinic-20260101.csv', state: 'passed-on', reason: undefined },
    ])
    expect(readFileSync(join(place.inbox, 'clinic', 'clinic-20260101.csv'), 'utf8')).toBe(good)
    expect(readdirSync(join(drop(), 'clinic'))).toEqual([])
  })

  it.each<[string, string, string | Buffer, RegExp, object?]>([
    ['another name', 'notes.csv', good, /not one of clinic/],
    ['a ZIP', 'clinic-20260101.csv', 'PK\u0003\u0004', /is a ZIP/],
    ['no byte', 'clinic-20260101.csv', '', /empty/],
    ['XML', 'clinic-20260101.csv', '<a/>', /XML, and the feed sends CSV/],
    ['a program', 'clinic-20260101.csv', Buffer.from([0x4d, 0x5a, 0, 1]), /not text/],
    [
      'clear text where age was promised',
      'clinic-20260101.csv',
      good,
      /not encrypted/,
      {
        file: `{ format: csv, pattern: 'clinic-{yyyyMMdd}.csv', encryption: age }`,
      },
    ],
  ])('quarantines %s, with a report', async (_, fileName, content, reason, clinic = {}) => {
    const [received] = await receive(fileName, content, clinic)
    expect(received).toMatchObject({ state: 'quarantined', reason: expect.stringMatching(reason) })
    expect(readdirSync(join(drop(), 'clinic'))).toEqual([])
    expect(readdirSync(join(place.home, 'quarantine', 'clinic'))).toHaveLength(1)
    expect(existsSync(join(place.home, 'outbox', 'clinic', `${fileName}.report.txt`))).toBe(true)
    expect(existsSync(join(place.inbox, 'clinic'))).toBe(false)
  })

  it('leaves what is not finished', async () => {
    const [received] = await receive('clinic-20260101.csv.part', good)
    expect(received?.state).toBe('waiting')
    expect(readdirSync(join(drop(), 'clinic'))).toEqual(['clinic-20260101.csv.part'])
  })
})
