import { expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { indexPeople } from '../../testing/indexed-people.fixture.ts'
import { textOf, viewServer } from '../../testing/view-server.ts'

const database = await testDatabase()
const people = await indexPeople(database)
const { pool } = database
const url = `/children/${people.amina}/doubt`
const origin = 'http://localhost:3000'
const account = '00000000-0000-4000-8000-00000000000a'

async function server() {
  const { app, get, log } = await viewServer(database, { accountId: account })
  const post = (fields: [string, string][]) =>
    app.inject({
      method: 'POST',
      url,
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })
  return { get, post, log }
}
const reviews = async () => (await pool.query('select * from match.review')).rows

test('the record leads to it, and asks whose record does not belong; what is missing is said', async () => {
  const { get, post } = await server()
  expect((await get(`/children/${people.amina}`)).body).toContain(`href="${url}"`)
  const form = textOf((await get(url)).body)
  expect(form).toContain('Education')
  expect(form).toContain('Social Care')
  const none = textOf((await post([])).body)
  expect(none).toContain('Choose the records that do not belong')
  expect(none).toContain('Say why you think so')
  const all = await post([
    ['record', '0'],
    ['record', '1'],
    ['because', 'Two birth dates'],
  ])
  expect(all.statusCode).toBe(400)
  expect(textOf(all.body)).toContain('Leave at least one record')
  expect(await reviews()).toEqual([])
})

test('opens a review, warns every reader, and splits nothing', async () => {
  const { get, post, log } = await server()
  const links = async () =>
    (await pool.query('select * from match.current_link_v1 order by 1, 2')).rows
  const before = await links()
  const sent = await post([
    ['record', '0'],
    ['because', 'Two birth dates'],
  ])
  expect(sent.headers.location).toBe(`/children/${people.amina}`)
  expect(await reviews()).toMatchObject([
    { kind: 'doubt', opened_by: account, opened_because: 'Two birth dates', records: 2 },
  ])
  expect(await links()).toEqual(before)
  expect(log.at(-1)).toMatchObject({ event: 'view.join.doubted', people: [people.amina] })
  for (const page of ['', '/services', '/chronology', '/household']) {
    const body = textOf((await get(`/children/${people.amina}${page}`)).body)
    expect(body).toContain('may not all be of the same child, and it is under review')
    expect(body).not.toContain('These are not the same child')
  }
  expect(textOf((await get(url)).body)).toContain('Somebody has said so already')
})

test('of one record alone, and of somebody who is hidden, there is nothing to doubt', async () => {
  const { get } = await server()
  expect((await get(`/children/${people.unborn}`)).body).not.toContain('/doubt')
  for (const reference of [people.unborn, people.hidden, people.nobody]) {
    expect((await get(`/children/${reference}/doubt`)).statusCode).toBe(404)
  }
})
