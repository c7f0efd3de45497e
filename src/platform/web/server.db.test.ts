import { pino } from 'pino'
import { expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { webFixture } from './testing/web-fixture.ts'

const database = await testDatabase()
const { app, log } = await webFixture(database)
const reader = { cookie: 'reader' }

test('pages are kept out of caches and frames, and run no code but ours', async () => {
  const { headers } = await app.inject({ url: '/shown', headers: reader })
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['referrer-policy']).toBe('same-origin')
  expect(headers['x-content-type-options']).toBe('nosniff')
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-inline')
})

test('the only inline script is the one that the policy names', async () => {
  const { body } = await app.inject({ url: '/shown', headers: reader })
  const inline = [...body.matchAll(/<script>(.*?)<\/script>/gs)].map((found) => found[1] ?? '')
  expect(inline).toHaveLength(1)
  const bytes = new TextEncoder().encode(inline[0])
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('base64')
  const { headers } = await app.inject({ url: '/shown', headers: reader })
  expect(String(headers['content-security-policy'])).toContain(`'sha256-${digest}'`)
  expect(body).not.toMatch(/ style="| onclick="/)
})

test('the layout: title, language, skip link, current navigation item, who is signed in', async () => {
  const { body } = await app.inject({ url: '/shown', headers: reader })
  expect(body).toContain('<title>Shown – Kith</title>')
  expect(body).toContain('<html lang="en"')
  expect(body).toContain('href="#main-content"')
  expect(body).toMatch(/href="\/shown"\s+aria-current="true"/)
  expect(body).toContain('Demo reader')
  expect(body).toMatch(/<form method="post" action="\/sign-out"/)
})

test('navigation shows only what the reader may open', async () => {
  const { body } = await app.inject({ url: '/', headers: { cookie: 'stranger' } })
  expect(body).not.toContain('href="/shown"')
  expect(body).toContain('no page has been opened for your role')
})

test('the front page leads to the first page that the reader may open', async () => {
  const { headers } = await app.inject({ url: '/', headers: reader })
  expect(headers.location).toBe('/shown')
})

test('every file that a page or the style sheet names is there', async () => {
  const { body } = await app.inject({ url: '/shown', headers: reader })
  const named = [...body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((m) => m[1] ?? '')
  const sheet = named.find((path) => path.endsWith('.css')) ?? ''
  const css = (await app.inject({ url: sheet })).body
  const images = [...css.matchAll(/url\(["']?(\/[^)"']+)/g)].map((m) => m[1] ?? '')
  const script = sheet.replace('kith.css', 'govuk-frontend.min.js')
  expect(named).toHaveLength(3)
  expect(images.length).toBeGreaterThan(0)
  for (const url of [...named, ...images, script]) {
    const response = await app.inject({ url })
    expect([url, response.statusCode]).toEqual([url, 200])
  }
})

test.each([
  '/assets/images/moj-logotype-crest-2024.png',
  '/assets/images/govuk-logotype-crown.png',
  '/assets/images/../../package.json',
  '/assets/images/%2e%2e/%2e%2e/package.json',
])('%s is not served', async (url) => {
  expect((await app.inject({ url })).statusCode).toBe(404)
})

test.each([
  ['JSON', { 'content-type': 'application/json' }, '{}', 400],
  [
    'a body over the limit',
    { 'content-type': 'application/x-www-form-urlencoded' },
    'a'.repeat(70_000),
    413,
  ],
])('%s is refused as a form', async (_name, headers, payload, status) => {
  const response = await app.inject({
    method: 'POST',
    url: '/done/RSV1',
    headers: { ...reader, ...headers, origin: 'http://localhost:3000' },
    payload,
  })
  expect(response.statusCode).toBe(status)
  expect(response.body).toContain('There is a problem with the request')
})

test('HEAD does not run a page unlogged', async () => {
  const before = log.length
  const response = await app.inject({ method: 'HEAD', url: '/shown', headers: reader })
  expect(response.statusCode).toBe(404)
  expect(log).toHaveLength(before)
})

test('an address that cannot be read is answered plainly', async () => {
  const response = await app.inject({ url: '/%zz', headers: reader })
  expect(response.statusCode).toBe(400)
  expect(response.body).toBe('Kith cannot read this address.')
})

test('over a real port: a page arrives whole', async () => {
  const fixture = await webFixture(database)
  const address = await fixture.app.listen({ host: '127.0.0.1', port: 0 })
  try {
    const response = await fetch(`${address}/shown`, { headers: reader })
    expect(response.status).toBe(200)
    expect(await response.text()).toMatch(/<\/html>\s*$/)
    expect(fixture.log).toHaveLength(1)
  } finally {
    await fixture.app.close()
  }
})

test('the program’s log holds routes and references, never what was asked or what went wrong with whom', async () => {
  const lines: string[] = []
  const programLog = pino({ level: 'trace' }, { write: (line) => void lines.push(line) })
  const fixture = await webFixture(database, programLog)
  for (const url of ['/shown?name=Ada', '/gone/RSV7?name=Ada', '/broken?name=Ada', '/Ada']) {
    await fixture.app.inject({ url, headers: reader })
  }
  fixture.writable(false)
  await fixture.app.inject({ url: '/shown?name=Ada', headers: reader })
  const all = lines.join('')
  expect(all).toContain('"route":"/gone/:reference"')
  expect(all).toContain('"frames"')
  expect(all).toContain('"error":"LogUnwritable"')
  expect(all).not.toMatch(/Ada|Broke on|eyes that are logged|RSV7/)
})
