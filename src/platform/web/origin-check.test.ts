import { expect, test } from 'vitest'
import { isFromOurPages, ownOrigins } from './origin-check.ts'

test('a loopback service answers to all of its names, on its own port only', () => {
  expect([...ownOrigins('http://localhost:3000')]).toEqual([
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ])
})

test('any other service answers to its own name only', () => {
  expect([...ownOrigins('https://kith.example/')]).toEqual(['https://kith.example'])
})

const own = ownOrigins('https://kith.example')

test.each([
  [{ origin: 'https://kith.example' }, true],
  [{ origin: 'https://kith.example', 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ origin: 'http://kith.example' }, false],
  [{ origin: 'https://kith.example.elsewhere.example' }, false],
  [{ origin: 'null' }, false],
  [{ origin: '' }, false],
  [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
  [{}, false],
] as const)('%j: ours is %s', (headers, expected) => {
  expect(isFromOurPages(headers, own)).toBe(expected)
})
