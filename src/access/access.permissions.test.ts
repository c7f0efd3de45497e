import { expect, test } from 'vitest'
import { permissionsOf, roles } from './access.permissions.ts'

test.each([
  ['practitioner', 'view.child.read', true],
  ['data-steward', 'cleanse.exception.read', true],
  ['data-steward', 'view.child.read', false],
  ['practitioner', 'cleanse.exception.read', false],
  ['administrator', 'view.child.read', false],
  ['administrator', 'view.child.search', false],
  ['information-governance', 'view.child.read', false],
  ['unknown', 'view.child.read', false],
  ['constructor', 'view.child.read', false],
  ['__proto__', 'view.child.read', false],
])('%s, %s: %s', (role, permission, may) => {
  expect(permissionsOf(role).has(permission)).toBe(may)
})

test('every role says in a sentence what it is for', () => {
  for (const { name, sentence } of Object.values(roles)) {
    expect(name).toMatch(/^[A-Z]/)
    expect(sentence).toMatch(/^[A-Z].*\.$/)
  }
})
