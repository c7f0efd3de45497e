import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { follow } from '../pages/portal-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import {
  GonePeoplePage,
  RefusedStoppedFilePage,
  SourcesPage,
  StoppedFilePage,
} from '../pages/source-pages.ts'
import { visitors, ways } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()
const fileName = 'social-care-20261031.xml'

/** As a run leaves it that was stopped by a check. */
beforeAll(async () => {
  await database.pool.query(
    `with stopped as (
       insert into extract.load (feed, file_name, checksum, definition_digest, bytes, extract_at,
         state, started_at, finished_at, refusal, extract)
       values ('social-care', $1, 'stopped', 'test', 1, '2026-10-31', 'refused', now(), now(),
         'Half of it is missing.', 'full') returning load_id
     )
     insert into extract.check_result (load_id, place, check_name, level, message)
     select load_id, 0, 'gone', 'stop', '27 of 54 persons would be gone (50%).' from stopped`,
    [fileName],
  )
})
afterAll(async () => {
  await database.pool.query(`delete from extract.let_through where checksum = 'stopped'`)
  await database.pool.query(
    `delete from extract.check_result c using extract.load l where l.load_id = c.load_id and l.checksum = 'stopped'`,
  )
  await database.pool.query(`delete from extract.load where checksum = 'stopped'`)
})

describe.each(ways)('a data steward %s', (_, options) => {
  test('lets a stopped file through with a reason, and takes it back', async () => {
    const page = await tab(options)
    await (await SignInPage.visit(page)).asSteward(account('data-steward'))
    await follow(page.getByRole('link', { name: 'Sources', exact: true }))
    await SourcesPage.opened(page)
    await follow(page.getByRole('link', { name: fileName }))
    const stopped = await StoppedFilePage.opened(page)
    expect(await stopped.text()).toContain('27 of 54 persons would be gone (50%).')
    await stopped.letThrough('')
    const refused = await RefusedStoppedFilePage.opened(page)
    await refused.letThrough('The school has closed.')
    const through = await StoppedFilePage.opened(page)
    expect(await through.text()).toContain('because: The school has closed.')
    await through.withdraw()
    expect(await (await StoppedFilePage.opened(page)).text()).toContain('Why is the file right?')
    await follow(page.getByLabel('Breadcrumb').getByRole('link', { name: 'Sources' }))
    await SourcesPage.opened(page)
    await follow(page.getByRole('link', { name: /^Say why people are gone/ }).first())
    expect(await (await GonePeoplePage.opened(page)).text()).toContain('gone without a reason')
  })
})
