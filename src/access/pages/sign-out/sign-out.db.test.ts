import { expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { accessFixture, cookieFrom, origin, signIn } from '../../testing/access-fixture.ts'

const database = await testDatabase()
const fixture = await accessFixture(database)
const { app } = fixture

test('signing out ends the session itself, not only its cookie', async () => {
  const email = 'practitioner.demo@kith.example'
  const cookie = cookieFrom(await signIn(fixture, database, email))
  const out = await app.inject({ method: 'POST', url: '/sign-out', headers: { cookie, origin } })
  expect([out.statusCode, out.headers.location]).toEqual([303, '/signed-out'])
  expect(String(out.headers['set-cookie'])).toContain('kith.session_token=; Max-Age=0')
  const again = await app.inject({ url: '/child', headers: { cookie } })
  expect(again.headers.location).toBe('/sign-in?next=%2Fchild')
  const { rows } = await database.pool.query(
    `select outcome from access.access_log
     where event = 'access.account.signed-out' and account is not null`,
  )
  expect(rows).toEqual([{ outcome: 'allowed' }])
})

test('whoever is out already can sign out, and reads how to come back', async () => {
  const out = await app.inject({ method: 'POST', url: '/sign-out', headers: { origin } })
  expect(out.headers.location).toBe('/signed-out')
  const page = await app.inject({ url: '/signed-out' })
  expect(page.body).toContain('You have signed out')
})

test('a link cannot sign anybody out', async () => {
  expect((await app.inject({ url: '/sign-out' })).statusCode).toBe(404)
})
