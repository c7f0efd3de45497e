import type { LightMyRequestResponse } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Role, roleKeys, roles } from '#access'
import type { Page } from '#platform/web'
import { playNight, testHome } from '#testing'
import { recordsOf } from './testing/family.ts'
import {
  aboutWords,
  openTo,
  type PermissionRow,
  pageKey,
  permissionRows,
  rowFor,
} from './testing/permission-table.ts'
import { type PortalAs, portalAs } from './testing/portal-as.ts'

/*
 * Every page and API route, for every role and for nobody signed in, about a child of one's own
 * agency, another's and a restricted one: allowed, refused or not found as docs/permissions.md says.
 *
 * You have added a page and this fails? Copy the row that the message gives into the table of
 * docs/permissions.md, and say in its last cell what the page is about.
 */

const home = await testHome({ KITH_TODAY: '2026-11-03' })
const { database } = home
const portal: PortalAs = await portalAs(home)
const rows = permissionRows()
const rowOf = new Map(rows.map((row) => [row.page, row]))
const rolesWith = (permission: string) =>
  roleKeys.filter((role) => roles[role].permissions.includes(permission))

const children = ['own', 'other', 'restricted'] as const
type Child = (typeof children)[number]
const reference: Record<string, string> = {}

beforeAll(async () => {
  const records = [
    ...recordsOf('own', 'own', { given: 'Ada' }),
    ...recordsOf('elsewhere', 'other', { given: 'Ben' }),
    ...recordsOf('own', 'restricted', { given: 'Fay', isRestricted: true }),
  ]
  const people = [['own|own'], ['elsewhere|other'], ['own|restricted']]
  await playNight(database, { on: '2026-11-01', sent: ['own', 'elsewhere'], records, people })
  const { rows: found } = await database.pool.query<{ reference: string; person_key: string }>(
    'select reference, person_key from match.person join match.link using (person_id)',
  )
  for (const row of found) reference[row.person_key] = row.reference
})

describe('docs/permissions.md', () => {
  test('has a row for every page', () => {
    const missing = portal.pages.filter((page) => !rowOf.has(pageKey(page)))
    const message = `Add to the table of docs/permissions.md, and check the last cell:\n${missing.map((page) => rowFor(page, rolesWith)).join('\n')}\n`
    expect(missing.map(pageKey), message).toEqual([])
  })

  test('has no row for a page that is gone, and none twice', () => {
    const known = new Set(portal.pages.map(pageKey))
    const gone = rows.map(({ page }) => page).filter((page) => !known.has(page))
    expect(gone, 'Take these out of the table of docs/permissions.md').toEqual([])
    expect(rowOf.size, 'A page stands twice in docs/permissions.md').toBe(rows.length)
  })

  test('names each page’s permission, the roles that have it, and what the page is about', () => {
    const wrong = portal.pages.flatMap((page) => {
      const row = rowOf.get(pageKey(page))
      if (row === undefined) return []
      const isRight =
        row.permission === page.permission &&
        row.openTo === openTo(page.permission, rolesWith) &&
        aboutWords.some((word) => word === row.about)
      return isRight ? [] : [`${rowLine(row)}\n  should be\n${rowFor(page, rolesWith)}`]
    })
    expect(wrong, `Correct in docs/permissions.md:\n${wrong.join('\n')}`).toEqual([])
  })
})

function rowLine({ page, permission, openTo: open, about }: PermissionRow): string {
  return `| \`${page}\` | ${permission} | ${open} | ${about} |`
}

type Outcome = 'allowed' | 'not found' | 'sign in'

/** What docs/permissions.md says of a page, somebody and a child. */
function expected(
  row: PermissionRow,
  role: Role | 'nobody',
  child: Child,
): Outcome | 'not a fault' {
  if (row.permission === 'public') return 'not a fault'
  if (role === 'nobody') return 'sign in'
  const { permissions } = roles[role]
  const isOpen = row.permission === 'signed-in' || permissions.includes(row.permission)
  if (!isOpen || row.about === 'something') return 'not found'
  if (row.about === 'a child, in the log' && permissions.includes('access.log.read')) {
    return 'allowed'
  }
  const isHidden = child === 'restricted' && !permissions.includes('access.shield.pass')
  return row.about !== 'nothing' && isHidden ? 'not found' : 'allowed'
}

function outcomeOf({ statusCode, headers }: LightMyRequestResponse): Outcome | string {
  if (statusCode === 404) return 'not found'
  if (statusCode === 303 && String(headers.location).startsWith('/sign-in')) return 'sign in'
  return [200, 303, 400].includes(statusCode) ? 'allowed' : `status ${statusCode}`
}

const nowhere = '00000000-0000-4000-8000-000000000000'

function addressOf(page: Page, child: Child): string {
  return page.path
    .replace(':reference', reference[child] ?? '')
    .replace(':day', '2026-11-02')
    .replaceAll(/:\w+|\*/g, nowhere)
}

async function send(page: Page, role: Role | 'nobody', child: Child) {
  const visitor = portal.as(role)
  const url = addressOf(page, child)
  return page.method === 'GET' ? visitor.get(url) : visitor.post(url)
}

describe.each([...roleKeys, 'nobody' as const])('%s', (role) => {
  test.each(children)('about a child: %s', async (child) => {
    const wrong: string[] = []
    let tried = 0
    for (const page of portal.pages) {
      const row = rowOf.get(pageKey(page))
      if (row === undefined || (!row.about.startsWith('a child') && child !== 'own')) continue
      const should = expected(row, role, child)
      const answer = await send(page, role, child)
      const is = outcomeOf(answer)
      tried += 1
      const isRight = should === 'not a fault' ? answer.statusCode < 500 : is === should
      if (!isRight) wrong.push(`${row.page}: ${is}, should be ${should}`)
    }
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThan(5)
  })
})

describe('without any sharing agreement', () => {
  beforeAll(async () => {
    await database.pool.query('delete from access.sharing_agreement')
  })

  test.each(rolesWith('view.child.read'))('%s opens no page about a child', async (role) => {
    const wrong: string[] = []
    let tried = 0
    for (const page of portal.pages) {
      const row = rowOf.get(pageKey(page))
      if (row?.about !== 'a child') continue
      for (const child of ['own', 'other'] as const) {
        const is = outcomeOf(await send(page, role, child))
        tried += 1
        if (is !== 'not found') wrong.push(`${row.page} of ${child}: ${is}, should be not found`)
      }
    }
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThan(10)
  })
})

test('a page that is not found says nothing of why: no permission, hidden, never there', async () => {
  const without = await portal.as('analyst').get(`/children/${reference['own']}`)
  const hidden = await portal.as('social-worker').get(`/children/${reference['restricted']}`)
  const never = await portal.as('social-worker').get('/children/RSV5678901231')
  for (const { statusCode, body } of [without, hidden, never]) {
    expect(statusCode).toBe(404)
    expect(body).not.toMatch(/permission|restricted|shield/i)
  }
})
