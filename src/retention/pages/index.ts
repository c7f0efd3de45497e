import { fileURLToPath } from 'node:url'
import type { NavigationItem, Page } from '#platform/web'
import { type RetentionPageParts, retentionPages } from './retention/retention.route.ts'

export type { RetentionPageParts } from './retention/retention.route.ts'
export { type RetentionPermission, retentionPermissions } from './retention.permissions.ts'

/** What the server needs of this module: its pages, where their templates are, its links. */
export interface RetentionModule {
  readonly pages: readonly Page[]
  readonly templatesDir: string
  readonly navigation: readonly NavigationItem[]
}

/** Makes the pages. */
export function createRetention(parts: RetentionPageParts): RetentionModule {
  return {
    pages: retentionPages(parts),
    templatesDir: fileURLToPath(new URL('.', import.meta.url)),
    navigation: [{ text: 'Retention', href: '/retention', permission: 'retention.read' }],
  }
}
