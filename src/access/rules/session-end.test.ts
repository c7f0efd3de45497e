import { expect, test } from 'vitest'
import { isOver, timesLeft } from './session-end.ts'

const limits = { hours: 8, idleMinutes: 30 }
const at = (time: string) => new Date(`2026-11-25T${time}:00Z`)
const session = (createdAt: string, lastSeenAt: string, confirmedAt = createdAt) => ({
  createdAt: at(createdAt),
  lastSeenAt: at(lastSeenAt),
  confirmedAt: at(confirmedAt),
})

test.each([
  ['just begun', '09:00', '09:00', '09:00', false],
  ['used lately', '09:00', '12:00', '12:29', false],
  ['unused for half an hour', '09:00', '12:00', '12:30', true],
  ['busy to the last minute', '09:00', '16:59', '16:59', false],
  ['busy, but a day old', '09:00', '16:59', '17:00', true],
])('a session %s', (_, createdAt, lastSeenAt, now, expected) => {
  expect(isOver(session(createdAt, lastSeenAt), limits, at(now))).toBe(expected)
})

test.each([
  ['09:00', '10:00', '10:30'],
  ['09:00', '16:45', '17:00'],
])('begun at %s and used at %s it ends at %s', (createdAt, now, end) => {
  expect(timesLeft(session(createdAt, now), limits, at(now)).endsAt).toEqual(at(end))
})

test.each([
  ['09:00', '09:14', true],
  ['09:00', '09:15', false],
])('confirmed at %s, at %s: %s', (confirmedAt, now, expected) => {
  const { isConfirmed } = timesLeft(session('09:00', now, confirmedAt), limits, at(now))
  expect(isConfirmed).toBe(expected)
})
