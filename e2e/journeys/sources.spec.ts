import { describe, expect, test } from 'vitest'
import { follow } from '../pages/portal-page.ts'
import { ReportListPage } from '../pages/report-pages.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { CoveragePage, RefusedSendInPage, SendInPage, SourcesPage } from '../pages/source-pages.ts'
import { visitors, ways } from '../set-up/visitors.ts'

const { tab, account } = visitors()

describe.each(ways)('a data steward %s', (_, options) => {
  test('finds what each source has sent, and sends in a file after one that was wrong', async () => {
    const page = await tab(options)
    await (await SignInPage.visit(page)).asSteward(account('data-steward'))
    await follow(page.getByRole('link', { name: 'Sources', exact: true }))
    const sources = await SourcesPage.opened(page)
    expect(await sources.text()).toContain('Last good extract')
    const form = await sources.sendInAFile()
    await form.send()
    const empty = await RefusedSendInPage.opened(page)
    expect(await empty.text()).toContain('Select a file')
    await empty.send({ name: 'notes.csv', text: 'a,b' })
    const wrong = await RefusedSendInPage.opened(page)
    expect(await wrong.text()).toContain('not one of social-care')
    await wrong.send({ name: 'social-care-20261102.xml', text: '<Message></Message>' })
    expect(await (await SendInPage.opened(page)).text()).toContain(
      'social-care-20261102.xml was sent in',
    )
    await follow(page.getByLabel('Breadcrumb').getByRole('link', { name: 'Sources' }))
    await SourcesPage.opened(page)
  })

  test('finds how fresh and how full the sources are, and the way back', async () => {
    const page = await tab(options)
    await (await SignInPage.visit(page)).asSteward(account('data-steward'))
    await follow(page.getByRole('link', { name: 'Coverage and freshness' }))
    const coverage = await CoveragePage.opened(page)
    expect(await coverage.text()).toContain('Late after')
    expect(await coverage.text()).toContain('Unique pupil number')
    await follow(page.getByLabel('Breadcrumb').getByRole('link', { name: 'Data quality' }))
    await ReportListPage.opened(page)
  })
})
