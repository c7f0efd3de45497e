import fc from 'fast-check'
import { expect, it } from 'vitest'
import { testDatabase } from '#testing'
import { clinicFile, makeWorkplace, shelterFile, testFeeds } from '../testing/test-feeds.ts'
import { loadFeeds } from './load-feeds.ts'

const database = await testDatabase()
const feeds = testFeeds()

const good = {
  'clinic-20260102.csv': Buffer.from(
    clinicFile(
      '1,Ng,"Ann, M",03/05/2014,F,,',
      '2,"O""Neil",Bób,04/06/2015,M,9990000018,"Dr\nWho"',
      '3,Łęcka,,05/07/2016,X,,',
    ),
  ),
  'shelter-20260102.xml': Buffer.from(
    shelterFile(
      '<guest id="1"><name>Ann &amp; Ng</name><born>2014-05-03</born></guest>',
      '<guest id="2"><name><![CDATA[Bób]]></name><visits><visit kind="a"><on>2026-01-01</on></visit></visits></guest>',
    ),
  ),
}

type Damage = (bytes: Buffer) => Buffer
const place = fc.double({ min: 0, max: 1, noNaN: true })
const at = (bytes: Buffer, share: number) => Math.floor(share * bytes.length)

const damage: fc.Arbitrary<Damage> = fc.oneof(
  place.map((share) => (bytes: Buffer) => bytes.subarray(0, at(bytes, share))),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 4 })).map(
    ([share, more]) =>
      (bytes: Buffer) =>
        Buffer.concat([
          bytes.subarray(0, at(bytes, share)),
          more,
          bytes.subarray(at(bytes, share)),
        ]),
  ),
  fc
    .tuple(
      place,
      fc.constantFrom('"', ',', '\n', '<', '>', '&#xD800;', '&#0;', '&x;', '\\N', '\t', '\\.'),
    )
    .map(
      ([share, text]) =>
        (bytes: Buffer) =>
          Buffer.concat([
            bytes.subarray(0, at(bytes, share)),
            Buffer.from(text),
            bytes.subarray(at(bytes, share)),
          ]),
    ),
  fc.tuple(place, place).map(
    ([one, other]) =>
      (bytes: Buffer) =>
        Buffer.concat([
          bytes.subarray(0, at(bytes, Math.min(one, other))),
          bytes.subarray(at(bytes, Math.max(one, other))),
        ]),
  ),
)

it('a damaged file is loaded whole or refused whole, by name, and never ends the run', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('clinic-20260102.csv' as const, 'shelter-20260102.xml' as const),
      fc.array(damage, { minLength: 1, maxLength: 3 }),
      async (fileName, damages) => {
        const work = makeWorkplace()
        try {
          await database.pool.query('delete from extract.reject')
          await database.pool.query('delete from extract.source_record')
          await database.pool.query('delete from extract.load')
          work.put(
            fileName,
            damages.reduce<Buffer>((bytes, spoil) => spoil(bytes), good[fileName]),
          )
          const { inbox, home } = work
          const outcomes = await loadFeeds(database, { feeds, inbox, home, settleMs: 0 })
          const outcome = outcomes.find((o) => o.fileName === fileName)
          const { rows } = await database.pool.query<{ count: number }>(
            'select count(*)::int as count from extract.source_record',
          )
          seen.add(outcome?.state ?? '')
          if (outcome?.state === 'loaded') {
            expect(rows[0]?.count).toBe(outcome.added)
          } else {
            expect(outcome?.state).toBe('refused')
            expect(outcome?.error?.message).toMatch(fileName)
            expect(outcome?.error?.message).not.toMatch(/database does not take/)
            expect(rows[0]?.count).toBe(0)
          }
        } finally {
          work.remove()
        }
      },
    ),
    { numRuns: 300 },
  )
  expect([...seen].sort()).toEqual(['loaded', 'refused'])
})
