import { describe, expect, test } from 'vitest'
import {
  ChronologyPage,
  HouseholdPage,
  PastChronologyPage,
  PastHouseholdPage,
  sayWhyIfAsked,
} from '../pages/child-pages.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { knownChild } from '../set-up/known-people.ts'
import { today } from '../set-up/portal.ts'
import { visitors, ways } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()
const child = await knownChild(database, ({ record }) => record.events.length > 0)

describe.each(ways)('a social worker %s', (_, options) => {
  test('sees whom a child lives with and what has happened, of today and as it was on a day', async () => {
    const page = await tab(options)
    const { email, password } = account('social-worker')
    await (await SignInPage.visit(page)).signIn(email, password)
    const path = `/children/${child.reference}`
    await page.goto(`${path}/household`)
    await sayWhyIfAsked(page)
    const household = await HouseholdPage.opened(page)
    expect(await household.text()).toContain('Who lives or lived at the same address')
    const chronology = await household.chronology()
    expect(await chronology.unexplained()).toEqual([])
    const services = await chronology.show('service')
    expect(await services.text()).toMatch(/\d of \d+ entries|\d+ entries/)
    await page.goto(`${path}/on/${today}/household`)
    const past = await PastHouseholdPage.opened(page)
    expect(await past.text()).toContain('It is not current.')
    await page.goto(`${path}/on/${today}/chronology`)
    expect(await (await PastChronologyPage.opened(page)).text()).toContain('It is not current.')
    await page.goto(`${path}/chronology`)
    await ChronologyPage.opened(page)
  })
})
