import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Conflict, NotFound } from '#kernel'
import { type Answer, definePage, type Page, type PageContext } from '#platform/web'
import { letThrough, withdrawLetThrough } from '../../actions/let-through.ts'
import { type StoppedFile, stoppedFile } from '../../data/let-through.queries.ts'
import type { Feed } from '../../feeds/read-feeds.ts'
import { extractEvents } from '../extract.audit.ts'
import { extractPaths } from '../extract.paths.ts'
import type { ExtractPermission } from '../extract.permissions.ts'
import { feedNamed, ownFeed } from '../own-feed.ts'
import { type StoppedFileModel, stoppedFileModel } from './stopped-file.view.ts'

const template = 'stopped-file/stopped-file.njk'
const permission = 'extract.file.let-through'

/** What a check has stopped, and the steward's word that the file is right all the same. */
export function stoppedFilePages(feeds: () => readonly Feed[]): Page[] {
  return [openPage(feeds), letThroughPage(feeds), withdrawPage(feeds)]
}

function openPage(feeds: () => readonly Feed[]): Page {
  return definePage<StoppedFileModel, ExtractPermission>({
    method: 'GET',
    path: extractPaths.stopped,
    permission,
    audit: { event: extractEvents.stoppedRead, people: () => [], criteria },
    handle: async (context) => {
      const { feed, file } = await read(context, feeds())
      return { template, model: stoppedFileModel(feed, file) }
    },
  })
}

const form = z.object({
  reason: z
    .string('Say why the file is right')
    .trim()
    .min(1, 'Say why the file is right')
    .max(500, 'Use 500 characters or fewer'),
})

function letThroughPage(feeds: () => readonly Feed[]): Page {
  return definePage<StoppedFileModel, ExtractPermission>({
    method: 'POST',
    path: extractPaths.stopped,
    permission,
    isGrave: true,
    audit: {
      event: extractEvents.letThrough,
      people: () => [],
      criteria: (request, { reason }) => ({ ...criteria(request), reason }),
    },
    handle: async (context): Promise<Answer<StoppedFileModel>> => {
      const { feed, file } = await read(context, feeds())
      if (file.isOver) throw over(file)
      const typed = form.safeParse(context.request.body ?? {})
      if (!typed.success) {
        const error = typed.error.issues[0]?.message
        return {
          template,
          status: 400,
          outcome: 'refused',
          model: stoppedFileModel(feed, file, error),
        }
      }
      const { reason } = typed.data
      const by = context.reader.accountId
      await letThrough(context.database.db, { ...file, reason, by })
      const model = { ...stoppedFileModel(feed, file), reason }
      return { redirect: model.action, model }
    },
  })
}

function withdrawPage(feeds: () => readonly Feed[]): Page {
  return definePage<StoppedFileModel, ExtractPermission>({
    method: 'POST',
    path: extractPaths.withdraw,
    permission,
    audit: { event: extractEvents.letThroughWithdrawn, people: () => [], criteria },
    handle: async (context) => {
      const { feed, file } = await read(context, feeds())
      await withdrawLetThrough(context.database.db, file)
      const model = stoppedFileModel(feed, file)
      return { redirect: model.action, model }
    },
  })
}

const params = z.object({
  load: z.coerce
    .number()
    .int()
    .positive()
    .max(2 ** 53 - 1),
})

async function read(
  context: PageContext,
  feeds: readonly Feed[],
): Promise<{ feed: Feed; file: StoppedFile }> {
  const feed = ownFeed(context, feeds, permission)
  const load = params.safeParse(context.request.params)
  const file = load.success
    ? await stoppedFile(context.database.db, feed.feed, { loadId: load.data.load })
    : undefined
  if (file === undefined) throw new NotFound('No check has stopped such a file of this source.')
  return { feed, file }
}

function over({ fileName }: StoppedFile): Conflict {
  return new Conflict(`${fileName} is not waiting any more.`, {
    fix: 'Its sender has sent it anew, or a later extract has been taken. Go back to Sources.',
  })
}

function criteria(request: FastifyRequest): Record<string, string> {
  const { load } = request.params as { load: string }
  return { feed: feedNamed(request), load }
}
