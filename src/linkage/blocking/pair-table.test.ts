import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { link } from '../index.ts'
import {
  makePeople,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from '../testing/people.ts'
import { PairTable } from './pair-table.ts'

const scratch = () => readdirSync(tmpdir()).filter((name) => name.startsWith('linkage-')).length

describe('the pair table', () => {
  it.each([Number.POSITIVE_INFINITY, 1])(
    'keeps what it is given, in order, under a limit of %d bytes',
    (limit) => {
      const before = scratch()
      const table = new PairTable(limit)
      const count = 150_000
      for (let i = 0; i < count; i++) table.add(i, i + 1, i % 97, i % 3)
      expect(table.spilled > 0).toBe(limit === 1)
      table.setWeights((chunk) =>
        Float64Array.from(chunk.left.subarray(0, chunk.count), (l) => l / 8),
      )
      let at = 0
      for (const chunk of table.chunks) {
        for (let i = 0; i < chunk.count; i++, at++) {
          const row = [
            chunk.left[i],
            chunk.right[i],
            chunk.pattern[i],
            chunk.rule[i],
            chunk.weight[i],
          ]
          if (row.join() !== [at, at + 1, at % 97, at % 3, at / 8].join())
            expect(row).toEqual([at, at + 1, at % 97, at % 3, at / 8])
        }
      }
      expect(at).toBe(count)
      table.close()
      expect(scratch()).toBe(before)
    },
  )

  it('gives the same clusters from disk', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(400, 3), [
        'id',
        'source',
        'first',
        'last',
        'born',
        'code',
      ])
      const options = {
        model: peopleModel({ blocking: ['everything'] }),
        connection,
        tables: ['people'],
      }
      const [inMemory, onDisk] = [await link(options), await link({ ...options, memoryLimitMb: 1 })]
      expect(onDisk.counts).toEqual(inMemory.counts)
      expect(await readPartition(connection, onDisk.clusters)).toEqual(
        await readPartition(connection, inMemory.clusters),
      )
    })
  })
})
