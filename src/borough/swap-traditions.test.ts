import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateBorough } from './generate-borough.ts'
import { exchangedTradition } from './names/traditions.ts'
import { truthRows } from './testing/read-borough.ts'

/** Errors that a name must have the shape for: a hyphen, a call name, another spelling, a lost letter. */
const ofNames = new Set([
  'surname-misspelt',
  'forename-misspelt',
  'other-spelling',
  'nickname',
  'forename-unknown',
  'letters-lost',
  'names-swapped',
  'order-mistaken',
  'half-surname',
  'former-surname',
  'parent-misspelt',
  'parent-informal',
  'parent-as-child',
  'halves-reversed',
  'placeholder-name',
])

const folder = mkdtempSync(join(tmpdir(), 'borough-'))
const [own, exchanged] = [join(folder, 'own'), join(folder, 'exchanged')]

beforeAll(async () => {
  const options = { children: 1500, seed: 5, nights: 6 }
  await generateBorough({ ...options, out: own })
  await generateBorough({ ...options, out: exchanged, swapTraditions: true })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const text = (out: string, file: string) => readFileSync(join(out, 'truth', file), 'utf8')

describe('the borough of exchanged traditions', () => {
  it.each(['homes.csv', 'events.csv', 'coverage.csv', 'seals.csv', 'patterns.csv', 'records.csv'])(
    'has the same %s',
    (file) => {
      expect(text(exchanged, file).length).toBeGreaterThan(50)
      expect(text(exchanged, file) === text(own, file)).toBe(true)
    },
  )

  it('has the same people but for their names', () => {
    const [before, after] = [truthRows(own, 'people.csv'), truthRows(exchanged, 'people.csv')]
    expect(after).toHaveLength(before.length)
    let renamed = 0
    for (const [index, person] of after.entries()) {
      const other = before[index] ?? {}
      for (const column of Object.keys(person)) {
        if (/name|tradition/.test(column)) continue
        expect([person['person_id'], column, person[column]]).toEqual([
          other['person_id'],
          column,
          other[column],
        ])
      }
      expect(person['tradition']).toBe(exchangedTradition[other['tradition'] ?? ''])
      if (person['surname'] !== other['surname']) renamed++
    }
    expect(renamed / after.length).toBeGreaterThan(0.95)
  })

  it('has exactly the same errors, but for those that a name must have the shape for', () => {
    const errors = (out: string) =>
      truthRows(out, 'errors.csv')
        .filter(({ error }) => !ofNames.has(error ?? ''))
        .map(({ agency, source_key, error, from, to }) =>
          [agency, source_key, error, from, to].join(' '),
        )
    expect(errors(own).length).toBeGreaterThan(500)
    expect(errors(exchanged)).toEqual(errors(own))
  })

  it('has the same slips of the pen in the two, where both names can have them', () => {
    const slips = (out: string) =>
      new Set(
        truthRows(out, 'errors.csv')
          .filter(({ error }) => error === 'order-mistaken' || error === 'names-swapped')
          .map(({ agency, source_key, error }) => `${agency} ${source_key} ${error}`),
      )
    const [before, after] = [slips(own), slips(exchanged)]
    const both = [...before].filter((one) => after.has(one)).length
    expect(both / Math.max(before.size, after.size)).toBeGreaterThan(0.9)
  })
})
