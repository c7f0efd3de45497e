import { fileURLToPath } from 'node:url'
import type { Openings } from '#access'
import type { NavigationItem, Page } from '#platform/web'
import { childDetailsPage } from './pages/child-details/child-details.route.ts'
import { chronologyPage } from './pages/chronology/chronology.route.ts'
import { doubtJoinPages } from './pages/doubt-join/doubt-join.route.ts'
import { findChildPage, searchAgainPage, searchPages } from './pages/find-child/find-child.route.ts'
import { householdPage } from './pages/household/household.route.ts'
import { chooseDayPage, pastRecordPages } from './pages/past-record/past-record.route.ts'
import { reportingViewPages } from './pages/reporting-views/reporting-views.route.ts'
import { serviceProvisionPage } from './pages/service-provision/service-provision.route.ts'
import { createSearchTokens } from './search/search-token.ts'
import { viewPaths } from './view.paths.ts'

/** What the server needs of this module: its pages, where their templates and style are, its links. */
export interface ViewModule {
  readonly pages: readonly Page[]
  readonly templatesDir: string
  readonly stylesheets: readonly string[]
  readonly navigation: readonly NavigationItem[]
}

/**
 * What the module needs: the portal's secret, what tells what a reader may see, and in a test another
 * clock (milliseconds).
 */
export interface ViewSettings {
  readonly secret: string
  readonly opens: Openings
  readonly now?: () => number
}

/** Puts the module together. */
export function createView({ secret, opens, now }: ViewSettings): ViewModule {
  return {
    pages: [
      findChildPage,
      searchAgainPage,
      ...searchPages(createSearchTokens(secret, now), opens),
      childDetailsPage(opens),
      serviceProvisionPage(opens),
      householdPage(opens),
      chronologyPage(opens),
      ...doubtJoinPages(opens),
      ...reportingViewPages,
      chooseDayPage(opens),
      ...pastRecordPages(opens),
    ],
    templatesDir: fileURLToPath(new URL('./pages', import.meta.url)),
    stylesheets: [fileURLToPath(new URL('./pages/view.css', import.meta.url))],
    navigation: [
      { text: 'Find a child', href: viewPaths.find, permission: 'view.child.search' },
      { text: 'Data for reports', href: viewPaths.reporting, permission: 'view.reporting.read' },
    ],
  }
}
