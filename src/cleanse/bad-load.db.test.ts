import { expect, test } from 'vitest'
import { nhsCheckDigit } from '#kernel'
import { withRun } from '#platform/db'
import { testDatabase } from '#testing'
import { raiseExceptions } from './index.ts'
import { testRules } from './testing/test-rules.ts'

const database = await testDatabase()
const { pool } = database
const people = 8000
const spoilt = 5000

/** A sound number for each person, out of the range that is kept for tests. */
function soundNumber(at: number): string {
  for (let stem = 999_100_000 + at * 3; ; stem += 1) {
    const digit = nhsCheckDigit(String(stem))
    if (digit !== undefined) return `${stem}${digit}`
  }
}

function wrongNumber(sound: string): string {
  return sound.slice(0, 9) + ((Number(sound[9]) + 1) % 10)
}

const numbers = Array.from({ length: people }, (_, at) => soundNumber(at))

/** What the source holds: every fiftieth number has always been wrong, `isSpoilt` says which others are. */
function extract(isSpoilt: (at: number) => boolean): object[] {
  return numbers.map((sound, at) => ({
    key: `P-${at}`,
    nhsNumber: at % 50 === 0 || isSpoilt(at) ? wrongNumber(sound) : sound,
  }))
}

/** Loads an extract as versions and raises, as a night does. */
async function night(on: string, records: object[]) {
  const { rows } = await pool.query(
    `insert into extract.load (feed, file_name, checksum, definition_digest, bytes, extract_at, state, started_at, finished_at)
     values ('health', $1 || '.csv', $1, 'test', 1, $1::date, 'loaded', now(), now()) returning load_id`,
    [on],
  )
  const loadId = rows[0].load_id
  const arrived = `(
    select key, jsonb_build_object('names', jsonb_build_array(jsonb_build_object('type', 'legal', 'family', 'Made-Up', 'given', key)),
             'bornOn', '2014-05-03', 'isRestricted', false, 'nhsNumber', "nhsNumber") as content
    from jsonb_to_recordset($2) as r (key text, "nhsNumber" text))`
  const values = [loadId, JSON.stringify(records)]
  await pool.query(
    `update extract.source_record s set load_to = $1 from ${arrived} a
     where s.record_key = a.key and s.load_to is null and s.content <> a.content`,
    values,
  )
  await pool.query(
    `insert into extract.source_record (feed, kind, record_key, person_key, content, content_digest, line, load_from)
     select 'health', 'person', key, key, content, sha256(content::text::bytea), 1, $1 from ${arrived} a
     where not exists (select from extract.source_record s where s.record_key = a.key and s.load_to is null)`,
    values,
  )
  return withRun(database, 'test', (run) =>
    raiseExceptions(database, run, { book: testRules(on), today: on }),
  )
}

async function openKeys(): Promise<string[]> {
  const { rows } = await pool.query(
    'select record_key as key from cleanse.exception where run_to is null order by record_key',
  )
  return rows.map(({ key }) => key)
}

test('5,000 exceptions of a bad load close with the repaired one: none left open, none closed wrongly', async () => {
  await pool.query(
    `insert into extract.feed (feed, source_name, organisation, late_after_hours, keys_vouched_unique, trust, gives)
     values ('health', 'Health', 'NHS', 100000, true, '{}', '{}')`,
  )
  const fine = () => false
  let left = spoilt
  const isSpoilt = new Set(
    numbers.flatMap((_, at) => (at % 50 !== 0 && left > 0 && left-- > 0 ? [at] : [])),
  )
  expect(isSpoilt.size).toBe(spoilt)

  expect(await night('2026-11-01', extract(fine))).toEqual({ open: 160, opened: 160, closed: 0 })
  const before = await openKeys()
  const bad = await night(
    '2026-11-02',
    extract((at) => isSpoilt.has(at)),
  )
  expect(bad).toEqual({ open: 5160, opened: 5000, closed: 0 })
  const repaired = await night('2026-11-03', extract(fine))
  expect(repaired).toEqual({ open: 160, opened: 0, closed: 5000 })
  expect(await openKeys()).toEqual(before)
  // The same load once more: each opens in its second round, and nothing beside.
  const again = await night(
    '2026-11-04',
    extract((at) => isSpoilt.has(at)),
  )
  expect(again).toEqual({ open: 5160, opened: 5000, closed: 0 })
  const { rows } = await pool.query(
    'select round, count(*)::integer as count from cleanse.exception where run_to is null group by round order by round',
  )
  expect(rows).toEqual([
    { round: 1, count: 160 },
    { round: 2, count: 5000 },
  ])
})
