import { describe, expect, it } from 'vitest'
import { link, parseModel } from '../index.ts'
import { putTable, withDatabase } from '../testing/people.ts'

const PEOPLE = [
  { id: 'a', name: 'Mallory', age: '7' },
  { id: 'b', name: 'Trent', age: 'seven and a half' },
]

const failure = async (changes: Record<string, unknown>): Promise<string> =>
  await withDatabase(async (connection) => {
    await putTable(connection, 'people', PEOPLE, ['id', 'name', 'age'])
    const model = parseModel({
      name: 'own SQL',
      id: 'id',
      columns: { name: 'name', age: 'age' },
      blocking: ['everything'],
      comparisons: [{ kind: 'exact', column: 'name' }],
      ...changes,
    })
    return await link({ model, connection, tables: ['people'] }).then(
      () => 'no failure',
      (error: Error) => error.message,
    )
  })

describe('a fault in SQL of the model', () => {
  it('names the column, the table and what to do', async () => {
    const columns = { name: 'name', age: { sql: 'years + 1' } }
    expect(await failure({ columns })).toMatch(
      /SQL of the column "age" does not run over the table "people": Binder Error.*"years".*Correct it/,
    )
  })

  it('tells no value of a record', async () => {
    const columns = { name: 'name', age: { sql: 'CAST(age AS INTEGER) + 1' } }
    const said = await failure({ columns })
    expect(said).toMatch(/SQL of the column "age".*Conversion Error at some value \(TRY_CAST/)
    expect(said).not.toMatch(/seven/)
  })

  it('names the level of a comparison', async () => {
    const comparison = {
      name: 'age',
      columns: ['age'],
      levels: [
        { when: 'missing(age)', missing: true },
        { sql: 'CAST(l.age AS INTEGER) = CAST(r.age AS INTEGER)', words: 'same years' },
        'else',
      ],
    }
    const said = await failure({ comparisons: [comparison] })
    expect(said).toMatch(/SQL of level 2 \("same years"\) of the comparison "age" does not run/)
    expect(said).not.toMatch(/seven/)
  })
})
