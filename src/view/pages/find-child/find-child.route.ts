import { definePage } from '#platform/web'
import { searchPeople } from '#store'
import { viewEvents } from '../../view.audit.ts'
import { viewPaths } from '../../view.paths.ts'
import type { ViewPermission } from '../../view.permissions.ts'
import { checkSearchForm, readSearchForm } from './find-child.form.ts'
import {
  type FindChildModel,
  findChildModel,
  resultLimit,
  resultsModel,
} from './find-child.view.ts'

const template = 'find-child/find-child.njk'

/** The empty search form. */
export const findChildPage = definePage<FindChildModel, ViewPermission>({
  method: 'GET',
  path: viewPaths.find,
  permission: 'view.child.search',
  audit: { event: viewEvents.opened, people: () => [] },
  handle: async () => ({ template, model: findChildModel() }),
})

/**
 * The search itself. It is a POST that answers with its results, against the habit of redirecting
 * to a GET: a name, birth date or NHS number in an address would stand in the browser's history, in
 * proxies' logs and in the next page's Referer. The access log keeps what was asked.
 */
export const searchPage = definePage<FindChildModel, ViewPermission>({
  method: 'POST',
  path: viewPaths.search,
  permission: 'view.child.search',
  audit: {
    event: viewEvents.searched,
    people: (_request, model) => [...(model.results?.references ?? [])],
    criteria: (_request, model) => ({ ...model.results?.criteria }),
  },
  handle: async ({ database, request, today }) => {
    const form = readSearchForm(request.body)
    const checked = checkSearchForm(form, today)
    if ('errors' in checked) {
      return { template, status: 400, model: findChildModel(form, checked.errors) }
    }
    const { criteria } = checked
    const answer = await searchPeople(database.db, criteria, { limit: resultLimit })
    return { template, model: resultsModel(form, criteria, answer, today) }
  },
})

/** Someone who asks for the results by address, after signing in again say, gets the empty form. */
export const searchAgainPage = definePage<undefined, ViewPermission>({
  method: 'GET',
  path: viewPaths.search,
  permission: 'view.child.search',
  audit: { event: viewEvents.opened, people: () => [] },
  handle: async () => ({ redirect: viewPaths.find, model: undefined }),
})
