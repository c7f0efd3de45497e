import { expect, test } from 'vitest'
import { permissionsOf, roleKeys, roles } from './access.permissions.ts'

const may = (role: string, permission: string, organisationRoles: readonly string[] = roleKeys) =>
  permissionsOf({ role, organisationRoles, isLead: false }).has(permission)

test.each([
  ['practitioner', 'view.child.read', true],
  ['screening-officer', 'view.child.read', true],
  ['social-worker', 'view.child.search', true],
  ['team-manager', 'access.child-readers.read', true],
  ['social-worker', 'access.child-readers.read', false],
  ['matching-reviewer', 'view.child.read', false],
  ['analyst', 'view.child.read', false],
  ['data-steward', 'cleanse.exception.read', true],
  ['data-steward', 'view.child.read', false],
  ['practitioner', 'cleanse.exception.read', false],
  ['administrator', 'view.child.read', false],
  ['administrator', 'view.child.search', false],
  ['administrator', 'access.log.read', false],
  ['information-governance', 'view.child.read', false],
  ['information-governance', 'access.log.read', true],
  ['information-governance', 'access.account.manage', false],
  ['unknown', 'view.child.read', false],
  ['constructor', 'view.child.read', false],
  ['__proto__', 'view.child.read', false],
])('%s, %s: %s', (role, permission, expected) => {
  expect(may(role, permission)).toBe(expected)
})

test('permissions follow the organisation: a role that its people may not have grants nothing', () => {
  expect(may('practitioner', 'view.child.read', ['practitioner'])).toBe(true)
  expect(may('practitioner', 'view.child.read', ['data-steward'])).toBe(false)
  expect(may('administrator', 'access.organisation.manage', [])).toBe(false)
})

test('a lead manages the accounts of one organisation, whatever the role, and no others', () => {
  const lead = permissionsOf({ role: 'practitioner', organisationRoles: [], isLead: true })
  expect([...lead]).toEqual(['access.account.manage'])
})

test('every role says in a sentence what it is for', () => {
  for (const { name, sentence } of Object.values(roles)) {
    expect(name).toMatch(/^[A-Z]/)
    expect(sentence).toMatch(/^[A-Z].*\.$/)
  }
})
