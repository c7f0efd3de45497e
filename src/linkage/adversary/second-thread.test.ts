import type { Worker } from 'node:worker_threads'
import type { DuckDBConnection } from '@duckdb/node-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeComparers } from '../compare/make-comparers.ts'
import { dropLinkResult, link, type Progress } from '../index.ts'
import { readRecords } from '../records/read-records.ts'
import { makePeople, peopleModel, putTable, withDatabase } from '../testing/people.ts'
import { reachedBy } from '../train/estimate-u.ts'
import { runSample, sampleJob } from '../train/run-sample.ts'

/** Enough records that a second thread is worth its start. */
const MANY = 70_000

async function putMany(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `CREATE TABLE people AS SELECT 'r' || i AS id, 'a' AS source,
       'first' || (hash(i) % 900) AS first, 'last' || (hash(i // 2) % 7000) AS last,
       (DATE '2005-01-01' + CAST(hash(i // 2 + 7) % 6000 AS INTEGER))::VARCHAR AS born,
       'P' || (hash(i // 3) % 9000) AS code
     FROM range(${MANY}) t(i)`,
  )
}

async function tablesOf(connection: DuckDBConnection): Promise<unknown[]> {
  const found = await connection.runAndReadAll(
    `SELECT table_name FROM duckdb_tables() UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1`,
  )
  return found.getRows().flat()
}

/** The end of every thread that was started since the test began. */
let ends: Promise<number>[] = []
const onWorker = (worker: Worker): void => {
  ends.push(new Promise((resolve) => worker.once('exit', resolve)))
}

beforeEach(() => {
  ends = []
  process.on('worker', onWorker)
})
afterEach(() => {
  process.off('worker', onWorker)
})

const model = peopleModel({ mode: 'dedupe' })

describe('a run with a second thread', () => {
  it('ends its thread when all is done', async () => {
    await withDatabase(async (connection) => {
      await putMany(connection)
      const result = await link({ model, connection, tables: ['people'] })
      expect(result.counts.candidatePairs).toBeGreaterThan(50_000)
      expect(ends).toHaveLength(1)
      await Promise.all(ends)
      await dropLinkResult(connection, result)
      expect(await tablesOf(connection)).toEqual(['people'])
    })
  })

  it.each<[string, (p: Progress) => boolean]>([
    ['while it starts', ({ stage, done }) => stage === 'read' && done > 0.2],
    ['before it makes pairs', ({ stage }) => stage === 'block'],
    ['while it makes pairs', ({ stage }) => stage === 'compare'],
    ['when its pairs are there', ({ stage }) => stage === 'train'],
  ])('stopped %s leaves no table and no thread behind', async (_when, isNow) => {
    await withDatabase(async (connection) => {
      await putMany(connection)
      const stopper = new AbortController()
      const run = link({
        model,
        connection,
        tables: ['people'],
        signal: stopper.signal,
        onProgress: (p) => {
          if (isNow(p)) stopper.abort()
        },
      })
      await expect(run).rejects.toMatchObject({ code: 'cancelled' })
      expect(ends).toHaveLength(1)
      await Promise.all(ends)
      expect(await tablesOf(connection)).toEqual(['people'])
    })
  })
})

describe('a sample', () => {
  it('reaches the same levels taken out and compared elsewhere', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(300, 11))
      const own = peopleModel({
        mode: 'dedupe',
        comparisons: [
          { kind: 'either_way', columns: ['first', 'last'], term_frequency: true },
          { kind: 'date', column: 'born' },
          { kind: 'text', column: 'code' },
        ],
      })
      const records = await readRecords(connection, ['people'], own, 'sample_ids', async () => {})
      const sample = Int32Array.from({ length: 120 }, (_, i) => (i * 5) % records.count)
      const here = makeComparers(own.comparisons, records).map((c) => reachedBy(c, sample))
      const there = runSample(sampleJob(own, own.comparisons, records, sample))
      expect(there).toEqual(here)
      expect(there.some((reached) => reached.some((n) => n > 0))).toBe(true)
    })
  })
})
