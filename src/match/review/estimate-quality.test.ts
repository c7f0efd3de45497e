import { describe, expect, test } from 'vitest'
import type { Sample, SamplePair, StratumKey } from '../data/sample.queries.ts'
import { estimateQuality } from './estimate-quality.ts'
import type { ReviewAnswer } from './settle.ts'

function drawn(
  stratum: StratumKey,
  answer: ReviewAnswer | null,
  count: number,
  sex = 'Female',
): SamplePair[] {
  return Array.from({ length: count }, (_, n) => ({
    reviewId: `${stratum}${answer}${sex}${n}`,
    stratum,
    source: 'Health and School',
    age: '5 to 10',
    sex,
    ethnicity: 'White',
    answer,
  }))
}

const sample = (pairs: SamplePair[]): Sample => ({
  drawnAt: new Date('2026-11-21T09:00:00Z'),
  strata: (['all', 'sex'] as const).flatMap((by) =>
    (by === 'all' ? ['all'] : ['Female', 'Male']).flatMap((value) => [
      { stratum: 'joined' as const, by, value, pairs: value === 'Male' ? 1000 : 9000 },
      { stratum: 'possible' as const, by, value, pairs: 100 },
      { stratum: 'apart' as const, by, value, pairs: 5000 },
    ]),
  ),
  pairs,
})

describe('precision and recall from answers', () => {
  test('each answer counts for the pairs that it stands for', () => {
    const [all] = estimateQuality(
      sample([
        ...drawn('joined', 'same', 57),
        ...drawn('joined', 'not-same', 3),
        ...drawn('possible', 'same', 30),
        ...drawn('possible', 'not-same', 30),
        ...drawn('apart', 'not-same', 60),
      ]),
      'all',
    )
    expect(all?.precision?.value).toBeCloseTo(0.95, 9)
    expect(all?.recall?.value).toBeCloseTo(8550 / 8600, 9)
    expect(all?.precision?.low).toBeGreaterThan(0.85)
    expect(all?.precision?.high).toBeLessThan(1)
    expect(all).toMatchObject({ answered: 180, drawn: 180 })
  })

  test('an index that misses one group more shows it', () => {
    const pairs = ['Female', 'Male'].flatMap((sex) => [
      ...drawn('joined', 'same', 50, sex),
      ...drawn('possible', 'same', sex === 'Male' ? 40 : 1, sex),
      ...drawn('possible', 'not-same', sex === 'Male' ? 1 : 40, sex),
      ...drawn('apart', 'not-same', 50, sex),
    ])
    const [female, male] = estimateQuality(sample(pairs), 'sex')
    expect(female?.recall?.value).toBeGreaterThan(0.999)
    expect(male?.recall?.value).toBeLessThan(0.92)
  })

  test('without answers nothing is known: the interval is everything', () => {
    const [all] = estimateQuality(sample(drawn('joined', null, 20)), 'all')
    expect(all).toMatchObject({ answered: 0, drawn: 20 })
    expect(all?.precision).toMatchObject({ low: 0, high: 1 })
  })
})
