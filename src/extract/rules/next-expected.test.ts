import { describe, expect, it } from 'vitest'
import { punctuality, type Schedule, type Weekday } from './next-expected.ts'

const at = (time: string) => new Date(time)

describe('punctuality', () => {
  it.each<[Schedule['every'], string, string | undefined]>([
    ['day', '2026-01-05T02:00:00Z', '2026-01-06T04:00:00.000Z'],
    // In summer London is an hour ahead.
    ['day', '2026-07-05T01:00:00Z', '2026-07-06T03:00:00.000Z'],
    // The night on which the clocks go forward.
    ['day', '2026-03-28T02:00:00Z', '2026-03-29T03:00:00.000Z'],
    // A Friday, and a Saturday.
    ['weekday', '2026-01-09T02:00:00Z', '2026-01-12T04:00:00.000Z'],
    ['weekday', '2026-01-10T02:00:00Z', '2026-01-12T04:00:00.000Z'],
    ['weekday', '2026-01-08T02:00:00Z', '2026-01-09T04:00:00.000Z'],
    ['week', '2026-01-05T02:00:00Z', '2026-01-12T04:00:00.000Z'],
    ['month', '2026-01-31T02:00:00Z', '2026-02-28T04:00:00.000Z'],
    ['term', '2026-01-31T02:00:00Z', undefined],
  ])('every %s after %s is %s', (every, last, next) => {
    const schedule = { every, by: '04:00', lateAfterHours: 36 }
    expect(punctuality(schedule, at(last), at(last)).nextExpectedAt?.toISOString()).toBe(next)
  })

  it.each<[Weekday, string, string]>([
    // 5 January 2026 is a Monday.
    ['monday', '2026-01-05T02:00:00Z', '2026-01-12T04:00:00.000Z'],
    // It came a day late: the next is on its own day all the same.
    ['monday', '2026-01-06T02:00:00Z', '2026-01-12T04:00:00.000Z'],
    ['sunday', '2026-01-05T02:00:00Z', '2026-01-11T04:00:00.000Z'],
    ['friday', '2026-03-27T18:00:00Z', '2026-04-03T03:00:00.000Z'],
  ])('every %s after %s is %s', (on, last, next) => {
    const schedule = { every: 'week', on, by: '04:00', lateAfterHours: 192 } as const
    expect(punctuality(schedule, at(last), at(last)).nextExpectedAt?.toISOString()).toBe(next)
  })

  it.each<[Partial<Schedule>, string, string | undefined]>([
    [{ every: 'day' }, '2026-01-05T03:00:00Z', '2026-01-05T04:00:00.000Z'],
    [{ every: 'day' }, '2026-01-05T05:00:00Z', '2026-01-06T04:00:00.000Z'],
    [{ every: 'weekday' }, '2026-01-09T05:00:00Z', '2026-01-12T04:00:00.000Z'],
    [{ every: 'week', on: 'monday' }, '2026-01-05T03:00:00Z', '2026-01-05T04:00:00.000Z'],
    [{ every: 'week', on: 'monday' }, '2026-01-05T05:00:00Z', '2026-01-12T04:00:00.000Z'],
    [{ every: 'week' }, '2026-01-05T05:00:00Z', undefined],
    [{ every: 'month' }, '2026-01-05T05:00:00Z', undefined],
    [{ every: 'term' }, '2026-01-05T05:00:00Z', undefined],
  ])('of one that never came, %j at %s, is %s', (some, now, next) => {
    const schedule = { every: 'day' as const, by: '04:00', lateAfterHours: 36, ...some }
    const { nextExpectedAt, isLate } = punctuality(schedule, undefined, at(now))
    expect(nextExpectedAt?.toISOString()).toBe(next)
    expect(isLate).toBe(true)
  })

  it('is late after the hours that the definition allows, and where nothing ever came', () => {
    const schedule = { every: 'day', by: '04:00', lateAfterHours: 36 } as const
    const last = at('2026-01-05T02:00:00Z')
    expect(punctuality(schedule, last, at('2026-01-06T14:00:00Z')).isLate).toBe(false)
    expect(punctuality(schedule, last, at('2026-01-06T14:00:01Z')).isLate).toBe(true)
  })
})
