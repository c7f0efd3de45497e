import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { currentLinks } from '../../index.ts'
import {
  askAbout,
  matchServer,
  matchTown,
  ordinaryTown,
  textOf,
  townChild,
} from '../../testing/review-fixture.ts'

const database = await testDatabase()
const { db, pool } = database

const odd = [
  ...townChild('health', 'odd', 'Thea', 'Winterbourne', 3),
  ...townChild('school', 'odd', 'Theodora', 'Winterborne', 40),
]
await matchTown(database, [...ordinaryTown(), ...odd])

const [second, third] = [
  '00000000-0000-4000-8000-00000000000b',
  '00000000-0000-4000-8000-00000000000c',
]
const evidence = { reason: 'evidence' }

let review = ''
beforeEach(async () => {
  await pool.query(`delete from match.review; update extract.shield set until_load = since_load`)
  review = await askAbout(database, ['health', 'health-odd'], ['school', 'school-odd'])
})

/** All that an answer may change, to compare before and after; not the moment of a claim. */
async function state() {
  const { rows: reviews } = await pool.query(
    `select review_id, kind, opened_at, closed_at, outcome, claimed_by from match.review order by 1`,
  )
  const { rows: decided } = await pool.query('select * from match.decided_pair_v1 order by 1')
  const { rows: standing } = await pool.query(
    'select * from match.answer where undone_at is null order by 1',
  )
  return { reviews, decided, standing }
}

describe('the queue', () => {
  test('shows what waits, the most useful first, and nothing of any person', async () => {
    await askAbout(database, ['health', 'health-01'], ['school', 'school-02'], {
      riskKinds: ['cpp'],
    })
    await askAbout(database, ['health', 'health-03'], ['school', 'school-04'], { kind: 'doubt' })
    const { get, log } = await matchServer(database)
    const text = textOf((await get('/review')).body)
    expect(text).toContain('3 questions wait. The longest: less than a day.')
    expect(text).toMatch(/doubts a picture.*child protection plan.*The machine is not sure/)
    expect(text).not.toMatch(/Thea|Winterbo/)
    expect(log).toEqual([
      expect.objectContaining({ event: 'match.reviews.listed', people: [], outcome: 'allowed' }),
    ])
    const narrowed = textOf((await get('/review?kind=doubt&source=health')).body)
    expect(narrowed).toContain('1 question waits in this selection.')
    expect(textOf((await get('/review?source=police')).body)).toContain(
      'Nothing waits in this selection.',
    )
  })

  test('empty says so', async () => {
    await pool.query('delete from match.review')
    const { get } = await matchServer(database)
    expect(textOf((await get('/review')).body)).toContain('Nothing waits for you.')
  })

  test('says who is looking at a question, and leads others past it', async () => {
    const other = await askAbout(database, ['health', 'health-01'], ['school', 'school-02'])
    const first = await matchServer(database)
    await first.get(`/review/pairs/${review}`)
    const colleague = await matchServer(database, { accountId: second })
    const taken = await colleague.post('/review/next')
    expect(taken.headers.location).toBe(`/review/pairs/${other}`)
    expect(textOf((await colleague.get(`/review/pairs/${review}`)).body)).toContain(
      'is looking at this now',
    )
  })
})

