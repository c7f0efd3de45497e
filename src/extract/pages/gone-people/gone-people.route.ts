import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BadInput } from '#kernel'
import { type Answer, definePage, type Page, type PageContext } from '#platform/web'
import { explainGone, withdrawGoneReason } from '../../actions/explain-gone.ts'
import { listGone } from '../../data/gone.queries.ts'
import type { Feed } from '../../feeds/read-feeds.ts'
import { goneReasons } from '../../rules/gone-reasons.ts'
import { extractEvents } from '../extract.audit.ts'
import { extractPaths } from '../extract.paths.ts'
import type { ExtractPermission } from '../extract.permissions.ts'
import { feedNamed, ownFeed } from '../own-feed.ts'
import { type GoneForm, type GonePeopleModel, gonePeopleModel } from './gone-people.view.ts'

type Feeds = () => readonly Feed[]
type FormError = { readonly field: 'keys' | 'reason'; readonly message: string }

const template = 'gone-people/gone-people.njk'
const permission = 'extract.gone.explain'

/** Who is gone from a source without a word, the owner's reason why, and taking it back. */
export function gonePeoplePages(feeds: Feeds): Page[] {
  return [listPage(feeds), explainPage(feeds), undoPage(feeds)]
}

function listPage(feeds: Feeds): Page {
  return definePage<GonePeopleModel, ExtractPermission>({
    method: 'GET',
    path: extractPaths.gone,
    permission,
    // Persons by their source's own key, as data-quality reports have them, and nobody of the index.
    audit: { event: extractEvents.goneListed, people: () => [], criteria },
    handle: async (context) => {
      const { done } = context.request.query as { done?: string }
      return { template, model: await modelFor(context, feeds(), { done: doneWords(done) }) }
    },
  })
}

const texts = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.string().max(200)).max(1000),
)
const form = z.object({ keys: texts, reason: z.string().catch('') })

function explainPage(feeds: Feeds): Page {
  return definePage<GonePeopleModel, ExtractPermission>({
    method: 'POST',
    path: extractPaths.gone,
    permission,
    audit: { event: extractEvents.goneExplained, people: () => [], criteria: decisionOf },
    handle: async (context): Promise<Answer<GonePeopleModel>> => {
      const feed = ownFeed(context, feeds(), permission)
      const typed = form.parse(context.request.body ?? {})
      const errors = wrongIn(typed)
      if (errors.length === 0) {
        const { keys: personKeys, reason } = typed
        const by = context.reader.accountId
        await explainGone(context.database.db, { feed: feed.feed, personKeys, reason, by })
      }
      const model = await modelFor(context, feeds(), { form: typed, errors })
      return errors.length === 0
        ? { redirect: `${model.action}?done=${typed.keys.length}`, model }
        : { template, status: 400, outcome: 'refused', model }
    },
  })
}

function undoPage(feeds: Feeds): Page {
  return definePage<GonePeopleModel, ExtractPermission>({
    method: 'POST',
    path: extractPaths.goneUndo,
    permission,
    audit: { event: extractEvents.goneWithdrawn, people: () => [], criteria: decisionOf },
    handle: async (context) => {
      const feed = ownFeed(context, feeds(), permission)
      const { keys } = form.parse(context.request.body ?? {})
      if (keys.length === 0) throw new BadInput('Choose whose reason is to be taken back.')
      await withdrawGoneReason(context.database.db, { feed: feed.feed, personKeys: keys })
      const model = await modelFor(context, feeds(), { form: { keys, reason: '' } })
      return { redirect: `${model.action}?done=undo`, model }
    },
  })
}

function wrongIn({ keys, reason }: GoneForm): FormError[] {
  const errors: FormError[] = []
  if (keys.length === 0) errors.push({ field: 'keys', message: 'Choose whom it is about' })
  if (!goneReasons.some(({ code }) => code === reason)) {
    errors.push({ field: 'reason', message: 'Choose why they are gone' })
  }
  return errors
}

async function modelFor(
  context: PageContext,
  feeds: readonly Feed[],
  more: { form?: GoneForm; errors?: FormError[]; done?: string | undefined },
): Promise<GonePeopleModel> {
  const feed = ownFeed(context, feeds, permission)
  const { db } = context.database
  return gonePeopleModel({
    feed,
    gone: await listGone(db, { feed: feed.feed, isExplained: false }),
    explained: await listGone(db, { feed: feed.feed, isExplained: true }),
    ...more,
  })
}

function doneWords(done: string | undefined): string | undefined {
  if (done === 'undo') return 'The reason was taken back. Whereabouts are masked again.'
  if (done === undefined || !/^\d{1,4}$/.test(done)) return undefined
  return done === '1' ? 'The reason was kept.' : `The reason was kept for ${done} people.`
}

function criteria(request: FastifyRequest): Record<string, string> {
  return { feed: feedNamed(request) }
}

function decisionOf(request: FastifyRequest, { decided }: GonePeopleModel): Record<string, string> {
  return {
    ...criteria(request),
    keys: decided.keys.join(' '),
    ...(decided.reason ? { reason: decided.reason } : {}),
  }
}
