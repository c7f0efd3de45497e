import { describe, expect, it } from 'vitest'
import { people } from './people.ts'

describe('people', () => {
  it('makes exactly as many records as asked, the same each time', () => {
    const once = [...people(500, 7)]
    expect(once).toHaveLength(500)
    expect([...people(500, 7)]).toEqual(once)
    expect([...people(500, 8)]).not.toEqual(once)
  })

  it('gives every record an id of its own and each source a person at most once', () => {
    const made = [...people(5_000)]
    expect(new Set(made.map((r) => r.id)).size).toBe(5_000)
    expect(new Set(made.map((r) => `${r.source} ${r.person}`)).size).toBe(5_000)
  })

  it('knows people more than once, and spells some of them differently', () => {
    const made = [...people(5_000)]
    const byPerson = Map.groupBy(made, (r) => r.person)
    expect(byPerson.size).toBeLessThan(3_500)
    const spelt = [...byPerson.values()].filter(
      (records) => new Set(records.map((r) => r.first_name)).size > 1,
    )
    expect(spelt.length).toBeGreaterThan(20)
    expect(spelt.length).toBeLessThan(byPerson.size / 4)
  })
})
