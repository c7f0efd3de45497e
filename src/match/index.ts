/**
 * Match: which source records are one person, and the stable reference that each person is known by.
 */

import { fileURLToPath } from 'node:url'

export {
  type OpenDoubt,
  openDoubtOf,
  type PersonRecord,
  recordsOfPerson,
} from './data/doubt.queries.ts'
export { forgetErased } from './data/forget.ts'
export { currentLinks } from './data/link.queries.ts'
export type { LinkChanges } from './data/links.ts'
export { createMatch, type MatchModule } from './match.module.ts'
export {
  forgetMatchIndex,
  type MatchChanges,
  type MatchOptions,
  matchPeople,
} from './match-people.ts'
export { type MatchPermission, matchPermissions } from './pages/match.permissions.ts'
export type { MatchSettings } from './pages/match-settings.ts'
export { type Doubt, doubtJoin } from './review/doubt-join.ts'
export { type Told, tellReaders } from './review/tell-readers.ts'

/** Where this module's migrations are. */
export const matchMigrations: string = fileURLToPath(new URL('./data/migrations', import.meta.url))
