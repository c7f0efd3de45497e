import { fileURLToPath } from 'node:url'
import type { NavigationItem, Page } from '#platform/web'
import { childDetailsPage } from './pages/child-details/child-details.route.ts'
import { findChildPage, searchAgainPage, searchPage } from './pages/find-child/find-child.route.ts'
import { serviceProvisionPage } from './pages/service-provision/service-provision.route.ts'
import { viewPaths } from './view.paths.ts'

/** What the server needs of this module: its pages, where their templates and style are, its links. */
export const viewModule: {
  readonly pages: readonly Page[]
  readonly templatesDir: string
  readonly stylesheets: readonly string[]
  readonly navigation: readonly NavigationItem[]
} = {
  pages: [findChildPage, searchPage, searchAgainPage, childDetailsPage, serviceProvisionPage],
  templatesDir: fileURLToPath(new URL('./pages', import.meta.url)),
  stylesheets: [fileURLToPath(new URL('./pages/view.css', import.meta.url))],
  navigation: [{ text: 'Find a child', href: viewPaths.find, permission: 'view.child.search' }],
}
