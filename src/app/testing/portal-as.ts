import { randomUUID } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { afterAll } from 'vitest'
import {
  dataKindKeys,
  loadAgreements,
  permissionsOf,
  purposeKeys,
  type Role,
  roleKeys,
  roles,
  type SharingAgreement,
} from '#access'
import { type Database, openForPages } from '#platform/db'
import { createWebServer, type Page, type Reader } from '#platform/web'
import type { Home } from '../open-home.ts'
import { pagesRights } from '../pages-rights.ts'
import { portalParts, secretOf } from '../server.ts'

/**
 * Somebody at the portal: sends requests as their browser would, and says why they look where they are
 * asked.
 */
export interface Visitor {
  readonly accountId: string
  readonly email: string
  get(url: string): Promise<LightMyRequestResponse>
  post(url: string, form?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>
}

/** The whole portal, with one person of each role signed in. */
export interface PortalAs {
  readonly app: FastifyInstance
  /** As pages connect. */
  readonly database: Database
  readonly pages: readonly Page[]
  as(role: Role | 'nobody', organisation?: string): Visitor
  /** The same people at a portal with other settings. */
  again(settings: Partial<Home['config']>): Promise<PortalAs>
}

/** Organisations of the fixture, each with somebody in every role. */
export const fixtureOrganisations = ['own', 'elsewhere'] as const

/**
 * The portal as it is put together for real, but for who is signed in: that a header says, so that a
 * test can be everybody in turn without nine sign-ins. Sign-in has its own tests.
 */
export async function portalAs(home: Home): Promise<PortalAs> {
  const readers = new Map<string, Reader>()
  for (const organisation of fixtureOrganisations) {
    await addOrganisation(home, organisation)
    for (const role of roleKeys) {
      readers.set(`${role}@${organisation}`, await addReader(home, organisation, role))
    }
  }
  await loadAgreements(
    home.database.db,
    ['care', 'school', ...fixtureOrganisations].map(everythingOf),
    {
      reason: 'For a test',
    },
  )
  return serve(home, readers)
}

/** Everything but events of a source, to everybody who sees children. */
function everythingOf(source: string): SharingAgreement {
  return {
    agreement: `ISA-${source.toUpperCase()}`,
    title: source,
    source,
    lawfulBasis: 'For a test',
    fromOn: '2026-01-01',
    clauses: [
      {
        kinds: dataKindKeys.filter((kind) => kind !== 'event'),
        sensitivities: ['ordinary'],
        organisations: [...fixtureOrganisations],
        roles: roleKeys.filter((role) => roles[role].permissions.includes('view.child.read')),
        purposes: [...purposeKeys],
      },
    ],
  }
}

async function serve(home: Home, readers: ReadonlyMap<string, Reader>): Promise<PortalAs> {
  // As the role of pages, behind the second lock.
  const pages = await openForPages(
    home.database,
    home.databaseUrl,
    secretOf(home.config),
    pagesRights,
  )
  const parts = portalParts(home, pages)
  const app = await createWebServer({
    ...parts,
    readerOf: async ({ headers }) => readers.get(String(headers['x-reader'])),
  })
  app.addHook('onClose', async () => pages.close())
  afterAll(async () => app.close())
  const origin = home.config.baseUrl
  return {
    app,
    database: pages,
    pages: parts.pages,
    again: (settings) => serve({ ...home, config: { ...home.config, ...settings } }, readers),
    as(role, organisation = 'own') {
      const key = `${role}@${organisation}`
      const headers = { 'x-reader': key }
      const send = async (url: string, form: Readonly<Record<string, string>>) =>
        app.inject({
          method: 'POST',
          url,
          headers: { ...headers, origin, 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(form).toString(),
        })
      return {
        accountId: readers.get(key)?.accountId ?? '',
        email: `${role}@${organisation}.kith.example`,
        get: async (url) => {
          const answer = await app.inject({ url, headers })
          const asked = /^(\/children\/\w+\/purpose)\?/.exec(String(answer.headers.location))?.[1]
          if (asked === undefined) return answer
          await send(asked, { purpose: 'worry' })
          return app.inject({ url, headers })
        },
        post: (url, form = {}) => send(url, form),
      }
    },
  }
}

async function addOrganisation({ database }: Home, organisation: string): Promise<void> {
  await database.pool.query(
    `insert into access.organisation (organisation, name, kind, email_domains, roles)
     values ($1, $2, 'council', $3, $4)`,
    [organisation, `The ${organisation} agency`, [`${organisation}.kith.example`], roleKeys],
  )
}

async function addReader({ database }: Home, organisation: string, role: Role): Promise<Reader> {
  const accountId = randomUUID()
  const displayName = `A ${role} of ${organisation}`
  await database.pool.query(
    `insert into access."user" (id, name, email, email_verified, organisation, role)
     values ($1, $2, $3, true, $4, $5)`,
    [accountId, displayName, `${role}@${organisation}.kith.example`, organisation, role],
  )
  const session = {
    sessionId: randomUUID(),
    endsAt: new Date('2030-01-01T00:00:00Z'),
    endsForGoodAt: new Date('2030-01-01T00:00:00Z'),
    isConfirmed: true,
  }
  return {
    accountId,
    displayName,
    organisation,
    organisationName: `The ${organisation} agency`,
    role,
    permissions: permissionsOf({ role, organisationRoles: roleKeys, isLead: false }),
    session,
  }
}
