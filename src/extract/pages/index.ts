import { fileURLToPath } from 'node:url'
import type { NavigationItem, Page } from '#platform/web'
import { extractPaths } from './extract.paths.ts'
import { gonePeoplePages } from './gone-people/gone-people.route.ts'
import { type HiddenRecords, sourceListPage } from './list-sources/list-sources.route.ts'
import { stoppedFilePages } from './stopped-file/stopped-file.route.ts'
import { type UploadParts, uploadPages } from './upload-file/upload-file.route.ts'

export { type ExtractPermission, extractPermissions } from './extract.permissions.ts'

/** What the server needs of this module: its pages, where their templates are, its links. */
export interface ExtractModule {
  readonly pages: readonly Page[]
  readonly templatesDir: string
  readonly navigation: readonly NavigationItem[]
}

/** Makes the pages; `feeds` are the definitions, and `inbox` is where files are sent in to. */
export function createExtract(
  parts: UploadParts & { readonly hiddenRecords?: HiddenRecords },
): ExtractModule {
  return {
    pages: [
      sourceListPage(parts.feeds, parts.hiddenRecords),
      ...uploadPages(parts),
      ...stoppedFilePages(parts.feeds),
      ...gonePeoplePages(parts.feeds),
    ],
    templatesDir: fileURLToPath(new URL('.', import.meta.url)),
    navigation: [{ text: 'Sources', href: extractPaths.sources, permission: 'extract.feed.read' }],
  }
}
