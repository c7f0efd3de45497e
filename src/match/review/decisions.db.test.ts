import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { withRun } from '#platform/db'
import { putRecords, type TestRecord, testDatabase } from '#testing'
import { currentLinks, matchPeople } from '../index.ts'

const database = await testDatabase()
const { db, pool } = database
const model = fileURLToPath(new URL('../../../models/people.yaml', import.meta.url))

const names = ['Amina', 'Bruno', 'Clara', 'Dawid', 'Esther', 'Farid', 'Grace', 'Hamza']
const families = ['Ahmed', 'Brown', 'Clarke', 'Dudek', 'Evans', 'Farah', 'Green', 'Hussain']

/** Sixty-four invented children whom two sources know, and one whom they spell and date unlike. */
function town(): TestRecord[] {
  const ordinary = names.flatMap((given, g) =>
    families.flatMap((family, f) =>
      ['health', 'school'].flatMap((feed) => child(feed, `${g}${f}`, given, family, g * 8 + f)),
    ),
  )
  return [
    ...ordinary,
    ...child('health', 'odd', 'Thea', 'Winterbourne', 3),
    ...child('school', 'odd', 'Theodora', 'Lindqvist', 40),
  ]
}

function child(feed: string, key: string, given: string, family: string, n: number): TestRecord[] {
  const pad = (value: number) => String(value).padStart(2, '0')
  const bornOn = `${2008 + (n % 15)}-${pad((n % 12) + 1)}-${pad((n % 28) + 1)}`
  const personKey = `${feed}-${key}`
  return [
    {
      feed,
      personKey,
      kind: 'person',
      content: { names: [{ type: 'legal', given, family }], bornOn, isRestricted: false },
    },
    { feed, personKey, kind: 'address', content: { lines: [], postcode: `RV${(n % 9) + 1} 1AB` } },
  ]
}

async function run(records = town()) {
  await putRecords(database, records)
  await withRun(database, 'test', (one) =>
    matchPeople(database, one, { model, referencePrefix: 'RSV' }),
  )
  const links = await currentLinks(db)
  return new Map(links.map((link) => [link.personKey, link.personId]))
}

async function decide(answer: 'same' | 'not-same', a: string, b: string): Promise<string> {
  const { rows } = await pool.query<{ decision_id: string }>(
    `with r as (
       insert into match.review (kind, feed_a, key_a, feed_b, key_b, closed_at, outcome)
       values ('pair', 'health', $2, 'school', $3, now(), $1) returning review_id),
     d as (insert into match.decision (review_id, answer) select review_id, $1 from r returning decision_id),
     p as (insert into match.decision_pair select decision_id, 'health', $2, 'school', $3 from d)
     select decision_id from d`,
    [answer, a, b],
  )
  return rows[0]?.decision_id ?? ''
}

const undo = (decision: string) =>
  pool.query('update match.decision set ended_at = now() where decision_id = $1', [decision])

const trail = async () => {
  const { rows } = await pool.query<{ kind: string; because: string }>(
    'select kind, because from match.reference_event order by event_id',
  )
  return rows.map(({ kind, because }) => `${kind} by ${because}`)
}

beforeEach(async () => {
  await pool.query(
    'truncate match.person, match.link, match.possible_pair, match.model, match.review, extract.source_record cascade',
  )
})

describe('a decision', () => {
  test('that two are the same joins them in the next run and every one after; undone, all is as it was', async () => {
    const before = await run()
    expect(before.get('health-odd')).not.toBe(before.get('school-odd'))
    const decision = await decide('same', 'health-odd', 'school-odd')
    const joined = await run()
    expect(joined.get('health-odd')).toBe(joined.get('school-odd'))
    expect(await run(town().toReversed())).toEqual(joined)
    expect(await trail()).toEqual(['joined-to by decision'])
    await undo(decision)
    expect(await run()).toEqual(before)
    expect(await trail()).toEqual(['joined-to by decision', 'back by undone'])
    const { rows } = await pool.query('select from match.person where merged_into is not null')
    expect(rows).toEqual([])
  })

  test('that two are not the same parts them; undone, they are one again under the same reference', async () => {
    const before = await run()
    expect(before.get('health-00')).toBe(before.get('school-00'))
    const decision = await decide('not-same', 'health-00', 'school-00')
    const parted = await run()
    expect(parted.get('health-00')).not.toBe(parted.get('school-00'))
    expect([parted.get('health-00'), parted.get('school-00')]).toContain(before.get('health-00'))
    expect(await run()).toEqual(parted)
    expect(await trail()).toEqual(['split-from by decision'])
    await undo(decision)
    expect(await run()).toEqual(before)
  })

  test('is not lost while a record is away, and holds when it comes back', async () => {
    await run()
    await decide('same', 'health-odd', 'school-odd')
    await run(town().filter(({ personKey }) => personKey !== 'school-odd'))
    const back = await run()
    expect(back.get('health-odd')).toBe(back.get('school-odd'))
  })
})
