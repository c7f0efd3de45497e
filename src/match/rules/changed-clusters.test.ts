import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assignReferences } from './assign-references.ts'
import { changedClusters, type LastLink } from './changed-clusters.ts'

const current = (person: string): LastLink => ({ person, isCurrent: true })
const ended = (person: string): LastLink => ({ person, isCurrent: false })

describe('changedClusters', () => {
  const cases: [string, string[][], Record<string, LastLink>, string[][]][] = [
    ['nothing', [['a', 'b'], ['c']], { a: current('1'), b: current('1'), c: current('2') }, []],
    ['a new record', [['a', 'b']], { a: current('1') }, [['a', 'b']]],
    ['a record that went', [['a']], { a: current('1'), b: current('1') }, [['a']]],
    ['a record that came back', [['a', 'b']], { a: current('1'), b: ended('1') }, [['a', 'b']]],
    ['two that were joined', [['a', 'b']], { a: current('1'), b: current('2') }, [['a', 'b']]],
    [
      'one that was split',
      [['a'], ['b'], ['c']],
      { a: current('1'), b: current('1'), c: current('2') },
      [['a'], ['b']],
    ],
  ]
  test.each(cases)('%s', (_, clusters, last, changed) => {
    expect(changedClusters(clusters, new Map(Object.entries(last)))).toEqual(changed)
  })

  test('references laid over the changed ones alone are those laid over all', () => {
    const records = Array.from({ length: 12 }, (_, number) => `r${number}`)
    const place = fc.array(fc.nat(4), { minLength: 12, maxLength: 12 })
    const links = fc.array(fc.tuple(fc.nat(5), fc.boolean()), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(place, links, (places, before) => {
        const clusters = [0, 1, 2, 3, 4]
          .map((number) => records.filter((_, at) => places[at] === number))
          .filter((cluster) => cluster.length > 0)
        const last = new Map(
          before.flatMap(([person, isCurrent], at): [string, LastLink][] =>
            person === 5 ? [] : [[`r${at}`, { person: `p${person}`, isCurrent }]],
          ),
        )
        const previous = new Map([...last].map(([record, { person }]) => [record, person]))
        const changed = changedClusters(clusters, last)
        const all = assignReferences(clusters, previous)
        const some = assignReferences(changed, previous)
        const named = (own: readonly (readonly string[])[], of: typeof all) =>
          new Map(own.map((cluster, at) => [cluster.join(), of.personOf[at]]))
        const [whole, part] = [named(clusters, all), named(changed, some)]
        for (const cluster of clusters) {
          const key = cluster.join()
          const kept = last.get(cluster[0] ?? '')?.person
          expect(changed.includes(cluster) ? part.get(key) : kept).toEqual(whole.get(key))
        }
        const mergedInto = (own: readonly (readonly string[])[], of: typeof all) =>
          new Map([...of.merged].map(([person, at]) => [person, own[at]?.join()]))
        expect(mergedInto(changed, some)).toEqual(mergedInto(clusters, all))
      }),
    )
  })
})
