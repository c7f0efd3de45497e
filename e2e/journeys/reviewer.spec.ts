import { expect, test } from 'vitest'
import { ChildDetailsPage, NotFoundPage } from '../pages/child-pages.ts'
import { tabTo } from '../pages/keyboard.ts'
import {
  BreachListPage,
  DoubtPage,
  PairPage,
  QueuePage,
  RefusedPairPage,
  ReportingPage,
} from '../pages/review-pages.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { knownChild } from '../set-up/known-people.ts'
import { visitors, ways } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()
const enough = 'The evidence on this page is enough'

async function signedIn(role: Parameters<typeof account>[0], options = {}) {
  const page = await tab(options)
  const { email, password } = account(role)
  await (await SignInPage.visit(page)).signIn(email, password)
  return page
}

test.each(ways)(
  'a reviewer %s takes the next pair, is told what is missing, answers, and undoes it',
  async (_, options) => {
    const page = await signedIn('matching-reviewer', options)
    const queue = await QueuePage.opened(page)
    const waiting = await queue.waiting()
    expect(waiting).toBeGreaterThan(1)
    const pair = await queue.takeNext()
    const { address } = pair
    expect((await pair.marks()).length).toBeGreaterThan(2)
    expect(await pair.text()).toContain('What the machine makes of it')

    const button = page.getByRole('button', { name: 'Keep and go on' })
    const refused = page.waitForEvent('load')
    await button.click()
    await refused
    await RefusedPairPage.opened(page)
    await page.goto(address)

    await pair.answer('Cannot tell', 'There is too little to tell by')
    const next = await PairPage.opened(page)
    expect(next.address).not.toBe(address)
    expect(await next.text()).toContain('Kept: cannot tell.')
    const back = await next.undo()
    expect(back.address).toBe(address.split('?')[0])
    await page.goto('/review')
    expect(await (await QueuePage.opened(page)).waiting()).toBe(waiting)
    await (await QueuePage.opened(page)).decided()
  },
)

test('a pair is answered by the keyboard alone; single keys work only when they are switched on', async () => {
  const page = await signedIn('matching-reviewer')
  const first = await (await QueuePage.opened(page)).takeNext()
  const { address } = first
  const same = page.getByLabel('The same child', { exact: true })
  await page.keyboard.press('s')
  expect(await same.isChecked()).toBe(false)
  await tabTo(page, 'Answer with single keys in this browser')
  await page.keyboard.press('Space')
  await page.keyboard.press('n')
  expect(await page.getByLabel('Not the same child', { exact: true }).isChecked()).toBe(true)
  await page.keyboard.press('r')
  expect(await first.hasFocus(page.getByLabel('Why'))).toBe(true)
  await page.keyboard.type('The evidence')
  await page.getByLabel('In your words').focus()
  await page.keyboard.type('sn')
  expect(await page.getByLabel('Not the same child', { exact: true }).isChecked()).toBe(true)
  await page.getByLabel('In your words').fill('')
  await tabTo(page, 'Keep and go on')
  const loaded = page.waitForEvent('load')
  await page.keyboard.press('k')
  await loaded
  const next = await PairPage.opened(page)
  expect(next.address).not.toBe(address)
  await next.undo()
})

test('a clerical sample is drawn, waits in the queue and shows what is known', async () => {
  const page = await signedIn('matching-reviewer')
  const quality = await (await QueuePage.opened(page)).quality()
  expect(await (await quality.drawSample()).text()).toContain('Not known yet')
  await page.goto('/review')
  const sample = await (await QueuePage.opened(page)).narrowTo('Clerical sample')
  expect(await sample.waiting()).toBeGreaterThan(60)
  const pair = await sample.takeNext()
  await pair.answer('The same child', enough)
  await PairPage.opened(page)
})

test('a practitioner says that records are not of the same child: every reader is warned, and it is asked first', async () => {
  const { reference } = await knownChild(
    database,
    ({ record }) => record.sources.filter(({ holdsRecord }) => holdsRecord).length > 1,
  )
  const page = await signedIn('practitioner')
  await ChildDetailsPage.visit(page, reference)
  await page.getByRole('link', { name: 'These are not the same child' }).click()
  await DoubtPage.opened(page)
  await page.locator('main input[type="checkbox"]').first().check()
  await page.getByLabel('Why do you think so?').fill('Two schools at the same time')
  const sent = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Ask for a review' }).click()
  await sent
  const child = await ChildDetailsPage.opened(page)
  expect(await child.text()).toContain('may not all be of the same child')

  const reviewer = await signedIn('matching-reviewer')
  // A pair that was begun before is led to first, whatever its rank: this journey wants the doubt.
  await reviewer.goto('/review?kind=doubt')
  const pair = await (await QueuePage.opened(reviewer)).takeNext()
  expect(await pair.text()).toContain('Two schools at the same time')
  await pair.answer('The same child', enough)
  await page.reload()
  expect(await (await ChildDetailsPage.opened(page)).text()).not.toContain('may not all be')
})

test('the front pages of the analyst and of information governance', async () => {
  const analyst = await signedIn('analyst')
  await ReportingPage.opened(analyst)
  const governance = await signedIn('information-governance')
  await governance.goto('/breaches')
  await BreachListPage.opened(governance)
  await NotFoundPage.visit(governance, '/review')
})
