import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import fastifyStatic from '@fastify/static'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Config } from '#platform/config'
import type { Database } from '#platform/db'
import type { AnnounceReader, KeepForm, ReaderOf, RecordAccess } from './access-entry.ts'
import { type Assets, buildAssets, mojRoot, type Script } from './assets.ts'
import { addErrorPages } from './error-pages.ts'
import { homePage } from './home.page.ts'
import { isFromOurPages, ownOrigins } from './origin-check.ts'
import type { Page } from './page.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { servePage } from './serve-page.ts'
import type { NavigationItem } from './site.ts'
import { addTemplates } from './templates.ts'
import { onceForEach } from './visitors.ts'
import { ForeignOrigin } from './web-errors.ts'

/** What a web server is made of. Modules give pages, navigation and template folders. */
export interface WebServerParts {
  readonly config: Pick<Config, 'baseUrl' | 'today'>
  readonly database: Database
  readonly pages: readonly Page[]
  readonly navigation?: readonly NavigationItem[]
  /** Folders of templates, `src/view/pages`; a page names its template from there. */
  readonly templates?: readonly string[]
  /** Further style sheets, as paths. */
  readonly stylesheets?: readonly string[]
  /** Addresses of the proxies in front, whose word on a sender's address is believed; by default none. */
  readonly trustedProxies?: readonly string[]
  /** The council whose service this is, shown in the header. */
  readonly council?: string
  readonly readerOf: ReaderOf
  readonly recordAccess: RecordAccess
  /** Keeps a form whose reader must sign in again first; without it such a form is lost. */
  readonly keepForm?: KeepForm
  /** Tells the database within a page's transaction who reads, before anything is read. */
  readonly announceReader?: AnnounceReader
  /** Further scripts of our own origin, by the name that pages load them by. */
  readonly scripts?: readonly Script[]
  /** A pino logger; without it nothing is logged. */
  readonly log?: FastifyBaseLogger
}

/** A form is small; a larger body is refused before it is read. */
const bodyLimitBytes = 64 * 1024

/** A file that is sent in: one at a time, and what is larger goes another way than through a browser. */
const uploadLimits = { files: 1, fileSize: 200_000_000, fields: 5, parts: 6, headerPairs: 50 }

/** Builds the web server with every page on it. The caller makes it listen, and closes it. */
export async function createWebServer(parts: WebServerParts): Promise<FastifyInstance> {
  const app = newServer(parts)
  const assets = buildAssets(parts.stylesheets, parts.scripts)
  const readerOf = onceForEach(parts.readerOf)
  const navigation = parts.navigation ?? []
  const site = { council: parts.council, assets: assets.prefix, navigation }

  await addSecurityHeaders(app, parts.config.baseUrl.startsWith('https:'))
  await addTemplates(app, parts.templates ?? [])
  app.removeAllContentTypeParsers()
  await app.register(formbody)
  await app.register(multipart, { limits: uploadLimits })
  addErrorPages(app, { site, readerOf })
  keepPagesOutOfCaches(app)
  refuseForeignPosts(app, parts.config.baseUrl)
  logEachAnswer(app)
  await serveAssets(app, assets)

  const { database, recordAccess, keepForm, announceReader } = parts
  const today = () => parts.config.today ?? todayInLondon()
  for (const page of withHome(parts.pages, navigation)) {
    servePage(page, {
      app,
      database,
      readerOf,
      recordAccess,
      site,
      today,
      keepForm,
      announceReader,
    })
  }
  return app
}

function newServer({ log, trustedProxies }: WebServerParts): FastifyInstance {
  return Fastify({
    ...(log ? { loggerInstance: log } : { logger: false }),
    // Fastify's own lines hold the address, which may hold a name; ours below does not.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustedProxies ? [...trustedProxies] : false,
    bodyLimit: bodyLimitBytes,
    requestTimeout: 30_000,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    requestIdHeader: false,
    // Short enough to be read out over the telephone.
    genReqId: () => randomBytes(8).toString('hex'),
    routerOptions: { ignoreTrailingSlash: true },
    // Comes before any hook, so that nothing of ours is there yet to render a page with.
    frameworkErrors: (_error: Error, _request: FastifyRequest, reply: FastifyReply) => {
      reply.code(400).type('text/plain; charset=utf-8').send('Kith cannot read this address.')
    },
  })
}

function withHome(pages: readonly Page[], navigation: readonly NavigationItem[]): readonly Page[] {
  return pages.some(({ path }) => path === '/') ? pages : [...pages, homePage(navigation)]
}

function keepPagesOutOfCaches(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
}

function refuseForeignPosts(app: FastifyInstance, baseUrl: string): void {
  const own = ownOrigins(baseUrl)
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return
    if (!isFromOurPages(request.headers, own)) throw new ForeignOrigin()
  })
}

/** The route's pattern and never the address itself, which may hold a name or a reference. */
function logEachAnswer(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
}

async function serveAssets(app: FastifyInstance, assets: Assets): Promise<void> {
  for (const [name, { type, body }] of assets.files) {
    app.get(`${assets.prefix}/${name}`, async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=31536000, immutable').type(type).send(body),
    )
  }
  await app.register(fastifyStatic, {
    root: join(mojRoot, 'moj/assets/images'),
    prefix: '/assets/images/',
    // Icons only: the folder holds the ministry's crest as well.
    allowedPath: (path) => /^\/icon-[\w-]+\.svg$/.test(path),
    decorateReply: false,
    index: false,
    setHeaders: (reply) => void reply.header('cache-control', 'public, max-age=86400'),
  })
}

/** `YYYY-MM-DD` as it is in Europe/London now. */
export function todayInLondon(now: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(now)
}
