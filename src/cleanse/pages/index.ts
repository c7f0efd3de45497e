import { fileURLToPath } from 'node:url'
import type { NavigationItem, Page } from '#platform/web'
import { cleansePaths } from './cleanse.paths.ts'
import {
  downloadPage,
  reportListPage,
  reportPage,
} from './list-exceptions/list-exceptions.route.ts'

import { coveragePage } from './show-coverage/show-coverage.route.ts'

export { type CleansePermission, cleansePermissions } from './cleanse.permissions.ts'

/** What the server needs of this module: its pages, where their templates are, its links. */
export const cleanseModule: {
  readonly pages: readonly Page[]
  readonly templatesDir: string
  readonly navigation: readonly NavigationItem[]
} = {
  pages: [reportListPage, coveragePage, reportPage, downloadPage],
  templatesDir: fileURLToPath(new URL('.', import.meta.url)),
  navigation: [
    { text: 'Data quality', href: cleansePaths.reports, permission: 'cleanse.exception.read' },
  ],
}
