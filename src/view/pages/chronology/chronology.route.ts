import { z } from 'zod'
import { definePage } from '#platform/web'
import { type DoubtNotice, doubtNotice } from '../../person/doubt-notice.ts'
import { readPerson } from '../../person/read-person.ts'
import { viewEvents } from '../../view.audit.ts'
import { viewPaths } from '../../view.paths.ts'
import type { ViewPermission } from '../../view.permissions.ts'
import {
  type ChronologyFilter,
  type ChronologyModel,
  chronologyModel,
  type EntryKind,
  entryKinds,
} from './chronology.view.ts'

/** What happened in a person's life, by day, each with the source that says so. */
export const chronologyPage = definePage<ChronologyModel & { doubt: DoubtNotice }, ViewPermission>({
  method: 'GET',
  path: viewPaths.chronology,
  permission: 'view.child.read',
  audit: {
    event: viewEvents.chronologyRead,
    people: (_request, model) => [model.reference],
    criteria: (_request, { filter }) => filter,
  },
  handle: async (context) => {
    const record = await readPerson(context)
    return {
      template: 'chronology/chronology.njk',
      model: {
        ...chronologyModel(record, context.today, chronologyFilter(context.request.query)),
        doubt: await doubtNotice(context, record),
      },
    }
  },
})

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
