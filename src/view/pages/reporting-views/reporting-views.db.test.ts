import { expect, test } from 'vitest'
import { reportViews } from '#store'
import { testDatabase } from '#testing'
import { textOf, viewServer } from '../../testing/view-server.ts'

const database = await testDatabase()

test('every view stands in the list, and its page says what each column means and gives away', async () => {
  const { get, log } = await viewServer(database, { permissions: ['view.reporting.read'] })
  const list = (await get('/reporting')).body
  for (const { name } of reportViews) expect(list).toContain(`href="/reporting/${name}"`)
  const text = textOf((await get('/reporting/person_v1')).body)
  expect(text).toContain('family_name')
  expect(text).toContain('Says who it is')
  expect(log.map(({ event, people }) => [event, people])).toEqual([
    ['view.reporting.listed', []],
    ['view.reporting.read', []],
  ])
  expect((await get('/reporting/no_such_view')).statusCode).toBe(404)
})

test('without the permission none of it is there', async () => {
  const { get } = await viewServer(database, { permissions: ['view.child.read'] })
  for (const url of ['/reporting', '/reporting/person_v1']) {
    expect([url, (await get(url)).statusCode]).toEqual([url, 404])
  }
})
