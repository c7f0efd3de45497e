import { expect, test } from 'vitest'
import { safePath } from './safe-path.ts'

test.each([
  ['/children/RSV0123456789', '/children/RSV0123456789'],
  ['/children?name=a%20b&born=2014', '/children?name=a%20b&born=2014'],
  ['/', '/'],
])('%j is a path of ours', (asked, expected) => {
  expect(safePath(asked)).toBe(expected)
})

test.each([
  undefined,
  '',
  ['/a', '/b'],
  'children',
  'https://elsewhere.example/',
  '//elsewhere.example',
  '///elsewhere.example',
  '/\\elsewhere.example',
  '\\\\elsewhere.example',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  '/.//elsewhere.example',
  '/a/..//elsewhere.example',
  '/%2e//elsewhere.example',
  'javascript:alert(1)',
  ' /children',
])('%j leads nowhere but to the start', (asked) => {
  expect(safePath(asked)).toBe('/')
})

test('a line break in it cannot add a header', () => {
  expect(safePath('/a\r\nset-cookie: b=1')).toBe('/aset-cookie:%20b=1')
})
