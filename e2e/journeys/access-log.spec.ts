import { afterEach, expect, test } from 'vitest'
import { ChildDetailsPage } from '../pages/child-pages.ts'
import { PortalPage } from '../pages/portal-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { knownChild } from '../set-up/known-people.ts'
import { visitors } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()
const child = await knownChild(database)

interface Logged {
  event: string
  people: string[]
  criteria: Record<string, string>
  outcome: string
  role: string | null
}

afterEach(async () => {
  await database.pool.query('alter table access.access_log drop constraint if exists no_more')
})

test('each page of a journey has its row: what was done, by which role, about whom', async () => {
  const before = await lastRow()
  const find = await (await SignInPage.visit(await tab())).asPractitioner(account('practitioner'))
  const results = await find.search({ name: child.family })
  const shown = await results.references()
  const details = await results.open(child.reference)
  await (await (await details.services()).details()).signOut()

  const rows = await rowsSince(before)
  expect(rows.map(({ event }) => event)).toEqual([
    'access.sign-in.opened',
    'access.password.given',
    'access.code.asked',
    'access.account.signed-in',
    'platform.home.opened',
    'view.search.opened',
    'view.search.asked',
    'view.child.searched',
    'view.child.read',
    'access.purpose.asked',
    'access.purpose.said',
    'view.child.read',
    'view.services.read',
    'view.child.read',
    'access.account.signed-out',
    'access.signed-out.opened',
  ])
  expect(shown).toContain(child.reference)
  const searched = rows.find(({ event }) => event === 'view.child.searched')
  expect(searched).toMatchObject({ people: shown, criteria: { name: child.family } })
  // Until it is said why, nothing is shown: the row says so, and names nobody.
  const [beforeSaying, ...reads] = rows.filter(({ event }) => /\.read$/.test(event))
  expect(beforeSaying).toMatchObject({ people: [], outcome: 'refused' })
  for (const row of reads) {
    expect(row).toMatchObject({
      people: [child.reference],
      outcome: 'allowed',
      role: 'practitioner',
    })
  }
})

test('the row is there before the browser has a word of the page', async () => {
  const page = await tab()
  await (await SignInPage.visit(page)).asPractitioner(account('practitioner'))
  const before = await lastRow()
  let logged: Logged[] = []
  await page.route(`**/children/${child.reference}`, async (route) => {
    const response = await route.fetch()
    logged = await rowsSince(before)
    await route.fulfill({ response })
  })
  await ChildDetailsPage.visit(page, child.reference)
  expect(logged).toMatchObject([{ event: 'view.child.read', people: [child.reference] }])
})

test('where the row cannot be written nothing of the page is shown', async () => {
  const page = await tab()
  await (await SignInPage.visit(page)).asPractitioner(account('practitioner'))
  await database.pool.query(
    'alter table access.access_log add constraint no_more check (false) not valid',
  )
  await page.goto(`/children/${child.reference}`)
  const unavailable = await UnavailablePage.opened(page)
  expect(await unavailable.text()).toContain('Kith shows nothing that it cannot record as seen')
  expect(await page.content()).not.toContain(child.family)
})

async function lastRow(): Promise<string> {
  const { rows } = await database.pool.query<{ last: string }>(
    'select coalesce(max(access_log_id), 0)::text as last from access.access_log',
  )
  return rows[0]?.last ?? '0'
}

async function rowsSince(last: string): Promise<Logged[]> {
  const { rows } = await database.pool.query<Logged>(
    `select event, people, criteria, outcome, role from access.access_log
     where access_log_id > $1 order by access_log_id`,
    [last],
  )
  return rows
}

/** What is said when Kith cannot work. */
class UnavailablePage extends PortalPage {
  protected readonly title = /^Sorry, the service is not available – /
  protected override readonly status = 503
}
