import { basename } from 'node:path'
import type { FastifyRequest } from 'fastify'
import { BadInput } from '#kernel'
import { definePage, type Page } from '#platform/web'
import type { Feed } from '../../feeds/read-feeds.ts'
import { extractEvents } from '../extract.audit.ts'
import { extractPaths, uploadPath } from '../extract.paths.ts'
import type { ExtractPermission } from '../extract.permissions.ts'
import { feedNamed, ownFeed } from '../own-feed.ts'
import { takeUpload } from './take-upload.ts'

/** What sending in a file needs: the definitions, read when asked for, and the inbox of `kith run`. */
export interface UploadParts {
  readonly feeds: () => readonly Feed[]
  readonly inbox: string
}

const permission = 'extract.file.upload'

interface UploadModel {
  readonly feed: string
  readonly sourceName: string
  readonly sent: string
  readonly pattern: string
  /** What it must be encrypted with; undefined where it comes in the clear. */
  readonly encryption: string | undefined
  readonly action: string
  readonly listHref: string
  readonly error: string | undefined
  readonly taken: string | undefined
}

/** The page on which a steward sends in a file of a source of their own organisation. */
export function uploadPages(parts: UploadParts): Page[] {
  const show = definePage<UploadModel, ExtractPermission>({
    method: 'GET',
    path: extractPaths.upload,
    permission,
    audit: { event: extractEvents.uploadShown, people: () => [], criteria },
    handle: async (context) => ({
      template: 'upload-file/upload-file.njk',
      model: modelOf(ownFeed(context, parts.feeds(), permission)),
    }),
  })
  const take = definePage<UploadModel, ExtractPermission>({
    method: 'POST',
    path: extractPaths.upload,
    permission,
    audit: {
      event: extractEvents.uploaded,
      people: () => [],
      criteria: (request, model) => ({
        ...criteria(request),
        ...(model.taken ? { file: model.taken } : {}),
      }),
    },
    handle: async (context) => {
      const feed = ownFeed(context, parts.feeds(), permission)
      const template = 'upload-file/upload-file.njk'
      try {
        const taken = await receive(context.request, feed, parts.inbox)
        return { template, model: { ...modelOf(feed), taken } }
      } catch (error) {
        if (!(error instanceof BadInput)) throw error
        const words = `${error.message}${error.fix ? ` ${error.fix}` : ''}`
        return {
          template,
          status: 400,
          outcome: 'refused',
          model: { ...modelOf(feed), error: words },
        }
      }
    },
  })
  return [show, take]
}

async function receive(request: FastifyRequest, feed: Feed, inbox: string): Promise<string> {
  const file = request.isMultipart() ? await request.file() : undefined
  if (file === undefined || file.filename === '') {
    throw new BadInput('Select a file.')
  }
  // A browser may send a path, and anything may send worse.
  const fileName = basename(file.filename.replaceAll('\\', '/'))
  try {
    await takeUpload(feed, inbox, fileName, file.file, () => file.file.truncated)
  } catch (error) {
    file.file.resume()
    if (file.file.truncated) {
      throw new BadInput('The file is larger than can be sent in here.', {
        fix: 'Send it through the folder agreed.',
      })
    }
    throw error
  }
  return fileName
}

function criteria(request: FastifyRequest): Record<string, string> {
  return { feed: feedNamed(request) }
}

function modelOf(feed: Feed): UploadModel {
  return {
    feed: feed.feed,
    sourceName: feed.source,
    sent: feed.schedule.sent,
    pattern: feed.file.pattern,
    encryption: { none: undefined, age: 'age', openpgp: 'OpenPGP' }[feed.file.encryption],
    action: uploadPath(feed.feed),
    listHref: extractPaths.sources,
    error: undefined,
    taken: undefined,
  }
}
