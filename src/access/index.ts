import { fileURLToPath } from 'node:url'

/** Where this module's migrations are. */
export const accessMigrations: string = fileURLToPath(new URL('./data/migrations', import.meta.url))

export { type AccessModule, createAccess } from './access.module.ts'
export { permissionsOf, type Role, type RoleDefinition, roles } from './access.permissions.ts'
export type { SignInSettings } from './authentication.ts'
export { recordAccess } from './data/access-log.queries.ts'
export { type DemoAccount, roleName, seedDemoAccounts } from './seed-demo-accounts.ts'
