import { describe, expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { indexPeople } from './testing/indexed-people.fixture.ts'
import { textOf, viewServer } from './testing/view-server.ts'

const database = await testDatabase()
const people = await indexPeople(database)

describe('searching', () => {
  test('finds a misspelt name, says why, and logs whom it showed and what was asked', async () => {
    const { search, log } = await viewServer(database)
    const response = await search({ name: 'Ameena Hartwel' })
    const text = textOf(response.body)
    expect(response.statusCode).toBe(200)
    expect(text).toContain('Hartwell, Amina 9 April 2017 (9 years) S60 1AA')
    expect(text).toContain('Education and Social Care')
    expect(text).toContain('Showing the only match')
    expect(log).toEqual([
      expect.objectContaining({ event: 'view.search.asked', people: [], criteria: {} }),
      expect.objectContaining({
        event: 'view.child.searched',
        people: [people.amina],
        criteria: { name: 'Ameena Hartwel' },
        outcome: 'allowed',
      }),
    ])
  })

  test.each([
    [{ 'nhs-number': '999 000 0018' }, 'Same NHS number'],
    [{ postcode: 's601aa' }, 'Same postcode'],
    [{ 'born-day': '4', 'born-month': '9', 'born-year': '2017' }, 'day and month exchanged'],
    [{ 'born-day': '1', 'born-month': '2', 'born-year': '2027' }, 'Unborn, due 1 February 2027'],
  ])('finds by %j', async (fields, words) => {
    const { search } = await viewServer(database)
    expect(textOf((await search(fields)).body)).toContain(words)
  })

  test('never finds a restricted child, and does not say that nobody is known', async () => {
    const { search, log } = await viewServer(database)
    const both = { name: 'Amina Hartwell', 'born-day': '9', 'born-month': '4', 'born-year': '2017' }
    expect((await search(both)).body).not.toContain(people.hidden)
    const nothing = textOf((await search({ name: 'Zebedee Quux' })).body)
    expect(nothing).toContain('Nothing that you can see matches')
    expect(nothing).toContain('This does not show that nobody knows the child')
    const searches = log.filter(({ event }) => event === 'view.child.searched')
    expect(searches.map((entry) => entry.people)).toEqual([[people.amina], []])
  })

  test('keeps what was typed, links each error to its input, and searches for nothing', async () => {
    const { search, log } = await viewServer(database)
    const response = await search({ name: '"><script>', 'born-day': '9' })
    expect(response.statusCode).toBe(400)
    expect(response.body).toContain('<title>Error: Find a child')
    expect(response.body).toContain('value="&quot;&gt;&lt;script&gt;"')
    expect(response.body).toMatch(
      /href="#born-month">Date of birth must include a month and a year/,
    )
    expect(response.body).toMatch(/<input[^>]* id="born-month"/)
    expect(log.at(-1)).toMatchObject({ event: 'view.child.searched', people: [], criteria: {} })
  })

  test('puts nothing that was typed into an address', async () => {
    const { search, get } = await viewServer(database)
    const { body } = await search({ name: 'Amina Hartwell' })
    expect(body).toContain('<form method="post" action="/children/search"')
    expect(body).not.toMatch(/<form(?![^>]*method="post")/)
    const links = [...body.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, link]) => link)
    expect(links.filter((link) => /amina|hartwell/i.test(link ?? ''))).toEqual([])
    expect((await get('/children/search')).headers.location).toBe('/children')
  })

  test('has results at an address that says nothing, to come back to: each look is a search', async () => {
    const { ask, get, log } = await viewServer(database)
    const address = await ask({ name: 'Amina Hartwell', 'nhs-number': '999 000 0018' })
    expect(address).toMatch(/^\/children\/results\/[\w-]+$/)
    expect(Buffer.from(address.slice(18), 'base64url').toString('latin1')).not.toMatch(
      /amina|9990/i,
    )
    for (const _ of ['first', 'again']) {
      expect(textOf((await get(address)).body)).toContain('Showing the only match')
    }
    expect(log.map(({ event, people: shown }) => [event, shown])).toEqual([
      ['view.search.asked', []],
      ['view.child.searched', [people.amina]],
      ['view.child.searched', [people.amina]],
    ])
  })

  test('a search that is over, somebody else’s or made up leads back to the empty form', async () => {
    let now = Date.now()
    const { ask, get, log } = await viewServer(database, { now: () => now })
    const address = await ask({ name: 'Amina Hartwell' })
    const colleague = await viewServer(database, { accountId: 'colleague' })
    const foreign = await colleague.get(address)
    const madeUp = await get('/children/results/RSV1234567897')
    now += 30 * 60 * 1000
    const over = await get(address)
    for (const { statusCode, headers } of [foreign, madeUp, over]) {
      expect([statusCode, headers.location]).toEqual([303, '/children?search=ended'])
    }
    expect(log.at(-1)).toMatchObject({ people: [], criteria: {}, outcome: 'refused' })
    const form = await get('/children?search=ended')
    expect(textOf(form.body)).toContain('That search is no longer open.')
    expect(form.body).not.toMatch(/value="[^"]*Amina/)
    expect((await get('/children?search=x')).body).not.toContain('no longer open')
  })

  test('takes the longest fields that a form can hold', async () => {
    const { search } = await viewServer(database)
    const long = await search({ name: 'Łódź '.repeat(2000), upn: '漢'.repeat(500) })
    expect(long.statusCode).toBe(400)
    expect(textOf(long.body)).toContain('Check the UPN')
  })
})

