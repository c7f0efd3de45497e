import { z } from 'zod'
import type { Openings } from '#access'
import { definePage, type Page } from '#platform/web'
import { searchPeople } from '#store'
import type { SearchTokens } from '../../search/search-token.ts'
import { viewEvents } from '../../view.audit.ts'
import { resultsPath, viewPaths } from '../../view.paths.ts'
import type { ViewPermission } from '../../view.permissions.ts'
import { checkSearchForm, readSearchForm } from './find-child.form.ts'
import {
  type FindChildModel,
  findChildModel,
  resultLimit,
  resultsModel,
} from './find-child.view.ts'

const template = 'find-child/find-child.njk'
const formQuery = z.object({ search: z.literal('ended').optional() }).catch({})

/** The empty search form; it says so where the reader came for results that are no longer kept. */
export const findChildPage = definePage<FindChildModel, ViewPermission>({
  method: 'GET',
  path: viewPaths.find,
  permission: 'view.child.search',
  audit: { event: viewEvents.opened, people: () => [] },
  handle: async ({ request }) => {
    const hasEnded = formQuery.parse(request.query).search === 'ended'
    return { template, model: { ...findChildModel(), hasEnded } }
  },
})

/** Someone who asks by address for where the form posts to, gets the empty form. */
export const searchAgainPage = definePage<undefined, ViewPermission>({
  method: 'GET',
  path: viewPaths.search,
  permission: 'view.child.search',
  audit: { event: viewEvents.opened, people: () => [] },
  handle: async () => ({ redirect: viewPaths.find, model: undefined }),
})

/**
 * Takes what was typed and sends the reader on to the results, at an address that holds it encrypted:
 * the way back from a child's page works, and no name, birth date or number stands in the browser's
 * history, a proxy's log or the next page's Referer.
 */
function askPage(tokens: SearchTokens) {
  return definePage<undefined, ViewPermission>({
    method: 'POST',
    path: viewPaths.search,
    permission: 'view.child.search',
    audit: { event: viewEvents.asked, people: () => [] },
    handle: async ({ request, reader }) => {
      const typed = readSearchForm(request.body)
      return { redirect: resultsPath(tokens.seal(typed, reader.accountId)), model: undefined }
    },
  })
}

const params = z.object({ '*': z.string() })

/** The search itself, each time that it is looked at: the access log has what was asked and whom it showed. */
function resultsPage(tokens: SearchTokens, opens: Openings) {
  return definePage<FindChildModel | undefined, ViewPermission>({
    method: 'GET',
    path: viewPaths.results,
    permission: 'view.child.search',
    audit: {
      event: viewEvents.searched,
      people: (_request, model) => [...(model?.results?.references ?? [])],
      criteria: (_request, model) => ({ ...model?.results?.criteria }),
    },
    handle: async ({ database, request, reader, today }) => {
      const typed = tokens.open(params.parse(request.params)['*'], reader.accountId)
      if (typed === undefined) {
        return { redirect: viewPaths.ended, model: undefined, outcome: 'refused' }
      }
      const form = readSearchForm(typed)
      const checked = checkSearchForm(form, today)
      if ('errors' in checked) {
        return { template, status: 400, model: findChildModel(form, checked.errors) }
      }
      const { criteria } = checked
      const grants = await opens.finding(database.db, reader, today)
      const answer = await searchPeople(database.db, grants, criteria, {
        limit: resultLimit,
        today,
      })
      return { template, model: resultsModel(form, criteria, answer, today) }
    },
  })
}

/** The pages that take a search and show what it finds. */
export function searchPages(tokens: SearchTokens, opens: Openings): readonly Page[] {
  return [askPage(tokens), resultsPage(tokens, opens)]
}
