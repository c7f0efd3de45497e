/** Roles that can see to others' rights: only an administrator gives them. */
const guarded: ReadonlySet<string> = new Set(['administrator', 'information-governance'])

/** Who wants to change accounts. */
export interface Manager {
  readonly accountId: string
  readonly organisation: string
  readonly permissions: ReadonlySet<string>
}

/** Whether somebody manages the accounts of an organisation: its lead does, and an administrator. */
export function managesOrganisation(manager: Manager, organisation: string): boolean {
  if (manager.permissions.has('access.account.manage-all')) return true
  return manager.permissions.has('access.account.manage') && manager.organisation === organisation
}

/** Whether somebody may change this account: never one's own, whoever one is. */
export function mayChange(
  manager: Manager,
  account: { readonly id: string; readonly organisation: string; readonly role: string },
): boolean {
  if (account.id === manager.accountId) return false
  if (!managesOrganisation(manager, account.organisation)) return false
  return mayGive(manager, account.role)
}

/** Whether somebody may give (or have taken away) this role at all. */
export function mayGive(manager: Manager, role: string): boolean {
  return !guarded.has(role) || manager.permissions.has('access.account.manage-all')
}

/** The roles that somebody may give to people of an organisation. */
export function rolesToGive(manager: Manager, organisationRoles: readonly string[]): string[] {
  return organisationRoles.filter((role) => mayGive(manager, role))
}
