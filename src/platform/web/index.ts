export type {
  AccessEntry,
  AnnounceReader,
  KeepForm,
  ReaderOf,
  RecordAccess,
} from './access-entry.ts'
export type { Script } from './assets.ts'
export {
  type Answer,
  definePage,
  type Page,
  type PageContext,
  type Reader,
  type ReaderSession,
} from './page.ts'
export { safePath } from './safe-path.ts'
export { createWebServer, todayInLondon, type WebServerParts } from './server.ts'
export type { NavigationItem, Site } from './site.ts'
export { drawnMarkup } from './templates.ts'
export { TooManyAttempts } from './web-errors.ts'
