/**
 * Retention: what has been kept long enough, or whose agreement has ended, is erased with everything
 * that was derived from it, and the log says that it was done.
 */

import { fileURLToPath } from 'node:url'

export { type HoldOrder, liftHold, placeHold } from './data/hold.queries.ts'
export { type FoundIn, findWords } from './data/prove.queries.ts'
export { followErasures } from './follow-erasures.ts'
export {
  createRetention,
  type RetentionModule,
  type RetentionPageParts,
  type RetentionPermission,
  retentionPermissions,
} from './pages/index.ts'
export { policyOn, type RetentionPolicy } from './rules/retention-policy.ts'
export {
  type Forget,
  type RetentionAct,
  type RetentionOptions,
  type RetentionOutcome,
  removeFiles,
  runRetention,
  type Trim,
} from './run-retention.ts'

/** Where this module's migrations are. */
export const retentionMigrations: string = fileURLToPath(
  new URL('./data/migrations', import.meta.url),
)
