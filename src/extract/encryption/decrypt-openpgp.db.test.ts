import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMessage, encrypt, generateKey, readKey } from 'openpgp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#testing'
import { loadFeeds } from '../load/load-feeds.ts'
import {
  clinicFile,
  emptyExtract,
  makeWorkplace,
  testFeeds,
  type Workplace,
} from '../testing/test-feeds.ts'
import { decryptOpenpgp } from './decrypt-openpgp.ts'
import { readSecretKeys } from './secret-keys.ts'

const database = await testDatabase()
const userIDs = [{ name: 'Kith', email: 'extracts@kith.example' }]
const ours = await generateKey({ userIDs, format: 'armored' })
const theirs = await generateKey({ userIDs, format: 'armored' })
const locked = await generateKey({ userIDs, format: 'armored', passphrase: 'secret' })

let place: Workplace
beforeEach(async () => {
  place = makeWorkplace()
  await emptyExtract(database.pool)
})
afterEach(() => place.remove())

async function encrypted(text: string, key = ours): Promise<Buffer> {
  const encryptionKeys = await readKey({ armoredKey: key.publicKey })
  const message = await createMessage({ text })
  return Buffer.from(await encrypt({ message, encryptionKeys, format: 'binary' }))
}
async function armoured(text: string): Promise<string> {
  const encryptionKeys = await readKey({ armoredKey: ours.publicKey })
  return encrypt({ message: await createMessage({ text }), encryptionKeys, format: 'armored' })
}

const clinic = {
  file: `{ format: csv, pattern: 'clinic-{yyyyMMdd}.csv.gpg', encryption: openpgp, endsWithNewline: true }`,
}
const rows = Array.from({ length: 5000 }, (_, at) => `${at},Ng,Ann,03/05/2014,F,,`)
const whole = clinicFile(...rows)

async function load(content: Buffer | string, openpgp = [ours.privateKey]) {
  place.put('clinic-20260101.csv.gpg', content)
  const { inbox, home } = place
  const feeds = testFeeds(clinic)
  const keys = { age: [], openpgp }
  return (await loadFeeds(database, { feeds, inbox, home, keys, settleMs: 1 }))[0]
}

describe('a feed that promises OpenPGP', () => {
  it('is read as it streams by, and lies on the disk only as it came', async () => {
    const bytes = await encrypted(whole)
    expect(await load(bytes)).toMatchObject({ state: 'loaded', added: 5000 })
    const [landed = ''] = place.landed('clinic')
    expect(readFileSync(join(place.home, 'landed', 'clinic', landed)).equals(bytes)).toBe(true)
    expect(readdirSync(join(place.home, 'landed', 'clinic'))).toHaveLength(1)
  })

  it('may be armoured, and for any one of our keys', async () => {
    const keys = [theirs.privateKey, ours.privateKey]
    expect(await load(await armoured(whole), keys)).toMatchObject({ state: 'loaded', added: 5000 })
  })

  it.each<[string, () => Promise<Buffer | string>, string[], RegExp]>([
    ['clear text', async () => whole, [ours.privateKey], /not encrypted, and the feed promises/],
    [
      'a file for another key',
      () => encrypted(whole, theirs),
      [ours.privateKey],
      /not encrypted for our key/,
    ],
    ['a file, without a key', () => encrypted(whole), [], /no key to decrypt/],
    [
      'a file, with a key that is locked',
      () => encrypted(whole),
      [locked.privateKey],
      /locked with a passphrase/,
    ],
    ['a file, with a key that is none', () => encrypted(whole), ['x'], /cannot be read/],
    [
      'one that is cut off',
      async () => (await encrypted(whole)).subarray(0, -20),
      [ours.privateKey],
      /damaged or cut off/,
    ],
    [
      'one that is cut off at the start',
      async () => (await encrypted(whole)).subarray(0, 60),
      [ours.privateKey],
      /damaged or cut off/,
    ],
    [
      'one whose proof at the end was changed',
      async () => {
        const bytes = await encrypted(whole)
        const at = bytes.length - 10
        bytes[at] = (bytes[at] ?? 0) ^ 1
        return bytes
      },
      [ours.privateKey],
      /damaged or cut off/,
    ],
    [
      // What has been garbled is met before the proof is.
      'one that was changed',
      async () => {
        const bytes = await encrypted(whole)
        const at = bytes.length - 3000
        bytes[at] = (bytes[at] ?? 0) ^ 1
        return bytes
      },
      [ours.privateKey],
      /damaged or cut off|not UTF-8/,
    ],
  ])('refuses %s', async (_, content, keys, reason) => {
    const outcome = await load(await content(), keys)
    expect(outcome).toMatchObject({ state: 'refused', added: 0 })
    expect(outcome?.error?.message).toMatch(reason)
    expect(outcome?.error?.message).toContain('clinic-20260101.csv.gpg')
    const { rows: kept } = await database.pool.query('select from extract.source_record')
    expect(kept).toHaveLength(0)
  })
})

it('gives plain text before the message has come to its end', async () => {
  const bytes = await encrypted(Array.from({ length: 200_000 }, (_, at) => `${at * 7919}`).join())
  let given = 0
  const pieces = (function* () {
    for (let at = 0; at < bytes.length; at += 65_536) {
      given = at
      yield bytes.subarray(at, at + 65_536)
    }
  })()
  const plain = decryptOpenpgp(
    (async function* () {
      yield* pieces
    })(),
    [ours.privateKey],
  )
  const first = await plain.next()
  expect(first.done).toBe(false)
  expect(given).toBeLessThan(bytes.length - 131_072)
  await plain.return(undefined)
})

it('takes the keys of a file as gpg writes them', () => {
  const keys = (openpgpKeysFile: string) =>
    readSecretKeys({ ageIdentitiesFile: undefined, openpgpKeysFile }).openpgp
  const file = join(place.home, '..', 'keys.asc')
  writeFileSync(file, `${ours.privateKey}\n${theirs.privateKey}`)
  expect(keys(file)).toHaveLength(2)
  writeFileSync(file, ours.publicKey)
  expect(() => keys(file)).toThrow(/holds something else/)
})
