import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assignReferences, type Cluster } from './assign-references.ts'

const before = (text: string) =>
  new Map(
    text
      .split(' ')
      .filter(Boolean)
      .map((pair) => pair.split('=') as [string, string]),
  )

describe('assignReferences', () => {
  test.each<[string, string, Cluster[], (string | undefined)[], [string, number][], string[]]>([
    ['a first run asks for new references', '', [['a'], ['b']], [undefined, undefined], [], []],
    ['the same clusters keep theirs', 'a=P b=P c=Q', [['a', 'b'], ['c']], ['P', 'Q'], [], []],
    ['a new record joins without a change', 'a=P', [['a', 'z']], ['P'], [], []],
    ['a join keeps the larger part', 'a=P b=Q c=Q', [['a', 'b', 'c']], ['Q'], [['P', 0]], []],
    [
      'a join of equals keeps the smallest record’s',
      'a=P b=Q',
      [['b', 'a']],
      ['P'],
      [['Q', 0]],
      [],
    ],
    [
      'a split leaves it with the larger part',
      'a=P b=P c=P',
      [['c'], ['a', 'b']],
      [undefined, 'P'],
      [],
      [],
    ],
    ['a person without records is gone', 'a=P b=Q', [['a']], ['P'], [], ['Q']],
    [
      'a record that changes sides takes nothing along',
      'a=P b=P c=P d=Q e=Q',
      [
        ['a', 'b'],
        ['c', 'd', 'e'],
      ],
      ['P', 'Q'],
      [],
      [],
    ],
  ])('%s', (_, previous, clusters, personOf, merged, gone) => {
    const assigned = assignReferences(clusters, before(previous))
    expect(assigned.personOf).toEqual(personOf)
    expect([...assigned.merged]).toEqual(merged)
    expect(assigned.gone).toEqual(gone)
  })

  const partition = fc
    .array(fc.nat(4), { minLength: 1, maxLength: 12 })
    .map((groups) =>
      Object.values(Object.groupBy(groups.keys(), (record) => `${groups[record]}`)).map(
        (records = []) => records.map((record) => `r${record}`),
      ),
    )
  const people = fc
    .array(fc.nat(4), { maxLength: 12 })
    .map((owners) => new Map(owners.map((owner, record) => [`r${record}`, `P${owner}`])))

  test('no person is given to two clusters, and each ends in exactly one way', () => {
    fc.assert(
      fc.property(partition, people, (clusters, previous) => {
        const { personOf, merged, gone } = assignReferences(clusters, previous)
        const kept = personOf.filter((person) => person !== undefined)
        const ends = [...kept, ...merged.keys(), ...gone]
        expect(new Set(kept).size).toBe(kept.length)
        expect(ends.sort()).toEqual([...new Set(previous.values())].sort())
      }),
    )
  })

  test('the order of clusters and records makes no difference', () => {
    fc.assert(
      fc.property(partition, people, (clusters, previous) => {
        const there = assignReferences(clusters, previous)
        const back = assignReferences(
          clusters.map((cluster) => cluster.toReversed()).toReversed(),
          previous,
        )
        expect(back.personOf.toReversed()).toEqual(there.personOf)
      }),
    )
  })

  test('running again over its own result changes nothing', () => {
    fc.assert(
      fc.property(partition, people, (clusters, previous) => {
        const first = assignReferences(clusters, previous).personOf.map((p, i) => p ?? `new${i}`)
        const after = new Map(
          clusters.flatMap((cluster, i) =>
            cluster.map((record) => [record, `${first[i]}`] as const),
          ),
        )
        const again = assignReferences(clusters, after)
        expect(again.personOf).toEqual(first)
        expect(again.merged.size).toBe(0)
      }),
    )
  })

  test('a join that is undone leaves every reference where it was', () => {
    fc.assert(
      fc.property(
        partition,
        fc.array(fc.nat(4), { minLength: 12, maxLength: 12 }),
        (clusters, groups) => {
          const ledger = new Ledger()
          const before = ledger.run(clusters)
          const joined = Object.values(
            Object.groupBy(clusters.keys(), (index) => `${groups[index % 12]}`),
          ).map((indexes = []) => indexes.flatMap((index) => clusters[index] ?? []))
          ledger.run(joined)
          expect(ledger.run(clusters)).toEqual(before)
          expect(ledger.mergedInto.size).toBe(0)
        },
      ),
    )
  })

  test('a part that is new gets a new reference, and one that was joined twice its own', () => {
    const ledger = new Ledger()
    const [first] = ledger.run([['a', 'b', 'c'], ['d', 'e'], ['f']])
    const { d, f } = Object.fromEntries(first ? ledger.personOf : [])
    ledger.run([['a', 'b', 'c', 'd', 'e'], ['f']])
    ledger.run([['a', 'b', 'c', 'd', 'e', 'f']])
    const after = ledger.run([['a', 'b'], ['c'], ['d', 'e'], ['f']])
    expect(after[2]).toBe(d)
    expect(after[3]).toBe(f)
    expect(new Set(after).size).toBe(4)
  })
})

/** What the runs leave behind, as PostgreSQL keeps it. */
class Ledger {
  readonly personOf = new Map<string, string>()
  readonly mergedInto = new Map<string, string>()
  readonly #ever = new Map<string, Set<string>>()
  #given = 0

  run(clusters: readonly Cluster[]): string[] {
    const former = new Map(
      [...this.#ever].map(([record, persons]) => [
        record,
        [...persons].filter((person) => this.mergedInto.has(person)),
      ]),
    )
    const { personOf, merged, back } = assignReferences(clusters, this.personOf, former)
    const people = personOf.map((person) => person ?? `P${++this.#given}`)
    for (const person of back) this.mergedInto.delete(person)
    for (const [person, cluster] of merged) this.mergedInto.set(person, `${people[cluster]}`)
    clusters.forEach((cluster, index) => {
      for (const record of cluster) {
        this.personOf.set(record, `${people[index]}`)
        this.#ever.set(record, (this.#ever.get(record) ?? new Set()).add(`${people[index]}`))
      }
    })
    return people
  }
}
