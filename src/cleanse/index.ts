/**
 * Cleanse: what is wrong in each source's own system, told to its steward, and proof of repair when
 * the next extract shows it.
 */

import { fileURLToPath } from 'node:url'

export {
  countExceptions,
  type ExceptionCount,
  type OpenException,
  openExceptions,
} from './data/exception.queries.ts'
export { forgetErased } from './data/forget.ts'
export { type CleansePermission, cleanseModule, cleansePermissions } from './pages/index.ts'
export { type ExceptionChanges, raiseExceptions } from './raise-exceptions.ts'

/** Where this module's migrations are. */
export const cleanseMigrations: string = fileURLToPath(
  new URL('./data/migrations', import.meta.url),
)
