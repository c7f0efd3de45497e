import { expect, test } from 'vitest'
import { nameVariants } from './name-variants.ts'

test.each([
  ['  ', []],
  ['Zzyzx', ['zzyzx']],
  ["O'Neill", ['oneill']],
])('%j gives %j', (typed, variants) => {
  expect(nameVariants(typed)).toEqual(variants)
})

test('a nickname is looked for by its formal name and the other way round', () => {
  expect(nameVariants('Bill Smith')).toContain('william smith')
  expect(nameVariants('William Smith')).toContain('bill smith')
})

test('there are never more than twelve', () => {
  expect(nameVariants('Elizabeth William Alexander Margaret').length).toBe(12)
})
