import { fileURLToPath } from 'node:url'

export { type CopyValue, copyEscaped, copyRows, copyText } from './copy.ts'
export {
  type Database,
  type Handle,
  inTransaction,
  only,
  onOneConnection,
  openDatabase,
  serverVersion,
} from './database.ts'
export { type EmbeddedServer, startEmbedded } from './embedded.ts'
export { applyMigrations, type Migration, migrate, readMigrations } from './migrate.ts'
export { openForPages, type PagesRights } from './pages-role.ts'
export { type Run, withRun } from './run-lock.ts'

/** Where platform's own migrations are. */
export const platformMigrations: string = fileURLToPath(new URL('./migrations', import.meta.url))
