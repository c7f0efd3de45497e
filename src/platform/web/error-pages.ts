import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { KithError, NotFound } from '#kernel'
import type { ReaderOf } from './access-entry.ts'
import { errorWords } from './error-words.ts'
import type { SiteParts } from './site.ts'
import { siteOf } from './visitors.ts'
import { TooManyAttempts } from './web-errors.ts'

/** Error pages in plain English: no stack, and a reference where the fault is ours. */
export function addErrorPages(app: FastifyInstance, look: Look): void {
  app.setErrorHandler(async (error, request, reply) => sendError(app, look, error, request, reply))
  app.setNotFoundHandler(async (request, reply) =>
    sendError(app, look, new NotFound('No such page.'), request, reply),
  )
}

/** What an error page needs in order to look like any other page. */
interface Look {
  readonly site: SiteParts
  readonly readerOf: ReaderOf
}

async function sendError(
  app: FastifyInstance,
  look: Look,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const words = errorWords(error)
  if (words.status >= 500) request.log.error(faultOf(error, request), 'request failed')
  if (error instanceof TooManyAttempts) reply.header('retry-after', error.retryAfterSeconds)
  const incident = words.isIncident ? request.id : undefined
  const site = await siteOf(request, look.site, look.readerOf)
  const html = await app.view('error.njk', { ...words, incident, site })
  return reply.code(words.status).type('text/html; charset=utf-8').send(html)
}

/**
 * What the log may hold of a fault: never the message of an error that is not ours, since a database
 * quotes the values that it refuses.
 */
function faultOf(error: unknown, request: FastifyRequest): Record<string, unknown> {
  const at = { incident: request.id, route: request.routeOptions.url }
  if (!(error instanceof Error)) return at
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  const code = 'code' in error ? String(error.code) : undefined
  const message = error instanceof KithError ? error.message : undefined
  return { ...at, error: error.name, code, message, frames, cause: causeOf(error) }
}

function causeOf(error: Error): string | undefined {
  if (!(error.cause instanceof Error)) return undefined
  return 'code' in error.cause ? `${error.cause.name} ${error.cause.code}` : error.cause.name
}
