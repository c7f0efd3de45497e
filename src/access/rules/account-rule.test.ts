import { expect, test } from 'vitest'
import { managesOrganisation, mayChange, rolesToGive } from './account-rule.ts'

const person = (accountId: string, organisation: string, ...permissions: string[]) => ({
  accountId,
  organisation,
  permissions: new Set(permissions),
})
const lead = person('lead', 'school', 'access.account.manage')
const administrator = person(
  'admin',
  'council',
  'access.account.manage',
  'access.account.manage-all',
)
const teacher = person('teacher', 'school', 'view.child.read')

test.each([
  ['lead', lead, 'school', true],
  ['lead', lead, 'police', false],
  ['administrator', administrator, 'police', true],
  ['teacher', teacher, 'school', false],
] as const)('%s of %o, accounts of %s: %s', (_, manager, organisation, expected) => {
  expect(managesOrganisation(manager, organisation)).toBe(expected)
})

test.each([
  ['the lead, a colleague', lead, { id: 'x', organisation: 'school', role: 'practitioner' }, true],
  [
    'the lead, somebody elsewhere',
    lead,
    { id: 'x', organisation: 'police', role: 'practitioner' },
    false,
  ],
  [
    'the lead, themselves',
    lead,
    { id: 'lead', organisation: 'school', role: 'practitioner' },
    false,
  ],
  [
    'the lead, a governance lead',
    lead,
    { id: 'x', organisation: 'school', role: 'information-governance' },
    false,
  ],
  [
    'an administrator, anybody',
    administrator,
    { id: 'x', organisation: 'school', role: 'information-governance' },
    true,
  ],
  [
    'an administrator, themselves',
    administrator,
    { id: 'admin', organisation: 'council', role: 'administrator' },
    false,
  ],
])('%s: %s', (_, manager, account, expected) => {
  expect(mayChange(manager, account)).toBe(expected)
})

test('a lead gives the roles of the organisation, but none that sees to others’ rights', () => {
  const roles = ['practitioner', 'data-steward', 'administrator', 'information-governance']
  expect(rolesToGive(lead, roles)).toEqual(['practitioner', 'data-steward'])
  expect(rolesToGive(administrator, roles)).toEqual(roles)
})
