import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readModel } from '#linkage'
import { MatchIndex, openMatchIndex } from './match-index.ts'
import { openTable } from './match-table.ts'
import { type MatchRow, matchRow } from './rules/match-row.ts'

const model = await readModel(fileURLToPath(new URL('../../models/people.yaml', import.meta.url)))
const folder = mkdtempSync(join(tmpdir(), 'match-index-'))
let connection: DuckDBConnection
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const givens = ['Amina', 'Bruno', 'Clara', 'Dawid', 'Esther', 'Farid', 'Grace', 'Hamza']
const families = ['Ahmed', 'Brown', 'Clarke', 'Dudek', 'Evans', 'Farah', 'Green', 'Kowalska']
const feeds = ['child-health', 'education', 'police']

/** How a feed has a child: as it is, or with one of its errors. */
type Slip = 'none' | 'no given name' | 'no birth date' | 'exchanged' | 'moved' | 'other given name'

function row(feed: string, number: number, slip: Slip): MatchRow {
  const given = givens[number % givens.length] ?? ''
  const family = families[Math.floor(number / givens.length) % families.length] ?? ''
  const bornOn = `${2008 + (number % 12)}-0${(number % 9) + 1}-${10 + (number % 18)}`
  const other = givens[(number + 1) % givens.length] ?? ''
  const names =
    slip === 'exchanged'
      ? { given: family, family: given }
      : { given: slip === 'other given name' ? other : given, family }
  return matchRow({
    feed,
    personKey: String(number),
    person: {
      names: [{ type: 'legal', ...names, ...(slip === 'no given name' && { given: 'FNU' }) }],
      isRestricted: false,
      sex: number % 2 === 0 ? 'F' : 'M',
      ...(slip !== 'no birth date' && { bornOn }),
    },
    addresses: [
      {
        lines: [`${(number % 40) + 1} Elm Road`],
        postcode: slip === 'moved' ? 'RV9 9ZZ' : `RV${(number % 9) + 1} ${number % 10}AB`,
      },
    ],
    relationships: [],
  })
}

const everybody = Array.from({ length: 64 }, (_, number) =>
  feeds.map((feed) => row(feed, number, 'none')),
).flat()

let tables = 0
async function tableOf(rows: readonly MatchRow[]): Promise<string> {
  const name = `people_${++tables}`
  const table = await openTable(connection, name)
  for (const one of rows) table.append(one)
  table.close()
  return name
}

const indexOf = async (rows: readonly MatchRow[], frozen?: MatchIndex) =>
  openMatchIndex({
    model,
    connection,
    table: await tableOf(rows),
    ...(frozen && { frozen: frozen.basis }),
  })

const slip = fc.constantFrom<Slip>(
  'none',
  'no given name',
  'no birth date',
  'exchanged',
  'moved',
  'other given name',
)
const change = fc.record({
  feed: fc.constantFrom(...feeds),
  number: fc.nat(70),
  slip,
  goes: fc.boolean(),
})
const nights = fc.array(fc.array(change, { minLength: 1, maxLength: 12 }), {
  minLength: 1,
  maxLength: 3,
})

describe('MatchIndex', () => {
  test('nights one by one give what one run over everything gives with the same frozen model', async () => {
    const first = await indexOf(everybody)
    await fc.assert(
      fc.asyncProperty(nights, async (changes) => {
        const held = new Map(everybody.map((one) => [one.id, one]))
        const living = await indexOf(everybody, first)
        for (const night of changes) {
          const changed = new Map<string, MatchRow>()
          const removed = new Set<string>()
          for (const { feed, number, slip: how, goes } of night) {
            const next = row(feed, number, how)
            if (goes) {
              if (held.delete(next.id)) removed.add(next.id)
              changed.delete(next.id)
            } else {
              held.set(next.id, next)
              changed.set(next.id, next)
              removed.delete(next.id)
            }
          }
          await living.apply({
            connection,
            table: await tableOf([...changed.values()]),
            removed: [...removed],
          })
        }
        const whole = await indexOf([...held.values()], first)
        expect(living.settle()).toEqual(whole.settle())
      }),
      { numRuns: 8 },
    )
  })

  test('the order in which feeds and records come makes no difference', async () => {
    const first = await indexOf(everybody)
    const back = await indexOf(everybody.toReversed(), first)
    expect(back.settle()).toEqual(first.settle())
  })

  test.each<[string, string, string[], string[], boolean]>([
    ['a title, and parents that have no name in common', 'Kaur', ['Asha'], ['Meena'], false],
    ['a title, and a parent in common', 'Kaur', ['Asha'], ['Asha', 'Meena'], true],
    ['a title, and parents of whom one record says nothing', 'Kaur', ['Asha'], [], true],
    ['a family name, and parents that have no name in common', 'Clarke', ['Asha'], ['Meena'], true],
  ])('%s: joined by itself %s %j %j %s', async (_, family, carers, others, isJoined) => {
    const child = (feed: string, givens: readonly string[]) =>
      matchRow({
        feed,
        personKey: 'asked',
        person: {
          names: [{ type: 'legal', given: 'Harvinder', family }],
          isRestricted: false,
          sex: 'F',
          bornOn: '2014-02-27',
        },
        addresses: [{ lines: ['3 Elm Road'], postcode: 'RV8 8XY' }],
        relationships: givens.map((otherGiven) => ({ kind: 'mother', otherGiven })),
      })
    const first = await indexOf(everybody)
    const pair = [child('education', carers), child('police', others)]
    await first.apply({ connection, table: await tableOf(pair), removed: [] })
    const together = first.settle().clusters.find((ids) => ids.includes('education|asked'))
    expect(together?.includes('police|asked')).toBe(isJoined)
  })

  test('rows come back from the index as they were given', async () => {
    const first = await indexOf(everybody)
    const [one] = everybody
    // The model compares nothing by how far the date can be relied on, so that the index has it not.
    expect(first.rowsOf([one?.id ?? ''])).toEqual([{ ...one, bornOnIs: undefined }])
  })

  test('a compact index goes on as the other would', async () => {
    const [full, other] = [await indexOf(everybody), await indexOf(everybody)]
    const gone = everybody.slice(0, 9).map(({ id }) => id)
    const change = [row('police', 20, 'other given name'), row('education', 21, 'exchanged')]
    await full.apply({ connection, table: await tableOf(change), removed: gone })
    await other.apply({ connection, table: await tableOf(change), removed: gone })
    const compact = other.compact()
    const next = [row('police', 22, 'no given name'), row('police', 2, 'none')]
    await full.apply({ connection, table: await tableOf(next), removed: [] })
    await compact.apply({ connection, table: await tableOf(next), removed: [] })
    expect(compact.settle()).toEqual(full.settle())
    expect([...compact.ids()].sort()).toEqual([...full.ids()].sort())
  })

  test('a saved index goes on where it was, and one of another model is not taken', async () => {
    const path = join(folder, 'people.index')
    const before = await indexOf(everybody)
    await before.save(path, { police: 7 })
    expect(statSync(path).mode & 0o077).toBe(0)
    expect(statSync(`${path}.pairs`).mode & 0o077).toBe(0)
    const after = await MatchIndex.load(path, model)
    expect(after?.settle()).toEqual(before.settle())
    expect(after?.seen).toEqual({ police: 7 })
    const changed = { ...model, file: { ...model.file, block_cap: 99 } }
    expect(await MatchIndex.load(path, changed)).toBeUndefined()
  })
})
