import { describe, expect, it } from 'vitest'
import { averageLinkage } from './average.ts'
import { GuardedSets, type Links } from './guards.ts'

/** Clusters four records: 0 and 1 of one source, 2 and 3 of another; weights in bits. */
function cluster(pairs: [number, number, number][], onePerSource: boolean): number[] {
  const links: Links = {
    left: Int32Array.from(pairs, (p) => p[0]),
    right: Int32Array.from(pairs, (p) => p[1]),
    weight: Float64Array.from(pairs, (p) => p[2]),
    pattern: new Int32Array(pairs.length),
  }
  const guarded = new GuardedSets(4, {
    onePerSource: onePerSource ? Int32Array.from([0, 0, 1, 1]) : null,
    notTwoOf: [],
    same: [],
    notSame: [],
  })
  const judging = { fields: 1, startBits: 0, unseenBits: -1.5 }
  const cut = (k: number, out: Float64Array) => {
    out[0] = Math.max(-11.5, Math.min(11.5, links.weight[k] as number))
  }
  averageLinkage(links, guarded, judging, cut, Float64Array.from([9, 1, 5, 3]))
  return [...guarded.sets.labels()]
}

describe('average linkage', () => {
  it.each([
    [
      [
        [0, 2, 40],
        [0, 3, 13],
        [1, 2, 13],
        [1, 3, 40],
      ],
    ],
    [
      [
        [1, 2, 13],
        [0, 3, 13],
        [1, 3, 40],
        [0, 2, 40],
      ],
    ],
  ] as [number, number, number][][][])(
    'joins each twin with its own record, in whatever order the links come',
    (pairs) => {
      expect(cluster(pairs, true)).toEqual([0, 1, 0, 1])
    },
  )

  it('does not let one false link bridge two clusters that others keep apart', () => {
    expect(
      cluster(
        [
          [0, 1, 30],
          [2, 3, 30],
          [1, 2, 5],
          [0, 2, -12],
          [0, 3, -12],
          [1, 3, -12],
        ],
        false,
      ),
    ).toEqual([0, 0, 2, 2])
  })

  it('lets a chain join where what is between was never compared and the links are strong', () => {
    expect(
      cluster(
        [
          [0, 1, 12],
          [1, 2, 12],
          [2, 3, 12],
        ],
        false,
      ),
    ).toEqual([0, 0, 0, 0])
  })
})
