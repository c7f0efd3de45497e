import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption'
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
import { readSecretKeys } from './secret-keys.ts'

const database = await testDatabase()
const ours = await generateIdentity()
const theirs = await generateIdentity()

let place: Workplace
beforeEach(async () => {
  place = makeWorkplace()
  await emptyExtract(database.pool)
})
afterEach(() => place.remove())

async function encrypted(text: string, identity = ours): Promise<Buffer> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(await identityToRecipient(identity))
  return Buffer.from(await encrypter.encrypt(text))
}

const clinic = {
  file: `{ format: csv, pattern: 'clinic-{yyyyMMdd}.csv.age', encryption: age, endsWithNewline: true }`,
}
const rows = Array.from({ length: 5000 }, (_, at) => `${at},Ng,Ann,03/05/2014,F,,`)

async function load(content: Buffer | string, age = [ours]) {
  place.put('clinic-20260101.csv.age', content)
  const { inbox, home } = place
  const feeds = testFeeds(clinic)
  return (
    await loadFeeds(database, { feeds, inbox, home, keys: { age, openpgp: [] }, settleMs: 1 })
  )[0]
}

describe('a feed that promises age', () => {
  it('is read as it streams by, and lies on the disk only as it came', async () => {
    const bytes = await encrypted(clinicFile(...rows))
    expect(await load(bytes)).toMatchObject({ state: 'loaded', added: 5000 })
    const [landed = ''] = place.landed('clinic')
    expect(readFileSync(join(place.home, 'landed', 'clinic', landed)).equals(bytes)).toBe(true)
    expect(readdirSync(join(place.home, 'landed', 'clinic'))).toHaveLength(1)
  })

  it.each<[string, () => Promise<Buffer | string>, string[], RegExp]>([
    ['clear text', async () => clinicFile(...rows), [ours], /not encrypted, and the feed promises/],
    [
      'a file for another key',
      () => encrypted(clinicFile(...rows), theirs),
      [ours],
      /not encrypted for our key/,
    ],
    ['a file, without a key', () => encrypted(clinicFile(...rows)), [], /no key to decrypt/],
    [
      'one that is cut off',
      async () => (await encrypted(clinicFile(...rows))).subarray(0, -20),
      [ours],
      /damaged or cut off/,
    ],
    [
      'one that is cut off at the start',
      async () => (await encrypted('x')).subarray(0, 60),
      [ours],
      /damaged or cut off/,
    ],
    [
      'one that was changed',
      async () => {
        const bytes = await encrypted(clinicFile(...rows))
        bytes[100_000] = (bytes[100_000] ?? 0) ^ 1
        return bytes
      },
      [ours],
      /damaged or cut off/,
    ],
  ])('refuses %s', async (_, content, identities, reason) => {
    const outcome = await load(await content(), identities)
    expect(outcome).toMatchObject({ state: 'refused', added: 0 })
    expect(outcome?.error?.message).toMatch(reason)
    expect(outcome?.error?.message).toContain('clinic-20260101.csv.age')
  })
})

describe('readSecretKeys', () => {
  it('takes the age keys of a file as age-keygen writes it', () => {
    const ageKeys = (ageIdentitiesFile: string | undefined) =>
      readSecretKeys({ ageIdentitiesFile, openpgpKeysFile: undefined }).age
    const file = join(place.home, '..', 'keys.txt')
    writeFileSync(file, `# created: today\n# public key: age1x\n${ours}\n`)
    expect(ageKeys(file)).toEqual([ours])
    writeFileSync(file, 'password\n')
    expect(() => ageKeys(file)).toThrow(/holds something else/)
    expect(() => ageKeys('no-such.txt')).toThrow(/no-such.txt, cannot be read/)
    expect(ageKeys(undefined)).toEqual([])
  })
})
