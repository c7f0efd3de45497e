import type { Handle } from '#platform/db'
import { definePage, type Page, type PageContext } from '#platform/web'
import { listActs, listHolds } from '../../data/log.queries.ts'
import type { RetentionPolicy } from '../../rules/retention-policy.ts'
import type { RetentionOutcome } from '../../run-retention.ts'
import { retentionEvents } from '../retention.audit.ts'
import type { RetentionPermission } from '../retention.permissions.ts'
import { type RetentionModel, retentionModel } from './retention.view.ts'

/** What the page needs of the program: the periods, and a run, which is more than this module. */
export interface RetentionPageParts {
  policy(today: string): RetentionPolicy
  /** Erases what is due, or finds out what is; in transactions of its own, one run at a time. */
  retain(options: { doneBy: string; dryRun: boolean }): Promise<RetentionOutcome>
}

const path = '/retention'
const template = 'retention/retention.njk'
const actsShown = 100

/** What is kept how long, what is due, what is held, what was erased; and the run, once previewed. */
export function retentionPages(parts: RetentionPageParts): Page[] {
  return [showPage(parts), runPage(parts)]
}

function showPage(parts: RetentionPageParts): Page {
  return definePage<RetentionModel, RetentionPermission>({
    method: 'GET',
    path,
    permission: 'retention.read',
    // Figures by source: nobody is shown.
    audit: {
      event: retentionEvents.read,
      people: () => [],
      criteria: (_request, { preview }) => (preview ? { preview: 'yes' } : {}),
    },
    handle: async (context) => {
      const { preview: asked, done } = context.request.query as Record<string, string | undefined>
      const preview =
        asked === 'yes'
          ? await parts.retain({ doneBy: context.reader.accountId, dryRun: true })
          : undefined
      return {
        template,
        model: await modelFor(context, parts, { preview, hasRun: done === 'yes' }),
      }
    },
  })
}

function runPage(parts: RetentionPageParts): Page {
  return definePage<RetentionModel & { readonly erased: string }, RetentionPermission>({
    method: 'POST',
    path: `${path}/run`,
    permission: 'retention.run',
    isGrave: true,
    audit: {
      event: retentionEvents.ran,
      people: () => [],
      criteria: (_request, { erased }) => ({ records: erased }),
    },
    handle: async (context) => {
      const { acts } = await parts.retain({ doneBy: context.reader.accountId, dryRun: false })
      const erased = String(acts.reduce((total, { records }) => total + records, 0))
      const model = { ...(await modelFor(context, parts, { hasRun: true })), erased }
      return { redirect: `${path}?done=yes`, model }
    },
  })
}

async function modelFor(
  { database, reader, today }: PageContext,
  parts: RetentionPageParts,
  more: { preview?: RetentionOutcome | undefined; hasRun: boolean },
): Promise<RetentionModel> {
  const db: Handle = database.db
  return retentionModel({
    policy: parts.policy(today),
    today,
    acts: await listActs(db, actsShown),
    holds: await listHolds(db),
    mayRun: reader.permissions.has('retention.run'),
    ...more,
  })
}
