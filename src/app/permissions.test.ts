import { expect, test } from 'vitest'
import { accessPermissions, roles } from '#access'
import { cleansePermissions } from '#cleanse'
import { extractPermissions } from '#extract'
import { matchPermissions } from '#match'
import { retentionPermissions } from '#retention'
import { viewPermissions } from '#view'

test('every permission that a role has is one that a module declares', () => {
  const declared = new Set(
    [
      accessPermissions,
      viewPermissions,
      cleansePermissions,
      extractPermissions,
      matchPermissions,
      retentionPermissions,
    ].flatMap((one) => Object.keys(one)),
  )
  const given = Object.values(roles).flatMap((role) => role.permissions)
  expect(given.filter((permission) => !declared.has(permission))).toEqual([])
})
