/**
 * Cleanse: what is wrong in each source's own system, told to its steward, and proof of repair when
 * the next extract shows it.
 */

import { fileURLToPath } from 'node:url'

export {
  countBySource,
  type ExceptionFilter,
  type ExceptionRow,
  type ExceptionState,
  listExceptions,
  type SourceCount,
} from './data/exception.queries.ts'
export { forgetErased } from './data/forget.ts'
export { type MailReportsOptions, mailReports } from './mail-reports.ts'
export { type Finder, finders, findNotSeen, type NotSeenCounts } from './not-seen/find-not-seen.ts'
export {
  type CleanseModule,
  type CleanseParts,
  type CleansePermission,
  cleansePermissions,
  createCleanse,
} from './pages/index.ts'
export {
  type ExceptionChanges,
  type RaiseOptions,
  raiseExceptions,
} from './raise/raise-exceptions.ts'
export { readRuleBook } from './read-rule-book.ts'
export type { Rule, RuleBook } from './rules/rule-book.ts'

/** Where this module's migrations are. */
export const cleanseMigrations: string = fileURLToPath(
  new URL('./data/migrations', import.meta.url),
)
export { trimExceptions } from './data/trim-closed.ts'
