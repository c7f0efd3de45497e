import { fileURLToPath } from 'node:url'
import type { NavigationItem, Page } from '#platform/web'
import { checkValuesPages } from './check-values/check-values.route.ts'
import { cleansePaths } from './cleanse.paths.ts'
import type { CleanseParts } from './cleanse-parts.ts'
import { exceptionPages } from './exception/exception.route.ts'
import { exceptionListPages } from './exception-list/exception-list.route.ts'
import { notSeenPage } from './not-seen/not-seen.route.ts'
import { reportPages } from './report-wrong-data/report-wrong-data.route.ts'
import { restrictedPage } from './restricted/restricted.route.ts'
import { scoreboardPages } from './scoreboard/scoreboard.route.ts'
import { coveragePage } from './show-coverage/show-coverage.route.ts'
import { sourceListPage } from './source-list/source-list.route.ts'
import { sourceReportPages } from './source-report/source-report.route.ts'

export { type CleansePermission, cleansePermissions } from './cleanse.permissions.ts'
export type { CleanseParts, SourceOwner } from './cleanse-parts.ts'

/** What the server needs of this module: its pages, where their templates are, its links. */
export interface CleanseModule {
  readonly pages: readonly Page[]
  readonly templatesDir: string
  readonly navigation: readonly NavigationItem[]
  /** Links that come after everybody else's: nobody's work begins there. */
  readonly furtherNavigation: readonly NavigationItem[]
}

/** Makes the pages. */
export function createCleanse(parts: CleanseParts): CleanseModule {
  return {
    pages: [
      sourceListPage,
      coveragePage,
      ...checkValuesPages,
      restrictedPage,
      ...scoreboardPages(parts),
      ...exceptionPages(parts),
      ...sourceReportPages(parts),
      ...exceptionListPages(parts),
      ...reportPages(parts),
      notSeenPage(parts),
    ],
    templatesDir: fileURLToPath(new URL('.', import.meta.url)),
    navigation: [
      { text: 'Data quality', href: cleansePaths.sources, permission: 'cleanse.exception.read' },
    ],
    furtherNavigation: [
      {
        text: 'Children not seen',
        href: cleansePaths.notSeen,
        permission: 'cleanse.not-seen.read',
      },
      {
        text: 'Restricted elsewhere',
        href: cleansePaths.sealed,
        permission: 'cleanse.restricted.read',
      },
      {
        text: 'What I have reported',
        href: cleansePaths.myReports,
        permission: 'cleanse.report.make',
      },
    ],
  }
}