describe('one pair', () => {
  test('stands side by side, each value with source and date, differences marked; the look is logged', async () => {
    const { get, log } = await matchServer(database)
    const { body } = await get(`/review/pairs/${review}`)
    const text = textOf(body)
    expect(text).toContain('First name Thea Health, as of 20 November 2026')
    expect(body.replaceAll('</span><span>', '')).toContain('<mark class="match-differs">u</mark>')
    expect(text).toContain('Different')
    const { rows } = await pool.query<{ reference: string }>(
      `select p.reference from match.person p join match.current_link_v1 using (person_id)
       where person_key in ('health-odd', 'school-odd')`,
    )
    expect(log.at(-1)).toMatchObject({ event: 'match.review.read', criteria: { review } })
    expect(log.at(-1)?.people.toSorted()).toEqual(rows.map(({ reference }) => reference).sort())
  })

  test('says what is missing from an answer, keeps what was typed, and decides nothing', async () => {
    const { post } = await matchServer(database)
    const before = await state()
    const none = await post(`/review/pairs/${review}/answer`, { words: 'seen at school' })
    expect(none.statusCode).toBe(400)
    expect(textOf(none.body)).toContain('Choose one of the three answers')
    expect(none.body).toContain('value="seen at school"')
    const other = await post(`/review/pairs/${review}/answer`, { answer: 'same', reason: 'other' })
    expect(textOf(other.body)).toContain('Say what the reason is')
    expect(await state()).toEqual(before)
  })

  test('an answer leads to the next pair; undone, everything is exactly as it was', async () => {
    const other = await askAbout(database, ['health', 'health-01'], ['school', 'school-02'])
    const { get, post } = await matchServer(database)
    for (const answer of ['same', 'not-same', 'cannot-tell']) {
      await get(`/review/pairs/${review}`)
      const before = await state()
      const answered = await post(`/review/pairs/${review}/answer`, { answer, ...evidence })
      expect(answered.headers.location).toBe(`/review/pairs/${other}?after=${review}`)
      const next = textOf((await get(answered.headers.location ?? '')).body)
      expect(next).toContain('Undo it')
      await pool.query('update match.review set claimed_by = null where review_id = $1', [other])
      expect(await state()).not.toEqual(before)
      await post(`/review/pairs/${review}/undo`)
      expect(await state()).toEqual(before)
    }
  })

  test('where two must agree, the first answer waits and is not shown; a third settles a disagreement', async () => {
    const servers = await Promise.all(
      [undefined, second, third].map((accountId) =>
        matchServer(database, { reviewersNeeded: 2, ...(accountId && { accountId }) }),
      ),
    )
    const url = `/review/pairs/${review}`
    await servers[0]?.post(`${url}/answer`, { answer: 'same', ...evidence })
    expect((await state()).decided).toEqual([])
    const seen = textOf((await servers[1]?.get(url))?.body ?? '')
    expect(seen).not.toMatch(/has been answered|Kept/)
    await servers[1]?.post(`${url}/answer`, { answer: 'not-same', ...evidence })
    expect((await state()).decided).toEqual([])
    const again = await servers[1]?.post(`${url}/answer`, { answer: 'same', ...evidence })
    expect(again?.statusCode).toBe(409)
    await servers[2]?.post(`${url}/answer`, { answer: 'same', ...evidence })
    expect((await state()).decided).toMatchObject([{ answer: 'same' }])
  })

  test('an answer that contradicts what stands is not taken, and says so', async () => {
    const { post } = await matchServer(database)
    const more = await Promise.all([
      askAbout(database, ['health', 'health-odd'], ['school', 'school-01']),
      askAbout(database, ['school', 'school-odd'], ['school', 'school-01']),
    ])
    await post(`/review/pairs/${review}/answer`, { answer: 'same', ...evidence })
    await post(`/review/pairs/${more[0]}/answer`, { answer: 'same', ...evidence })
    const before = await state()
    const refused = await post(`/review/pairs/${more[1]}/answer`, {
      answer: 'not-same',
      ...evidence,
    })
    expect(refused.statusCode).toBe(400)
    expect(textOf(refused.body)).toContain('contradicts decisions that stand')
    expect(await state()).toEqual(before)
  })

  test('two reviewers at once: one is taken, the other is told', async () => {
    const servers = await Promise.all([
      matchServer(database),
      matchServer(database, { accountId: second }),
    ])
    const answers = await Promise.all(
      servers.map(({ post }, n) =>
        post(`/review/pairs/${review}/answer`, { answer: n ? 'same' : 'not-same', ...evidence }),
      ),
    )
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409])
    expect((await state()).decided.length).toBe(1)
  })
})

