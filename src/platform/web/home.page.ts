import { definePage, type Page } from './page.ts'
import { allowedItems, type NavigationItem } from './site.ts'

/** The front page: the first thing in the navigation that the reader may open. */
export function homePage(navigation: readonly NavigationItem[]): Page {
  return definePage({
    method: 'GET',
    path: '/',
    permission: 'signed-in',
    audit: { event: 'platform.home.opened', people: () => [] },
    async handle({ reader }) {
      const first = allowedItems(navigation, reader)[0]
      return first === undefined
        ? { template: 'nothing-yet.njk', model: {} }
        : { redirect: first.href, model: {} }
    },
  })
}
