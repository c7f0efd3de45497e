import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refuseTooMany } from '../compare/pair-room.ts'
import type { PairJob, PairStep } from './make-pairs.ts'
import { type PairSource, PairThread, pairsHere } from './pair-source.ts'

const SOURCES = 3

/** A job of two rules over records of small random keys, some missing, in three sources. */
function jobOf(count: number, seed: number, declared: boolean): PairJob {
  let state = seed
  const next = (n: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) % n
  }
  const key = (n: number) => Int32Array.from({ length: count }, () => next(n + 1) - 1)
  const [x, y, z] = [key(20), key(9), key(60).sort()] as [Int32Array, Int32Array, Int32Array]
  return {
    rules: [
      { a: x, b: y, rowOf: null, cap: 10_000 },
      { a: z, b: y, rowOf: null, cap: 40 },
    ],
    asked: [true, false],
    counted: [{ a: x, b: x, rowOf: null, cap: 10_000 }],
    count,
    sources: Int32Array.from({ length: count }, () => next(SOURCES)),
    apart: {
      bySource: new Uint8Array(SOURCES).fill(declared ? 1 : 0),
      declared: new Uint8Array(SOURCES).fill(declared ? 1 : 0),
      any: declared,
    },
    light: null,
  }
}

async function found(source: PairSource, job: PairJob) {
  const pairs: string[] = []
  const others: PairStep[] = []
  for await (const step of source.begin(job)) {
    if (step.kind !== 'pairs') {
      others.push(structuredClone(step))
      continue
    }
    const { batch, rule } = step
    for (let i = 0; i < batch.count; i++)
      pairs.push([rule, batch.left[i], batch.right[i], batch.apart[i]].join())
  }
  return { pairs, others }
}

/** Every pair, looked at one by one. */
function plainly({ rules, sources, count, apart }: PairJob): string[] {
  const sizes = rules.map(({ a, b }) => {
    const size = new Map<string, number>()
    for (let i = 0; i < count; i++)
      size.set(`${a[i]},${b[i]}`, (size.get(`${a[i]},${b[i]}`) ?? 0) + 1)
    return size
  })
  const pairs: string[] = []
  for (let l = 0; l < count; l++) {
    for (let r = l + 1; r < count; r++) {
      const rule = rules.findIndex(
        ({ a, b, cap }, k) =>
          (a[l] as number) >= 0 &&
          (b[l] as number) >= 0 &&
          a[l] === a[r] &&
          b[l] === b[r] &&
          (sizes[k]?.get(`${a[l]},${b[l]}`) as number) <= cap,
      )
      if (rule < 0) continue
      const held = sources[l] === sources[r] && apart.any
      pairs.push([rule, l, r, held ? 1 : 0].join())
    }
  }
  return pairs.sort()
}

describe('candidate pairs', () => {
  it('are each found once, under the first rule that finds them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 400 }),
        fc.nat(),
        fc.boolean(),
        async (count, seed, declared) => {
          const job = jobOf(count, seed, declared)
          const { pairs } = await found(pairsHere, job)
          expect(pairs.sort()).toEqual(plainly(job))
        },
      ),
      { numRuns: 30 },
    )
  })

  it('are the same from a thread of its own, in the same order', async () => {
    const job = jobOf(9000, 7, true)
    const here = await found(pairsHere, job)
    expect(here.pairs.length).toBeGreaterThan(200_000)
    const thread = new PairThread()
    expect(await found(thread, job)).toEqual(here)
    // A thread lives for one job; the next has one of its own.
    expect(await found(thread, job)).toEqual(here)
    thread.stop()
  })

  it('can be left in the middle', async () => {
    const thread = new PairThread()
    for await (const step of thread.begin(jobOf(6000, 7, false))) if (step.kind === 'pairs') break
    thread.stop()
    new PairThread().stop()
  })

  it('are refused where there is no room for them', () => {
    expect(() => refuseTooMany(10, 10, 'born')).not.toThrow()
    expect(() => refuseTooMany(3e9, 4e8, 'born')).toThrow(
      /rule "born" brings the candidate pairs to about 3000 million.*400 million.*memoryLimitMb/,
    )
  })
})
