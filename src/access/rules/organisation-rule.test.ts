import { expect, test } from 'vitest'
import { organisationKey, readDomains } from './organisation-rule.ts'

test.each([
  ['school.example', ['school.example']],
  ['School.Example\n@nhs.example', ['school.example', 'nhs.example']],
  ['a.example, a.example', ['a.example']],
  ['', []],
])('%j: %j', (text, domains) => {
  expect(readDomains(text)).toEqual({ domains })
})

test.each(['no-dot', 'a..b', '-a.example', 'a.example/x', 'a@b.example', 'gmail.com', '*.example'])(
  '%j is refused',
  (text) => {
    expect(readDomains(text)).toEqual({ fault: expect.any(String) })
  },
)

test.each([
  ['St Mary’s School', 'st-mary-s-school'],
  [' Ysgol  Gymraeg ', 'ysgol-gymraeg'],
])('%s: %s', (name, key) => {
  expect(organisationKey(name)).toBe(key)
})