describe('a child’s page', () => {
  test('shows each value with its source and date, and logs the read', async () => {
    const { get, log } = await viewServer(database)
    const response = await get(`/children/${people.amina}`)
    const text = textOf(response.body)
    expect(response.headers['cache-control']).toBe('no-store')
    expect(text).toContain('Results for child: Amina Hartwell')
    expect(text).toContain('Family name Hartwell Social Care, as of 21 November 2026')
    expect(text).toContain('Other sources differ on family name Hartwel Education')
    expect(text).toContain('Other sources differ on date of birth 19 April 2017 Education')
    expect(text).toContain('Address line 1 14 Mallow Court Social Care, as of 21 November 2026')
    expect(text).toContain(
      'Mother O’Neill <b> Dana None recorded by Social Care None recorded by Social Care',
    )
    expect(response.body).toContain('O’Neill &lt;b&gt;')
    expect(text).toContain('Police police organisation Cannot judge')
    expect(text).toContain('Late Police is late in sending its records')
    expect(log).toEqual([
      expect.objectContaining({ event: 'view.child.read', people: [people.amina] }),
    ])
  })

  test('has no bare blank', async () => {
    const { get } = await viewServer(database)
    for (const reference of [people.amina, people.unborn]) {
      for (const url of [`/children/${reference}`, `/children/${reference}/services`]) {
        const { body } = await get(url)
        const cells = [...body.matchAll(/<(td|dd)\b[^>]*>([\s\S]*?)<\/\1>/g)]
        expect(cells.length).toBeGreaterThan(4)
        expect(cells.filter(([, , inside]) => textOf(inside ?? '').trim() === '')).toEqual([])
        expect(body).not.toMatch(/undefined|\[object Object\]/)
      }
    }
  })

  test('of an unborn child gives the due date', async () => {
    const { get } = await viewServer(database)
    const text = textOf((await get(`/children/${people.unborn}`)).body)
    expect(text).toContain('Results for child: Underhill')
    expect(text).toContain('Due date Unborn, due 1 February 2027')
  })

  test('lists services with whom to ring, and indicators even where none is held', async () => {
    const { get, log } = await viewServer(database)
    const response = await get(`/children/${people.amina}/services`)
    const text = textOf(response.body)
    expect(text).toContain(
      'School 6 September 2021 Current: no end recorded Thornlea Primary School SENCO 01632 960200',
    )
    expect(response.body).toContain('href="tel:01632960200"')
    expect(text).toContain('Social work REF-77 5 January 2026')
    expect(text).toContain(
      'Common Assessment Framework (CAF) None recorded by Education or Social Care Strengthening',
    )
    expect(text).toContain('Strengthening Families None recorded by Education or Social Care')
    expect(log).toEqual([
      expect.objectContaining({ event: 'view.services.read', people: [people.amina] }),
    ])
  })

  test('is found by a former reference, which it says', async () => {
    const { get, log } = await viewServer(database)
    const text = textOf((await get(`/children/${people.former}`)).body)
    expect(text).toContain(`${people.former} is a former Child ID`)
    expect(text).toContain('Results for child: Amina Hartwell')
    expect(log[0]?.people).toEqual([people.amina])
  })

  test('is not found alike: restricted, given to nobody, mistyped, not a reference', async () => {
    const { get } = await viewServer(database)
    const answers = []
    for (const reference of [people.hidden, people.nobody, 'RSV1234567890', 'anything']) {
      for (const tail of ['', '/services']) {
        const { statusCode, body } = await get(`/children/${reference}${tail}`)
        answers.push(`${statusCode} ${body}`)
      }
    }
    expect(answers[0]).toMatch(/^404 /)
    expect(new Set(answers).size).toBe(1)
  })
})

test('without the permission there is no page, and no word of why', async () => {
  const { get, log } = await viewServer(database, { permissions: ['cleanse.exception.read'] })
  for (const url of [
    '/children',
    `/children/${people.amina}`,
    `/children/${people.amina}/services`,
  ]) {
    expect([url, (await get(url)).statusCode]).toEqual([url, 404])
  }
  expect(log.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused'])
})
