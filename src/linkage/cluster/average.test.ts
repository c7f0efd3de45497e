import { describe, expect, it } from 'vitest'
import { averageLinkage } from './average.ts'
import { GuardedSets, type Links } from './guards.ts'

/** Clusters four records: 0 and 1 of one source, 2 and 3 of another; weights in bits. */
async function cluster(
  pairs: [number, number, number][],
  onePerSource: boolean,
): Promise<number[]> {
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
  await averageLinkage(
    links,
    guarded,
    judging,
    cut,
    async () => Float64Array.from([9, 1, 5, 3]),
    async () => {},
  )
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
    async (pairs) => {
      expect(await cluster(pairs, true)).toEqual([0, 1, 0, 1])
    },
  )

  it('does not let one false link bridge two clusters that others keep apart', async () => {
    expect(
      await cluster(
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

  it('lets a chain join where what is between was never compared and the links are strong', async () => {
    expect(
      await cluster(
        [
          [0, 1, 12],
          [1, 2, 12],
          [2, 3, 12],
        ],
        false,
      ),
    ).toEqual([0, 0, 0, 0])
  })

  it('takes a group of very many links without averages, constraints held', async () => {
    const count = 790
    const ends: [number, number][] = []
    for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) ends.push([a, b])
    expect(ends.length).toBeGreaterThan(300_000)
    const links = allAlike(ends)
    const guarded = new GuardedSets(count, {
      onePerSource: null,
      notTwoOf: [],
      same: [],
      notSame: [[3, 700]],
    })
    let pauses = 0
    const never = () => {
      throw new Error('a link was averaged')
    }
    const ranks = Float64Array.from({ length: count }, (_, i) => i)
    const judging = { fields: 1, startBits: 0, unseenBits: -1.5 }
    await averageLinkage(
      links,
      guarded,
      judging,
      never,
      async () => ranks,
      async () => {
        pauses++
      },
    )
    const labels = [...guarded.sets.labels()]
    expect(new Set(labels).size).toBe(2)
    expect(labels[3]).not.toBe(labels[700])
    expect(pauses).toBeGreaterThan(3)
  })

  it('averages a group of as many links that is sparse: false links hold it together', async () => {
    const count = 1700
    const ends = Array.from(
      { length: 301_000 },
      (_, k) => [k % count, (k * 7 + 1) % count] as const,
    )
    expect(ends.length).toBeLessThan((count * count) / 8)
    const links = allAlike(ends)
    const guarded = new GuardedSets(count, {
      onePerSource: null,
      notTwoOf: [],
      same: [],
      notSame: [],
    })
    const averaged = () => {
      throw new Error('a link was averaged')
    }
    const ranks = Float64Array.from({ length: count }, (_, i) => i)
    const judging = { fields: 1, startBits: 0, unseenBits: -1.5 }
    const linkage = averageLinkage(
      links,
      guarded,
      judging,
      averaged,
      async () => ranks,
      async () => {},
    )
    await expect(linkage).rejects.toThrow('a link was averaged')
  })
})

/** Links between the ends given, all of one weight. */
function allAlike(ends: readonly (readonly [number, number])[]): Links {
  return {
    left: Int32Array.from(ends, (e) => e[0]),
    right: Int32Array.from(ends, (e) => e[1]),
    weight: new Float64Array(ends.length).fill(5),
    pattern: new Int32Array(ends.length),
  }
}
