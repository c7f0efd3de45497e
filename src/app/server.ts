import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createAccess, openings } from '#access'
import { createCleanse, readRuleBook } from '#cleanse'
import { createExtract, readFeeds } from '#extract'
import { Conflict } from '#kernel'
import { createMatch } from '#match'
import type { Config } from '#platform/config'
import { type Database, openForPages } from '#platform/db'
import { deliverMail, smtpSender } from '#platform/mail'
import { createWebServer, todayInLondon, type WebServerParts } from '#platform/web'
import { createRetention } from '#retention'
import { disclosuresOf, findAsked, hiddenRecords, readChild } from '#store'
import { createView } from '#view'
import { accessSettings } from './access-settings.ts'
import type { Home } from './open-home.ts'
import { pagesRights } from './pages-rights.ts'
import { restrictedPeople } from './restricted-people.ts'
import { readPolicy, retain } from './retention.ts'

/** The portal with every module's pages, not yet listening. */
export async function createPortal(home: Home): Promise<FastifyInstance> {
  const pages = await openForPages(
    home.database,
    home.databaseUrl,
    secretOf(home.config),
    pagesRights,
  )
  const app = await createWebServer(portalParts(home, pages))
  app.addHook('onClose', () => pages.close())
  return app
}

/**
 * What the portal is made of.
 *
 * @param home with the owner's connection: a run that a page starts is the pipeline's work
 * @param database as pages connect
 */
export function portalParts(home: Home, database: Database): WebServerParts {
  const { config, log } = home
  const secret = secretOf(config)
  const access = createAccess(database, {
    ...accessSettings(config, secret),
    isShownTo: async (db, reference) => (await findAsked(db, reference)) !== undefined,
    people: {
      find: findAsked,
      shows: async (db, grants, { reference }) =>
        (await readChild(db, grants, reference, config.today ?? todayInLondon())) !== undefined,
    },
    restrictedPeople: restrictedPeople(() => config.today ?? todayInLondon()),
  })
  const view = createView({ secret, opens: openings })
  const extract = createExtract({
    feeds: () => readFeeds(config.feedsDir),
    inbox: join(config.home, 'inbox'),
    hiddenRecords,
  })
  const match = createMatch({ reviewersNeeded: config.reviewersNeeded, disclosuresOf })
  const cleanse = createCleanse({
    opens: openings,
    book: (today) => readRuleBook(config.qualityRulesFile, today),
    owners: () => readFeeds(config.feedsDir),
  })
  const retention = createRetention({
    policy: (today) => readPolicy(home, today),
    retain: (options) => retain(home, options),
  })
  const modules = [view, match, cleanse, extract, retention]
  return {
    config,
    database,
    trustedProxies: config.trustedProxies,
    ...(config.council && { council: config.council }),
    pages: [...access.pages, ...modules.flatMap(({ pages }) => pages)],
    navigation: [
      ...[...modules, access].flatMap(({ navigation }) => navigation),
      ...match.furtherNavigation,
      ...cleanse.furtherNavigation,
    ],
    templates: [access.templates, ...modules.map(({ templatesDir }) => templatesDir)],
    stylesheets: [...view.stylesheets, ...match.stylesheets],
    readerOf: access.readerOf,
    recordAccess: access.recordAccess,
    keepForm: access.keepForm,
    announceReader: access.announceReader,
    scripts: [...access.scripts, ...match.scripts],
    log,
  }
}

/** Serves the portal until the process is told to stop. */
export async function serveUntilStopped(home: Home, welcome: string): Promise<void> {
  const portal = await createPortal(home)
  const stopMail = sendMailMeanwhile(home)
  try {
    await listen(portal, home.config)
    process.stderr.write(`\nKith is at ${home.config.baseUrl}\n${welcome}\nPress Ctrl+C to stop.\n`)
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    process.stderr.write('\nStopping …\n')
  } finally {
    await stopMail()
    await portal.close()
  }
}

const mailEvery = 10_000

/** Sends what waits in the outbox every few seconds, where there is a mail server. Answers how to stop. */
function sendMailMeanwhile({ config, database, log }: Home): () => Promise<void> {
  if (config.smtpUrl === undefined) {
    if (config.isProduction) log.warn('KITH_SMTP_URL is not set: mail waits in the outbox')
    return async () => {}
  }
  const send = smtpSender(config.smtpUrl, config.mailFrom)
  let underWay = Promise.resolve()
  const timer = setInterval(() => {
    underWay = underWay
      .then(() => deliverMail(database, send))
      .then(({ failed }) => failed && log.warn({ failed }, 'mail was not taken'))
      .catch(() => log.warn('mail cannot be sent now'))
      .then(() => {})
  }, mailEvery)
  return async () => {
    clearInterval(timer)
    await underWay
  }
}

/** Refuses a port that is taken before any work is done for a portal that could not be served. @throws Conflict */
export async function refuseTakenPort({ host, port }: Config): Promise<void> {
  const probe = createServer()
  try {
    probe.listen({ host, port })
    await once(probe, 'listening')
  } catch (error) {
    throw takenPort(error, port)
  } finally {
    probe.close()
  }
}

/** Makes the portal listen. @throws Conflict when something else listens there already. */
async function listen(portal: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await portal.listen({ host, port })
  } catch (error) {
    throw takenPort(error, port)
  }
}

function takenPort(error: unknown, port: number): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return error
  return new Conflict(`Something already listens on port ${port}, perhaps another Kith.`, {
    fix: 'Stop it, or choose another port: PORT=3001 npm start',
  })
}

/** The secret of the settings; outside production one is made at first start and kept in the home. */
export function secretOf(config: Config): string {
  if (config.secret !== undefined) return config.secret
  const file = join(config.home, 'secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}
