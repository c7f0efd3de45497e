import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { listMail, queueMail } from './data/mail.queries.ts'
import { deliverMail, minutesBefore, smtpSender } from './deliver-mail.ts'

const database = await testDatabase()
const { db, pool } = database

interface Received {
  readonly to: readonly string[]
  readonly raw: string
}

const received: Received[] = []
let isBusy = false
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (_address, _session, answer) => answer(isBusy ? new Error('busy') : undefined),
  onData(stream, session, answer) {
    let raw = ''
    stream.on('data', (part: Buffer) => {
      raw += part.toString('utf8')
    })
    stream.on('end', () => {
      received.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw })
      answer()
    })
  },
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
const { port } = server.server.address() as AddressInfo
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
const send = smtpSender(`smtp://127.0.0.1:${port}`, 'Kith <kith@council.kith.example>')

beforeEach(async () => {
  received.length = 0
  isBusy = false
  await pool.query('truncate platform.mail')
})

test('what is queued goes once, and its text is forgotten', async () => {
  await queueMail(db, { to: 'ada@kith.example', subject: 'A link', text: 'https://kith.example/x' })
  expect(await deliverMail(database, send)).toEqual({ sent: 1, failed: 0 })
  expect(await deliverMail(database, send)).toEqual({ sent: 0, failed: 0 })
  expect(received).toMatchObject([{ to: ['ada@kith.example'] }])
  expect(received[0]?.raw).toContain('Subject: A link')
  expect(await listMail(db, 10)).toMatchObject([{ text: null, sentAt: expect.any(Date) }])
})

test('what the server refuses waits and goes later; the outbox says why without quoting anybody', async () => {
  isBusy = true
  await queueMail(db, { to: 'ada@kith.example', subject: 'A link', text: 'x' })
  expect(await deliverMail(database, send)).toEqual({ sent: 0, failed: 1 })
  expect(await deliverMail(database, send)).toEqual({ sent: 0, failed: 0 })
  const [waiting] = await listMail(db, 10)
  expect(waiting).toMatchObject({ attempts: 1, sentAt: null, text: 'x' })
  expect(waiting?.lastError).toMatch(/^EENVELOPE/)
  isBusy = false
  await pool.query(`update platform.mail set due_at = now()`)
  expect(await deliverMail(database, send)).toEqual({ sent: 1, failed: 0 })
})

test('two senders at once never send the same mail', async () => {
  for (let n = 0; n < 10; n += 1) {
    await queueMail(db, { to: `p${n}@kith.example`, subject: 'A link', text: 'x' })
  }
  await Promise.all([deliverMail(database, send), deliverMail(database, send)])
  expect(new Set(received.map(({ to }) => to[0])).size).toBe(10)
  expect(received).toHaveLength(10)
})

test.each([
  ['ada@kith.example\r\nBcc: eve@evil.example', 'A link'],
  ['ada@kith.example, eve@evil.example', 'A link'],
  ['ada@kith.example', 'A link\r\nBcc: eve@evil.example'],
])('to %j, subject %j: no second recipient and no header of its own', async (to, subject) => {
  await queueMail(db, { to, subject, text: 'x' })
  await deliverMail(database, send)
  for (const { to: recipients, raw } of received) {
    expect(recipients.length).toBe(1)
    expect(raw.split('\r\n\r\n', 1)[0]).not.toMatch(/^Bcc:/im)
  }
})

test('after each failure it is tried later, at most every six hours', () => {
  expect([1, 2, 3, 10, 100].map(minutesBefore)).toEqual([1, 2, 4, 360, 360])
})
