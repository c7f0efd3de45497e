import { expect, test } from 'vitest'
import { weakLinks } from './weak-links.ts'

const pair = (left: string, right: string, weight: number) => ({
  left,
  right,
  weight,
  probability: 0.9,
})
const one = new Map(['a', 'b', 'c', 'd'].map((record) => [record, 'a']))

test.each<[string, ReturnType<typeof pair>[], string[]]>([
  ['every link strong', [pair('a', 'b', 20), pair('b', 'c', 15)], []],
  [
    'a weak link beside a strong one',
    [pair('a', 'b', 20), pair('b', 'c', 15), pair('a', 'c', 5)],
    [],
  ],
  [
    'one weak link between two strong parts',
    [pair('a', 'b', 20), pair('c', 'd', 20), pair('b', 'c', 5)],
    ['b c 5'],
  ],
  [
    'two weak links between them: the stronger holds',
    [pair('a', 'b', 20), pair('c', 'd', 20), pair('b', 'c', 5), pair('a', 'd', 7)],
    ['a d 7'],
  ],
  ['two records and one weak link', [pair('a', 'b', 6)], ['a b 6']],
])('%s', (_, pairs, expected) => {
  const said = (found: ReturnType<typeof weakLinks>) =>
    found.map(({ left, right, weight }) => `${left} ${right} ${weight}`)
  expect(said(weakLinks(one, pairs))).toEqual(expected)
  expect(said(weakLinks(one, pairs.toReversed()))).toEqual(expected)
})

test('a pair across two persons holds neither together', () => {
  const two = new Map([
    ['a', 'a'],
    ['b', 'b'],
  ])
  expect(weakLinks(two, [pair('a', 'b', 5)])).toEqual([])
})
