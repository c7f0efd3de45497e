import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeNights } from '../nights/write-nights.ts'
import { everybody, type TruePerson } from '../people/person.ts'
import { createRandom } from '../random.ts'
import { identityOf } from '../testing/identities.ts'
import { liveBorough } from '../testing/live-borough.ts'
import { agencyPeople, type Row } from '../testing/read-borough.ts'
import type { PlantedRecord } from './planted.ts'

const out = mkdtempSync(join(tmpdir(), 'borough-'))
const { population, setting } = liveBorough({ children: 6000, seed: 'planted' })
const { asOf, institutions } = setting

/** The records of the first extracts, by agency and person. */
const found = new Map<string, { row: Row; key: string; errors: Set<string> }[]>()

beforeAll(async () => {
  const random = createRandom('planted')
  const { records } = await writeNights({
    random,
    population,
    institutions,
    firstDay: asOf,
    nights: 0,
    out,
  })
  const rows = new Map<string, Map<string, Row>>()
  for (const { agency, key, person, errors } of records) {
    const known = rows.get(agency) ?? agencyPeople(out, agency)
    rows.set(agency, known)
    const row = known.get(key)
    if (row === undefined) continue
    const name = `${agency} ${person.id}`
    const kinds = new Set(errors.map(({ kind }) => kind))
    found.set(name, [...(found.get(name) ?? []), { row, key, errors: kinds }])
  }
})

afterAll(() => rmSync(out, { recursive: true, force: true }))

/** The planted records of a kind that stand on the day, with what the agency's files say of the person. */
function standing<K extends PlantedRecord['what']>(what: K) {
  return everybody(population).flatMap((person) =>
    person.planted
      .flatMap(({ records }) => records)
      .filter((record): record is Extract<PlantedRecord, { what: K }> => record.what === what)
      .filter(({ from = '', to = '' }) => from <= asOf && (to === '' || to > asOf))
      .map((record) => ({
        person,
        record,
        files: found.get(`${record.agency} ${person.id}`) ?? [],
      }))
      .filter(({ files }) => files.length > 0),
  )
}

const identity = (agency: PlantedRecord['agency'], { row, key }: { row: Row; key: string }) =>
  identityOf(agency, key, row)

it('numbers of others and of Scotland stand where they were planted', () => {
  const planted = standing('nhs-number')
  expect(planted.length).toBeGreaterThan(8)
  for (const { record, files } of planted) {
    for (const file of files) {
      // A second record, and one made before the number was known, may have none.
      if (file.errors.has('nhs-missing') || file.errors.has('still-unborn')) continue
      expect([identity(record.agency, file).nhsNumber, file.errors.has(record.error)]).toEqual([
        record.value,
        true,
      ])
    }
  }
})

it('birth dates that are claimed, or stand for none, are the ones planted', () => {
  const planted = standing('born-on')
  expect(planted.length).toBeGreaterThan(20)
  for (const { record, files } of planted) {
    for (const file of files) {
      expect([identity(record.agency, file).bornOn, file.errors.has(record.error)]).toEqual([
        record.value,
        true,
      ])
    }
  }
})

it('names are the ones planted', () => {
  const planted = standing('names')
  expect(planted.length).toBeGreaterThan(20)
  for (const { record, files } of planted) {
    for (const file of files) {
      const { given, family } = identity(record.agency, file)
      const plain = (name: string) =>
        name
          .normalize('NFD')
          .replace(/[^A-Za-z0-9]/g, '')
          .toUpperCase()
      expect(file.errors.has(record.error)).toBe(true)
      if (file.errors.has('letters-lost')) continue
      expect(plain(family).slice(0, 4)).toBe(plain(record.surname).slice(0, 4))
      expect(plain(given).slice(0, 4)).toBe(plain(record.forename).slice(0, 4))
    }
  }
})

it('nominals are as many as planted', () => {
  const planted = standing('records')
  expect(planted.length).toBeGreaterThan(3)
  for (const { record, files } of planted) expect(files.length).toBeGreaterThan(record.count - 1)
})

it('an offence stands under the brother’s name and is of the child who gave it', () => {
  const planted = standing('event-as-another')
  expect(planted.length).toBeGreaterThan(0)
  const gave = (person: TruePerson) =>
    (found.get(`police ${person.id}`) ?? []).filter(({ errors }) =>
      errors.has('gave-anothers-name'),
    )
  for (const { person } of planted) expect(gave(person)).toHaveLength(1)
})

it('no first life of an adopted child has a word of the second, nor the other way round', () => {
  for (const { before, after } of population.seals) {
    const [numberBefore, numberAfter] = [before, after].map(
      (one) => one.life.nhsNumbers[0]?.value ?? '',
    )
    const texts = (person: TruePerson) =>
      [...found.entries()]
        .filter(([name]) => name.endsWith(` ${person.id}`))
        .flatMap(([, files]) => files.map(({ row }) => JSON.stringify(row)))
    for (const text of texts(before)) expect(text).not.toContain(numberAfter)
    for (const text of texts(after)) expect(text).not.toContain(numberBefore)
  }
})