describe('a pair with a restricted record', () => {
  const officer = {
    accountId: third,
    permissions: ['match.review.decide', 'match.reference.read', 'access.shield.pass'],
  }
  beforeEach(async () => {
    await pool.query(
      `insert into extract.shield (feed, person_key, kind, since_load)
       select 'school', 'school-odd', 'restricted', max(load_id) from extract.load`,
    )
  })

  test('is not there for a reviewer: not in the queue, not by its address, not to be answered', async () => {
    const { get, post, log } = await matchServer(database)
    expect(textOf((await get('/review')).body)).toContain('Nothing waits for you.')
    const unknown = await get('/review/pairs/00000000-0000-4000-8000-0000000000ff')
    const hidden = await get(`/review/pairs/${review}`)
    expect([hidden.statusCode, hidden.body]).toEqual([404, unknown.body])
    for (const act of ['answer', 'undo']) {
      const { statusCode } = await post(`/review/pairs/${review}/${act}`, {
        answer: 'same',
        ...evidence,
      })
      expect(statusCode).toBe(404)
    }
    expect(log.flatMap(({ people }) => people)).toEqual([])
    expect((await state()).standing).toEqual([])
  })

  test('goes to the restricted records officer', async () => {
    const { get, post } = await matchServer(database, officer)
    expect(textOf((await get('/review')).body)).toContain('Restricted')
    expect(textOf((await get(`/review/pairs/${review}`)).body)).toContain('Theodora')
    await post(`/review/pairs/${review}/answer`, { answer: 'not-same', ...evidence })
    expect((await state()).decided).toMatchObject([{ answer: 'not-same' }])
  })
})

describe('a pair of somebody whom the store hides from this reader', () => {
  const people = async () => {
    const { rows } = await pool.query<{ person_id: string }>(
      `select person_id from match.current_link_v1 where person_key = 'school-odd'`,
    )
    return new Set(rows.map(({ person_id }) => person_id))
  }

  test('is not there', async () => {
    const hidden = await people()
    const { get } = await matchServer(database, {
      disclosuresOf: async () => ({ hidden, masked: new Set() }),
    })
    expect(textOf((await get('/review')).body)).toContain('Nothing waits for you.')
    expect((await get(`/review/pairs/${review}`)).statusCode).toBe(404)
    const { rows } = await pool.query<{ reference: string }>(
      'select reference from match.person where person_id = any ($1)',
      [[...hidden]],
    )
    expect((await get(`/references/${rows[0]?.reference}`)).statusCode).toBe(404)
  })

  test('says no whereabouts where those are masked', async () => {
    const masked = await people()
    const { get } = await matchServer(database, {
      disclosuresOf: async () => ({ hidden: new Set(), masked }),
    })
    const text = textOf((await get(`/review/pairs/${review}`)).body)
    expect(text).toContain('Theodora')
    expect(text).toContain('Whereabouts are hidden')
    expect(text).not.toMatch(/RV\d 1AB|Address RV/)
    const open = textOf((await (await matchServer(database)).get(`/review/pairs/${review}`)).body)
    expect(open).toMatch(/Address RV\s?\d 1AB/)
  })
})

test('a decision from the page holds in the next run, and the run does not ask again', async () => {
  const records = [...ordinaryTown(), ...odd]
  const { post } = await matchServer(database)
  await post(`/review/pairs/${review}/answer`, { answer: 'same', ...evidence })
  await matchTown(database, records)
  const links = new Map((await currentLinks(db)).map((link) => [link.personKey, link.personId]))
  expect(links.get('health-odd')).toBe(links.get('school-odd'))
  const { rows } = await pool.query(
    `select from match.review where closed_at is null and key_a like '%odd' and key_b like '%odd'`,
  )
  expect(rows).toEqual([])
})

test('without the permission none of it is there', async () => {
  const stranger = await matchServer(database, { permissions: ['view.child.read'] })
  for (const url of ['/review', `/review/pairs/${review}`]) {
    expect([url, (await stranger.get(url)).statusCode]).toEqual([url, 404])
  }
})
