import { expect, test } from 'vitest'
import { isTooMany } from './sign-in-limit.ts'

test.each([
  [1, 1, false],
  [10, 50, false],
  [11, 1, true],
  [1, 51, true],
])('%i on the account and %i from the address: %s', (onAccount, fromAddress, expected) => {
  expect(isTooMany({ onAccount, fromAddress })).toBe(expected)
})
