import { z } from 'zod'
import type { Openings } from '#access'
import { personPage } from '../../person/person-page.ts'
import { viewEvents } from '../../view.audit.ts'
import { viewPaths } from '../../view.paths.ts'
import {
  type ChronologyFilter,
  type ChronologyModel,
  chronologyModel,
  type EntryKind,
  entryKinds,
} from './chronology.view.ts'

/** What happened in a person's life, by day, each with the source that says so. */
export function chronologyPage(opens: Openings) {
  return personPage<ChronologyModel>(
    {
      path: viewPaths.chronology,
      event: viewEvents.chronologyRead,
      criteria: ({ filter }) => filter,
      show: ({ record }, { request, today }) => ({
        template: 'chronology/chronology.njk',
        model: chronologyModel(record, today, chronologyFilter(request.query)),
      }),
    },
    opens,
  )
}

const kinds = Object.keys(entryKinds) as [EntryKind, ...EntryKind[]]
const query = z.object({
  show: z.enum(kinds).optional().catch(undefined),
  source: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,99}$/)
    .optional()
    .catch(undefined),
})

/** What of it the address asks for. One that makes no sense asks for everything. */
export function chronologyFilter(asked: unknown): ChronologyFilter {
  return query.parse(asked ?? {})
}
