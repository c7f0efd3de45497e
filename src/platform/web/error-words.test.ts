import { expect, test } from 'vitest'
import { BadInput, Conflict, NotAllowed, NotFound, Unavailable } from '#kernel'
import { errorWords } from './error-words.ts'
import { ForeignOrigin, LogUnwritable, TooManyAttempts } from './web-errors.ts'

test.each([
  [new BadInput('The date does not exist.', { fix: 'Check it.' }), 400, false],
  [new ForeignOrigin(), 403, false],
  [new NotFound('x'), 404, false],
  [new NotAllowed('x'), 404, false],
  [new Conflict('x'), 409, false],
  [Object.assign(new Error('x'), { statusCode: 413 }), 413, false],
  [Object.assign(new Error('x'), { statusCode: 415 }), 400, false],
  [new TooManyAttempts('x', 60), 429, false],
  [new Error('x'), 500, true],
  [new RangeError('x'), 500, true],
  ['thrown text', 500, true],
  [new Unavailable('x'), 503, true],
  [new LogUnwritable(new Error('x')), 503, true],
  [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, true],
])('%s: %i', (error, status, isIncident) => {
  const words = errorWords(error)
  expect([words.status, words.isIncident]).toEqual([status, isIncident])
  expect(words.paragraphs.length).toBeGreaterThan(0)
})

test('our own errors are quoted with what to do; others never are', () => {
  expect(errorWords(new BadInput('No such day.', { fix: 'Check it.' })).paragraphs).toEqual([
    'No such day.',
    'Check it.',
  ])
  expect(JSON.stringify(errorWords(new Error('Ada, born 3 May 2014')))).not.toContain('Ada')
  expect(JSON.stringify(errorWords(new Unavailable('Host db1')))).not.toContain('db1')
})

test('not allowed to know reads as not found', () => {
  expect(errorWords(new NotAllowed('a'))).toEqual(errorWords(new NotFound('b')))
})
