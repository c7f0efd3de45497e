import { z } from 'zod'
import { type ShownErrors, shownErrors, typedText } from '#access'
import { checkReference, NotFound } from '#kernel'
import { type Answer, definePage, type Page } from '#platform/web'
import { knownReference, trailOf } from '../../data/reference.queries.ts'
import { matchEvents } from '../match.audit.ts'
import { matchPaths, trailPath } from '../match.paths.ts'
import type { MatchPermission } from '../match.permissions.ts'
import { type MatchSettings, reviewerOf } from '../match-settings.ts'
import { type TrailModel, trailModel } from './reference-trail.view.ts'

interface AskModel extends ShownErrors {
  readonly title: string
  readonly typed: string
}

/** The id of no person. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** What became of a Child ID: the page that asks which, and the trail itself. */
export const trailPages = (settings: MatchSettings): Page[] => [
  definePage<AskModel, MatchPermission>({
    method: 'GET',
    path: matchPaths.findTrail,
    permission: 'match.reference.read',
    audit: { event: matchEvents.trailAsked, people: () => [] },
    async handle({ request }): Promise<Answer<AskModel>> {
      const typed = typedText(request.query, 'reference').toUpperCase().replaceAll(/\s/g, '')
      const model = { title: 'What became of a Child ID', typed, ...shownErrors() }
      const template = 'reference-trail/ask-reference.njk'
      if (typed === '') return { template, model }
      if (checkReference(typed).ok) return { redirect: trailPath(typed), model }
      const problem = {
        field: 'reference',
        message: 'Enter a Child ID, such as RSV and ten digits',
      }
      return { template, status: 400, model: { ...model, ...shownErrors([problem]) } }
    },
  }),
  definePage<TrailModel, MatchPermission>({
    method: 'GET',
    path: matchPaths.trail,
    permission: 'match.reference.read',
    audit: { event: matchEvents.trailRead, people: (_request, { people }) => [...people] },
    async handle(context) {
      const { db } = context.database
      const { reference } = z.object({ reference: z.string() }).parse(context.request.params)
      const { maySeeRestricted } = reviewerOf(context)
      const known = checkReference(reference).ok ? await knownReference(db, reference) : undefined
      // Asked of nobody too: somebody hidden takes no more queries than a reference that never was.
      const { hidden } = await settings.disclosuresOf(db, [known?.nowPersonId ?? nobody])
      if (!known || hidden.has(known.nowPersonId) || (known.isRestricted && !maySeeRestricted)) {
        throw new NotFound('No record has this Child ID.')
      }
      const events = await trailOf(db, known.personId, maySeeRestricted)
      return {
        template: 'reference-trail/reference-trail.njk',
        model: trailModel(known, events),
      }
    },
  }),
]
