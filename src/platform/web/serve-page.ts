import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotAllowed, NotFound } from '#kernel'
import { type Database, inTransaction } from '#platform/db'
import type {
  AccessEntry,
  AnnounceReader,
  KeepForm,
  ReaderOf,
  RecordAccess,
} from './access-entry.ts'
import type { Answer, Page, PageContext, Reader } from './page.ts'
import { type SiteParts, siteFor } from './site.ts'
import { pathOf } from './visitors.ts'
import { LogUnwritable, TooManyAttempts } from './web-errors.ts'

/** What pages are served with. */
export interface Serving {
  readonly app: FastifyInstance
  readonly database: Database
  readonly readerOf: ReaderOf
  readonly recordAccess: RecordAccess
  readonly site: SiteParts
  readonly keepForm?: KeepForm | undefined
  readonly announceReader?: AnnounceReader | undefined
  /** Today in Europe/London, `YYYY-MM-DD`. */
  today(): string
}

/** An answer ready to be sent: whatever could go wrong with it has gone right. */
interface Ready {
  readonly answer: Answer<unknown>
  readonly html: string | undefined
}

/** Adds the route of a page, which keeps the page contract. */
export function servePage(page: Page, serving: Serving): void {
  serving.app.route({
    method: page.method,
    url: page.path,
    handler: async (request, reply) => {
      const reader = await serving.readerOf(request)
      const detour = detourFor(page, reader)
      if (detour !== undefined) return goRound(detour, serving, request, reply)
      try {
        await page.admit?.(request)
        refuseUnlessPermitted(page, reader)
        return send(reply, await prepare(page, serving, request, reader))
      } catch (error) {
        await recordFailure(page, serving, request, reader, error)
        throw error
      }
    },
  })
}

/** Permissions that need no grant: before sign-in, and for anyone who is signed in. */
const open = new Set(['public', 'signed-in'])

function refuseUnlessPermitted(page: Page, reader: Reader | undefined): void {
  if (open.has(page.permission) || reader?.permissions.has(page.permission)) return
  throw new NotAllowed(`The reader lacks the permission ${page.permission}.`)
}

/** Handle, model, audit, render, log row: all inside one transaction, and nothing is sent yet. */
async function prepare(
  page: Page,
  serving: Serving,
  request: FastifyRequest,
  reader: Reader | undefined,
): Promise<Ready> {
  return inTransaction(serving.database.db, async (trx) => {
    // First, so that nothing is read before the database knows for whom.
    if (reader) await serving.announceReader?.(trx, reader)
    const database = { ...serving.database, db: trx }
    const answer = await page.handle(contextOf(database, request, reader, serving.today()))
    const { audit } = page
    const entry: AccessEntry = {
      ...entryOf(page, request, reader),
      account: reader?.accountId ?? audit.account?.(request, answer.model),
      people: audit.people(request, answer.model),
      criteria: audit.criteria?.(request, answer.model) ?? {},
      outcome: answer.outcome ?? 'allowed',
    }
    const html = await render(answer, serving, request, reader)
    // Last, so that the log's lock is held as briefly as can be.
    await record(() => serving.recordAccess(trx, entry))
    return { answer, html }
  })
}

function contextOf(
  database: Database,
  request: FastifyRequest,
  reader: Reader | undefined,
  today: string,
): PageContext {
  return {
    database,
    request,
    today,
    get reader(): Reader {
      if (reader) return reader
      throw new Error('A public page asked for its reader, and nobody is signed in.')
    },
  }
}

async function render(
  answer: Answer<unknown>,
  serving: Serving,
  request: FastifyRequest,
  reader: Reader | undefined,
): Promise<string | undefined> {
  if (!('template' in answer)) return undefined
  const model = typeof answer.model === 'object' ? answer.model : {}
  const site = siteFor(serving.site, pathOf(request), reader, new Date())
  return serving.app.view(answer.template, { ...model, site })
}

function send(reply: FastifyReply, { answer, html }: Ready): FastifyReply {
  for (const cookie of answer.cookies ?? []) reply.header('set-cookie', cookie)
  if ('redirect' in answer) return reply.redirect(answer.redirect, 303)
  if ('file' in answer) {
    const { name, type, body } = answer.file
    const safeName = name.replaceAll(/[^\w.-]/g, '-')
    reply.header('content-disposition', `attachment; filename="${safeName}"`)
    return reply.type(type).send(body)
  }
  return reply
    .code(answer.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(html)
}

function entryOf(page: Page, request: FastifyRequest, reader: Reader | undefined) {
  return {
    event: page.audit.event,
    account: reader?.accountId,
    organisation: reader?.organisation,
    role: reader?.role,
    requestId: request.id,
    address: request.ip,
  }
}

/** A refusal or a failure shows nothing, and is in the log all the same. */
async function recordFailure(
  page: Page,
  serving: Serving,
  request: FastifyRequest,
  reader: Reader | undefined,
  error: unknown,
): Promise<void> {
  if (error instanceof LogUnwritable) return
  // Not found and not allowed are one thing to the reader, and so in the log.
  const isRefusal = [NotAllowed, NotFound, TooManyAttempts].some((kind) => error instanceof kind)
  await record(() =>
    serving.recordAccess(serving.database.db, {
      ...entryOf(page, request, reader),
      people: [],
      criteria: { ...(request.params as Record<string, string>) },
      outcome: isRefusal ? 'refused' : 'failed',
    }),
  )
}

async function record(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw new LogUnwritable(error)
  }
}

/** Where the reader must go before this page: to sign in, to what must come first, to be asked again. */
function detourFor(page: Page, reader: Reader | undefined): string | undefined {
  if (page.permission === 'public') return undefined
  if (reader === undefined) return '/sign-in'
  if (reader.mustFirst !== undefined && !page.isOpenFirst) return reader.mustFirst
  const mayAsk = open.has(page.permission) || reader.permissions.has(page.permission)
  if (page.isGrave && mayAsk && reader.session?.isConfirmed === false) return confirmPath
  return undefined
}

/** Asks again who the reader is; access serves it. */
const confirmPath = '/confirm-it-is-you'

/** Goes there first and then comes back: to the page, or to the form that was sent, which is kept. */
async function goRound(
  detour: string,
  serving: Serving,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const back =
    request.method === 'GET' ? request.url : await serving.keepForm?.(serving.database.db, request)
  return reply.redirect(back === undefined ? detour : withNext(detour, back), 303)
}

function withNext(path: string, next: string): string {
  return `${path}?next=${encodeURIComponent(next)}`
}
