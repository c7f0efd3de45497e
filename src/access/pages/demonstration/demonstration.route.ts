import { definePage, type Page } from '#platform/web'
import { roleName, roles } from '../../access.permissions.ts'
import type { AccessSettings } from '../../access-settings.ts'
import type { DemoAccount } from '../../seed-demo-accounts.ts'

interface DemonstrationModel {
  readonly accounts: readonly {
    readonly email: string
    readonly role: string
    readonly name: string
    readonly sentence: string
    readonly sees: string
    readonly key: string
  }[]
  readonly password: string
}

/** Who can try Kith, and with what. It is there in a demonstration alone. */
export function demonstrationPages(
  { isDemonstration }: AccessSettings,
  accounts: readonly DemoAccount[],
): Page[] {
  if (isDemonstration !== true) return []
  const model: DemonstrationModel = {
    password: accounts[0]?.password ?? '',
    accounts: accounts.map(({ email, displayName, role, key, sees }) => ({
      email,
      name: displayName.replace('Demo ', ''),
      sees,
      key,
      role: roleName(role),
      sentence: roles[role].sentence,
    })),
  }
  return [
    definePage<DemonstrationModel, 'public'>({
      method: 'GET',
      path: '/demonstration',
      permission: 'public',
      audit: { event: 'access.demonstration.opened', people: () => [] },
      handle: async () => ({ template: 'demonstration/demonstration.njk', model }),
    }),
  ]
}
