import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { agencies } from './errors.ts'
import { generateBorough } from './generate-borough.ts'
import { type Identity, readIdentities } from './testing/identities.ts'
import { scoreNaiveMatch } from './testing/naive-match.ts'
import { truthRows } from './testing/read-borough.ts'

const out = mkdtempSync(join(tmpdir(), 'borough-naive-'))
afterAll(() => rmSync(out, { recursive: true, force: true }))

function identity(key: string, more: Partial<Identity>): Identity {
  const nothing = { given: '', family: '', bornOn: '', nhsNumber: '', upn: '', postcode: '' }
  return { agency: 'police', key, ...nothing, ...more }
}

describe('the naive matcher', () => {
  const ann = { given: 'Ann Marie', family: "O'Neill", bornOn: '2014-05-03' }
  it.each<[string, Partial<Identity>, Partial<Identity>, boolean]>([
    ['one NHS number', { nhsNumber: '9990000018' }, { nhsNumber: '9990000018' }, true],
    [
      'one name and birth date, in capitals',
      ann,
      { ...ann, given: 'ANN', family: 'O’NEILL' },
      true,
    ],
    ['another birth date', ann, { ...ann, bornOn: '2014-03-05' }, false],
    ['another spelling', ann, { ...ann, given: 'Anne' }, false],
    ['no birth date', { ...ann, bornOn: '' }, { ...ann, bornOn: '' }, false],
    ['a placeholder', { ...ann, bornOn: '1900-01-01' }, { ...ann, bornOn: '1900-01-01' }, false],
    ['nothing at all', {}, {}, false],
  ])('on %s', (_, one, other, isFound) => {
    const { foundPairs, recall } = scoreNaiveMatch(
      [identity('1', one), identity('2', other)],
      () => 'the same person',
    )
    expect([foundPairs, recall]).toEqual(isFound ? [1, 1] : [0, 0])
  })

  it('finds at most 85 of 100 true pairs of the borough, and hardly a wrong one', async () => {
    await generateBorough({ children: 1500, seed: 2, out })
    const personOf = new Map(
      truthRows(out, 'records.csv').map((row) => [
        `${row['agency']} ${row['source_key']}`,
        row['person_id'] ?? '',
      ]),
    )
    const identities = agencies.flatMap((agency) => readIdentities(out, agency))
    const scores = scoreNaiveMatch(
      identities,
      ({ agency, key }) => personOf.get(`${agency} ${key}`) ?? '',
    )
    expect(scores.truePairs).toBeGreaterThan(5000)
    expect(scores.recall).toBeLessThanOrEqual(0.85)
    // Hard, not noise: two in three are right there on the page.
    expect(scores.recall).toBeGreaterThan(0.65)
    expect(scores.precision).toBeGreaterThan(0.99)
  })
})
