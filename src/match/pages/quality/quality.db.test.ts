import { expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { matchServer, matchTown, ordinaryTown, textOf } from '../../testing/review-fixture.ts'

const database = await testDatabase()
const { pool } = database
await matchTown(database, ordinaryTown())

test('without a sample nothing is claimed', async () => {
  const { get } = await matchServer(database)
  expect(textOf((await get('/matching-quality')).body)).toContain('No sample has been drawn yet')
})

test('a sample goes into the queue, last; answers give precision and recall with intervals, by group', async () => {
  const { get, post, log } = await matchServer(database)
  // In so small a town nothing weighs much, and every link is weak.
  await pool.query(`delete from match.review where kind = 'weak-link'`)
  expect((await post('/matching-quality/sample')).headers.location).toBe('/matching-quality')
  expect(log.at(-1)).toMatchObject({ event: 'match.sample.drawn', people: [] })
  expect(textOf((await get('/matching-quality')).body)).toContain('Not known yet')
  const { rows } = await pool.query<{ review_id: string; stratum: string }>(
    'select review_id, stratum from match.sample_pair order by review_id',
  )
  const joined = rows.filter(({ stratum }) => stratum === 'joined')
  expect(joined.length).toBe(60)
  for (const [n, { review_id }] of joined.slice(0, 20).entries()) {
    const answer = n === 0 ? 'not-same' : 'same'
    await post(`/review/pairs/${review_id}/answer`, { answer, reason: 'evidence' })
  }
  const text = textOf((await get('/matching-quality')).body)
  expect(text).toMatch(/All pairs 95\.0 % \(76\.4 to 99\.1\)/)
  expect(text).toContain('Health and School')
  expect(text).toContain('By recorded ethnicity, to measure only')
  expect(textOf((await get('/review?kind=sample')).body)).toContain(
    'It measures how well matching works',
  )
})

test('who may read the figures but not decide draws no sample', async () => {
  const { get, post } = await matchServer(database, { permissions: ['match.quality.read'] })
  expect((await get('/matching-quality')).body).not.toContain('Draw a new sample')
  expect((await post('/matching-quality/sample')).statusCode).toBe(404)
})
