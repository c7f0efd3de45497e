import { z } from 'zod'
import { BadInput, NotFound } from '#kernel'
import { definePage, type Page } from '#platform/web'
import { groupExceptions } from '../../data/exception.queries.ts'
import { findSchedule, saveSchedule } from '../../data/schedule.queries.ts'
import { cleanseEvents } from '../cleanse.audit.ts'
import { cleansePaths, sourcePath } from '../cleanse.paths.ts'
import type { CleansePermission } from '../cleanse.permissions.ts'
import { type CleanseParts, mayAnswer, ownSource } from '../cleanse-parts.ts'
import { type SourceReportModel, sourceReportModel } from './source-report.view.ts'

const scheduleForm = z.object({ every: z.enum(['day', 'week', 'month', 'never']) })

/** What is wrong in one source by its likely cause, who answers for it, and how often they are mailed. */
export function sourceReportPages(parts: CleanseParts): Page[] {
  const show = definePage<SourceReportModel, CleansePermission>({
    method: 'GET',
    path: cleansePaths.source,
    permission: 'cleanse.exception.read',
    // Keys of a source's records and counts; no person of the index is named.
    audit: {
      event: cleanseEvents.sourceRead,
      people: () => [],
      criteria: (_request, { feed }) => ({ feed }),
    },
    handle: async (context) => {
      const { database, request, reader, today } = context
      const source = await ownSource(context)
      const book = parts.book(today)
      const every = (await findSchedule(database.db, source.feed)) ?? book.reports.every
      const groups = await groupExceptions(database.db, source.feed)
      return {
        template: 'source-report/source-report.njk',
        model: sourceReportModel(source, groups, book, {
          owner: parts.owners().find(({ feed }) => feed === source.feed),
          every: mayAnswer(reader, source.organisation) ? every : undefined,
          saved: (request.query as { saved?: string }).saved === 'yes',
        }),
      }
    },
  })
  const schedule = definePage<{ feed: string; every: string }, CleansePermission>({
    method: 'POST',
    path: cleansePaths.schedule,
    permission: 'cleanse.exception.answer',
    audit: {
      event: cleanseEvents.scheduled,
      people: () => [],
      criteria: (_request, { feed, every }) => ({ feed, every }),
    },
    handle: async (context) => {
      const { database, request, reader } = context
      const { feed, organisation } = await ownSource(context)
      if (!mayAnswer(reader, organisation))
        throw new NotFound('There is no such source of the reader’s.')
      const form = scheduleForm.safeParse(request.body)
      if (!form.success)
        throw new BadInput('Choose how often to be mailed.', { fix: 'Go back and choose one.' })
      const { every } = form.data
      await saveSchedule(database.db, { feed, every, setBy: reader.accountId })
      return { redirect: `${sourcePath(feed)}?saved=yes`, model: { feed, every } }
    },
  })
  return [show, schedule]
}
