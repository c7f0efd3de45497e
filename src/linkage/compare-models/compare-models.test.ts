import { describe, expect, it } from 'vitest'
import { dropLinkResult, link } from '../link.ts'
import {
  makePeople,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from '../testing/people.ts'
import { compareModels } from './compare-models.ts'

const COLUMNS = ['id', 'source', 'first', 'last', 'born', 'code']

describe('two models compared', () => {
  it('says which clusters merged and split, and by which pairs', async () => {
    await withDatabase(async (connection) => {
      const put = (name: string, rows: [string, string][]) =>
        putTable(
          connection,
          name,
          rows.map(([id, cluster]) => ({ id, cluster })),
        )
      const pairs = async (name: string, rows: [string, string, number][]) => {
        await connection.run(`CREATE TABLE ${name} (id_l VARCHAR, id_r VARCHAR, weight DOUBLE)`)
        for (const row of rows)
          await connection.run(`INSERT INTO ${name} VALUES ('${row[0]}', '${row[1]}', ${row[2]})`)
      }
      // a–b are joined, c–d parted, e goes from f to g; x–y stay, z stays alone.
      const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'x', 'y', 'z']
      const named = (names: string) => ids.map((id, i): [string, string] => [id, names[i] ?? ''])
      await put('c1', named('abcceegxxz'))
      await put('c2', named('aacdefexxz'))
      await pairs('p1', [
        ['b', 'a', -3],
        ['c', 'd', 5],
        ['e', 'f', 2],
        ['x', 'y', 9],
      ])
      await pairs('p2', [
        ['a', 'b', 4],
        ['e', 'g', 8],
        ['x', 'y', 3],
      ])
      const found = await compareModels({
        connection,
        before: { clusters: 'c1', pairs: 'p1' },
        after: { clusters: 'c2', pairs: 'p2' },
      })
      expect(found.counts).toEqual({ joined: 1, split: 1, moved: 1 })
      expect(found.same).toBe(1)
      expect(found.pairs).toEqual({ joined: 2, parted: 2 })
      const [moved, ...others] = found.changes
      expect(moved).toMatchObject({
        kind: 'moved',
        before: [{ members: ['e', 'f'] }, { members: ['g'] }],
        after: [{ members: ['e', 'g'] }, { members: ['f'] }],
        decidedBy: [
          { left: 'e', right: 'g', before: null, after: 8 },
          { left: 'e', right: 'f', before: 2, after: null },
        ],
      })
      expect(others.map((c) => [c.kind, c.decidedBy])).toEqual([
        ['joined', [{ left: 'a', right: 'b', before: -3, after: 4 }]],
        ['split', [{ left: 'c', right: 'd', before: 5, after: null }]],
      ])
      await put('c3', named('abcceegxxz').slice(1))
      await expect(
        compareModels({
          connection,
          before: { clusters: 'c1', pairs: 'p1' },
          after: { clusters: 'c3', pairs: 'p2' },
        }),
      ).rejects.toMatchObject({ code: 'input-invalid' })
    })
  })

  it('followed from the one partition, its changes give the other', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(400, 31), COLUMNS)
      const tables = ['people']
      const before = await link({ model: peopleModel(), connection, tables })
      const other = peopleModel({
        comparisons: [
          { kind: 'exact', column: 'last' },
          { kind: 'date', column: 'born' },
        ],
        clusters: { method: 'components' },
      })
      const after = await link({ model: other, connection, tables })
      const found = await compareModels({ connection, before, after, limit: 1e6 })
      expect(found.changes.length).toBeGreaterThan(10)
      const members = (list: { members: string[] }[]) => list.map((c) => c.members.join(' '))
      const gone = new Set(found.changes.flatMap((c) => members(c.before)))
      const then = await readPartition(connection, before.clusters)
      const now = await readPartition(connection, after.clusters)
      const kept = then.map((g) => g.join(' ')).filter((g) => !gone.has(g))
      expect([...kept, ...found.changes.flatMap((c) => members(c.after))].sort()).toEqual(
        now.map((g) => g.join(' ')).sort(),
      )
      expect(found.same).toBe(kept.filter((g) => g.includes(' ')).length)
      const same = await compareModels({ connection, before, after: before })
      expect(same).toMatchObject({
        counts: { joined: 0, split: 0, moved: 0 },
        pairs: { joined: 0, parted: 0 },
        changes: [],
      })
      await dropLinkResult(connection, before)
      await dropLinkResult(connection, after)
    })
  })
})
