import { describe, expect, test } from 'vitest'
import type { ChildRecord } from '#store'
import {
  aChild,
  anAddress,
  anEvent,
  anIndicator,
  anInvolvement,
  none,
  today,
  value,
} from '../../testing/child-record.factory.ts'
import { chronologyFilter } from './chronology.route.ts'
import { chronologyModel, chronologyOf } from './chronology.view.ts'

const lines = (over: Partial<ChildRecord>) =>
  chronologyOf(
    aChild({ addresses: [], address: none(), involvements: [], bornOn: none(), ...over }),
    today,
  ).map(({ on, what, detail }) => [on, what, ...(detail ? [detail] : [])].join(', '))

describe('what stands in the chronology', () => {
  test.each<[string, Partial<ChildRecord>, string[]]>([
    ['nothing', {}, []],
    [
      'events, the latest first',
      {
        events: [
          anEvent({ kind: 'missing_episode', happenedOn: '2026-01-02', fact: undefined }),
          anEvent(),
        ],
      },
      [
        '2026-10-03, A and e attendance, Fall, left against advice',
        '2026-01-02, Missing episode, Hospital says no more',
      ],
    ],
    [
      'a service, its beginning and its end',
      { involvements: [anInvolvement({ endOn: '2026-07-20' })] },
      [
        '2026-07-20, School ended, Thornlea Primary School',
        '2022-09-05, School began, Thornlea Primary School',
      ],
    ],
    ['a service without a date', { involvements: [anInvolvement({ startOn: undefined })] }, []],
    [
      'a status that is still to end',
      { indicators: [anIndicator({ endOn: '2027-01-31' })] },
      [
        '2027-01-31, Common Assessment Framework (CAF) ends',
        '2025-03-10, Common Assessment Framework (CAF) began',
      ],
    ],
    [
      'a move',
      { addresses: [anAddress({ toOn: '2026-05-01' })] },
      [
        '2026-05-01, Moved out, 14 Mallow Court, Thornlea, ZZ99 1AB',
        '2024-02-01, Moved in, 14 Mallow Court, Thornlea, ZZ99 1AB',
      ],
    ],
    [
      'birth and death',
      { bornOn: value('2017-04-09'), diedOn: value('2026-02-03') },
      ['2026-02-03, Died', '2017-04-09, Born'],
    ],
    ['no filler date', { bornOn: value('1900-01-01'), bornOnIs: 'placeholder' }, []],
    ['an unborn child', { expectedOn: value('2027-02-01') }, ['2027-02-01, Birth expected']],
  ])('%s', (_, over, expected) => {
    expect(lines(over)).toEqual(expected)
  })

  test('of one day an event comes before a service', () => {
    const both = lines({
      events: [anEvent({ happenedOn: '2022-09-05' })],
      involvements: [anInvolvement()],
    })
    expect(both[0]).toContain('A and e')
  })
})

describe('the page', () => {
  const record = aChild({
    events: [anEvent(), anEvent({ happenedOn: '2025-12-30', sensitivity: 'sensitive' })],
  })

  test('groups by year, and says what is sensitive and what is ahead', () => {
    const { years, count } = chronologyModel(record, today, {})
    expect(years.map(({ year }) => year)).toEqual(['2026', '2025', '2024', '2022', '2017'])
    expect(years[1]?.entries).toMatchObject([{ isSensitive: true, isAhead: false }])
    expect(count).toBe('5 entries, the latest first.')
  })

  test('shows one kind, or one source, alone', () => {
    const events = chronologyModel(record, today, { show: 'event' })
    expect(events.count).toBe('2 of 5 entries, the latest first.')
    expect(events.show.find(({ selected }) => selected)?.text).toBe('Events')
    const school = chronologyModel(record, today, { source: 'education' })
    expect(school.years.flatMap(({ entries }) => entries.map(({ what }) => what))).toEqual([
      'School began',
    ])
  })

  test('says why there is no event', () => {
    const model = chronologyModel(aChild(), today, {})
    expect(model.noEvents).toBe('No events: None recorded by Social care.')
  })

  test('says how many services have no date', () => {
    const undated = anInvolvement({ startOn: undefined })
    const model = chronologyModel(aChild({ involvements: [undated] }), today, {})
    expect(model.undated).toBe('One service has no date and stands under Service provision alone.')
  })

  test('tells nothing of an event where whereabouts are hidden', () => {
    const gone = [{ sourceName: 'Police', sinceOn: '2026-11-03' }]
    const [entry] = chronologyOf(aChild({ events: [anEvent({ fact: undefined })], gone }), today)
    expect(entry?.detail).toMatch(/^Hidden/)
  })
})

test.each([
  [undefined, {}],
  [
    { show: 'event', source: 'child-health' },
    { show: 'event', source: 'child-health' },
  ],
  [{ show: 'all', source: 'x y' }, {}],
  [{ show: ['event', 'life'], source: '' }, {}],
])('the address %j asks for %j', (query, filter) => {
  expect(chronologyFilter(query)).toEqual(filter)
})
