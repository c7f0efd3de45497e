import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BadInput, checkNhsNumber, checkPostcode, checkUpn, parseDate } from '#kernel'
import { type Agency, agencies, errorRate } from './errors.ts'
import { capitals } from './formats/case.ts'
import { type BoroughCounts, generateBorough } from './generate-borough.ts'
import { authority } from './places/authority.ts'
import { identityColumns, identityOf } from './testing/identities.ts'
import {
  agencyFiles,
  agencyPeople,
  agencyRows,
  agencyText,
  keyColumn,
  type Row,
  truthRows,
} from './testing/read-borough.ts'

const folders: string[] = []

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'borough-'))
  folders.push(folder)
  return folder
}

function everyFile(out: string): string[] {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`)
    .sort()
}

const out = newFolder()
let counts: BoroughCounts
/** The first row of each person, by the agency's key. */
const rows = {} as Record<Agency, Map<string, Row>>
const people = new Map<string, Row>()
const truthOf = new Map<string, Row>()
const errorsOf = new Map<string, Set<string>>()

beforeAll(async () => {
  counts = await generateBorough({ children: 4000, seed: 7, out })
  for (const agency of agencies) rows[agency] = agencyPeople(out, agency)
  for (const person of truthRows(out, 'people.csv')) {
    people.set(person['person_id'] ?? '', person)
  }
  for (const record of truthRows(out, 'records.csv')) {
    const person = people.get(record['person_id'] ?? '')
    if (person !== undefined) truthOf.set(`${record['agency']} ${record['source_key']}`, person)
  }
  for (const { agency, source_key, error } of truthRows(out, 'errors.csv')) {
    const key = `${agency} ${source_key}`
    errorsOf.set(key, (errorsOf.get(key) ?? new Set()).add(error ?? ''))
  }
}, 240_000)

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function recordsOf(agency: Agency) {
  return [...rows[agency]].map(([key, row]) => {
    const name = `${agency} ${key}`
    return {
      row,
      identity: identityOf(agency, key, row),
      person: truthOf.get(name) ?? {},
      errors: errorsOf.get(name) ?? new Set<string>(),
    }
  })
}

describe('the same options', () => {
  it('give the same bytes', async () => {
    const [one, other] = [newFolder(), newFolder()]
    await generateBorough({ children: 200, seed: 3, out: one })
    await generateBorough({ children: 200, seed: 3, out: other })
    expect(everyFile(one)).toHaveLength(18)
    expect(everyFile(one)).toEqual(everyFile(other))
  })

  it('differ by seed in every file, by day in every agency’s', async () => {
    const [one, other, later] = [newFolder(), newFolder(), newFolder()]
    await generateBorough({ children: 200, seed: 3, out: one })
    await generateBorough({ children: 200, seed: 4, out: other })
    await generateBorough({ children: 200, seed: 3, out: later, asOf: '2026-11-02' })
    const before = everyFile(one)
    for (const [index, file] of everyFile(other).entries()) {
      // Who sends when is no matter of chance.
      if (!file.startsWith('nights.csv')) expect(file).not.toBe(before[index])
    }
    // In so small a borough youth justice has nobody, and sends nothing.
    for (const agency of agencies.filter((one) => agencyFiles(later, one).length > 0)) {
      expect(agencyText(later, agency)).not.toBe(agencyText(one, agency))
    }
    expect(agencyFiles(later, 'police')).toEqual(['police-full-20261102.csv'])
    expect(agencyFiles(later, 'education')).toEqual(['education-20261102.csv'])
  })

  it.each([
    [{ children: 0 }],
    [{ children: 1.5 }],
    [{ children: 10, asOf: '2026-02-30' }],
    [{ children: 10, nights: 63 }],
  ])('are refused where they make no sense: %o', async (wrong) => {
    await expect(generateBorough({ seed: 1, out: newFolder(), ...wrong })).rejects.toThrow(BadInput)
  })

  it('report each step on the way', async () => {
    const stages: string[] = []
    await generateBorough({
      children: 50,
      seed: 1,
      out: newFolder(),
      onProgress: ({ stage, done, total }) => stages.push(`${stage} ${done}/${total}`),
    })
    expect(stages[0]).toBe('families 0/10')
    expect(stages.at(-1)).toBe('done 10/10')
  })
})

describe('the truth', () => {
  it('knows every record of every file, once', () => {
    for (const agency of agencies) {
      const keys = [...rows[agency].keys()]
      expect(keys.every((key) => truthOf.has(`${agency} ${key}`))).toBe(true)
      expect(keys.length).toBe(counts.agencies[agency].records)
    }
    expect(truthOf.size).toBe(counts.sourceRecords)
    for (const key of errorsOf.keys()) expect(truthOf.has(key)).toBe(true)
  })

  it('stays out of the agencies’ files', () => {
    for (const agency of agencies) {
      const text = agencyText(out, agency)
      expect(text).not.toMatch(/TRUE-\d/)
      expect(text).not.toMatch(/\bH\d{6}\b/)
    }
  })

  it('does not show in the order of the files', () => {
    for (const agency of agencies) {
      const keys = [...rows[agency].keys()]
      expect(keys).toEqual([...keys].sort())
    }
  })
})

describe('identifiers', () => {
  it('are sound except where the truth says they were broken', () => {
    let broken = 0
    for (const agency of ['social-care', 'child-health', 'hospital'] as const) {
      for (const { identity, person, errors } of recordsOf(agency)) {
        const number = identity.nhsNumber
        if (number === '' || errors.has('nhs-of-another') || errors.has('chi-number')) continue
        const checked = checkNhsNumber(number)
        expect(checked.ok).toBe(!errors.has('nhs-invalid'))
        if (checked.ok) expect([checked.range, number]).toEqual(['test', person['nhs_number']])
        else broken++
      }
    }
    for (const agency of ['social-care', 'education'] as const) {
      for (const { identity, person, errors } of recordsOf(agency)) {
        const { upn } = identity
        if (upn === '') continue
        const checked = checkUpn(upn)
        expect(checked.ok).toBe(!errors.has('upn-invalid'))
        if (checked.ok)
          expect([checked.localAuthority, upn]).toEqual([authority.laCode, person['upn']])
        else broken++
      }
    }
    expect(broken).toBeGreaterThan(20)
  })

  it('belong to one person each', () => {
    for (const column of ['nhs_number', 'upn']) {
      const given = [...people.values()].map((person) => person[column]).filter(Boolean)
      expect(new Set(given).size).toBe(given.length)
    }
  })

  it('are fakes that ring nowhere and lie nowhere', () => {
    for (const agency of agencies) {
      const text = agencyText(out, agency)
      for (const [phone] of text.matchAll(/\b0\d{4} ?\d{6}\b/g)) {
        expect(phone).toMatch(/^(07700 ?900|01632 ?960)\d{3}$/)
      }
      for (const row of agencyRows(out, agency)) {
        const postcode = row[identityColumns[agency].postcode] ?? ''
        if (postcode !== '') expect(checkPostcode(postcode).ok).toBe(true)
        expect(postcode).toMatch(/^(RV|ZZ99 ?3VZ$|$)/)
      }
    }
  })
})

describe('errors', () => {
  it('come close to the table at every agency', () => {
    let compared = 0
    for (const agency of agencies) {
      for (const [kind, { chances, hits }] of Object.entries(counts.agencies[agency].errors)) {
        const rate = errorRate(agency, kind as keyof (typeof counts.agencies)[Agency]['errors'])
        if (rate === 0) expect(hits).toBe(0)
        if (chances < 100 || rate === 0) continue
        const spread = Math.sqrt((rate * (1 - rate)) / chances)
        expect(Math.abs(hits / chances - rate), `${agency} ${kind}`).toBeLessThan(
          4 * spread + 2 / chances,
        )
        compared++
      }
    }
    expect(compared).toBeGreaterThan(60)
  })

  it('can be counted again from the files', () => {
    const education = recordsOf('education')
    const swapped = education.filter(({ identity, person }) => {
      const [year, month, day] = identity.bornOn.split('-')
      const born = person['born_on'] ?? ''
      return born === `${year}-${day}-${month}` && day !== month
    })
    expect(swapped.length).toBeGreaterThan(1)
    for (const { errors } of swapped) expect(errors).toContain('day-month-swapped')

    for (const { row, identity, person, errors } of recordsOf('child-health')) {
      if (person['nhs_number'] === '' || row['expected_date'] !== '') continue
      expect(identity.nhsNumber === '').toBe(errors.has('nhs-missing'))
    }
    // But for second records, and for those made under another's name, there is one a person.
    for (const agency of agencies) {
      const first = recordsOf(agency)
        .filter(({ errors }) => !errors.has('duplicate') && !errors.has('gave-anothers-name'))
        .map(({ person }) => person['person_id'])
      expect(new Set(first).size).toBe(first.length)
    }
  })

  it('leave an end before its start only where planted', () => {
    const spans: [Agency, string, string, string][] = [
      ['education', 'entrydate', 'leavingdate', 'dd/MM/yyyy'],
      ['education-welfare', 'OPENED', 'CLOSED', 'dd-MMM-yyyy'],
      ['child-health', 'registered_from', 'registered_to', 'dd-MMM-yyyy'],
      ['youth-justice', 'Order start', 'Order end', 'dd/MM/yyyy'],
    ]
    let planted = 0
    for (const [agency, from, to, format] of spans) {
      for (const row of agencyRows(out, agency)) {
        const key = `${agency} ${row[keyColumn[agency]]}`
        const errors = errorsOf.get(key) ?? new Set()
        const start = parseDate(row[from] ?? '', format)
        const end = parseDate(row[to] ?? '', format)
        const isBackward = start.ok && end.ok && end.value < start.value
        if (isBackward) expect(errors).toContain('end-before-start')
        if (isBackward) planted++
      }
    }
    expect(planted).toBeGreaterThan(5)
  })
})

describe('families', () => {
  it('are as many as asked, at the agencies’ shares', () => {
    expect(counts.children).toBe(4000)
    const share = (agency: Agency) => counts.agencies[agency].people / counts.children
    expect(share('social-care')).toBeGreaterThan(0.1)
    expect(share('social-care')).toBeLessThan(0.35)
    expect(share('education')).toBeGreaterThan(0.66)
    expect(share('education')).toBeLessThan(0.74)
    expect(share('child-health')).toBeGreaterThan(0.92)
  })

  it('hold twins of one birth date and home, and children not yet born', () => {
    const twins = [...people.values()].filter((person) => person['twins'] !== '')
    expect(twins.length).toBeGreaterThan(40)
    for (const twin of twins) {
      const other = people.get(twin['twins'] ?? '')
      expect(other).toMatchObject({
        born_on: twin['born_on'],
        household_id: twin['household_id'],
        mother_id: twin['mother_id'],
      })
    }
    const unborn = [...rows['social-care'].values()].filter(
      (row) => row['ExpectedBirthDate'] !== undefined,
    )
    expect(unborn.length).toBeGreaterThan(0)
    for (const row of unborn)
      expect([row['BirthDate'], row['Forename']]).toEqual([undefined, 'Unborn'])
  })

  it('have brothers and sisters of one father at two addresses', () => {
    const homes = new Map<string, Set<string>>()
    for (const child of people.values()) {
      const father = child['father_id'] ?? ''
      if (father === '') continue
      homes.set(father, (homes.get(father) ?? new Set()).add(child['household_id'] ?? ''))
    }
    expect([...homes.values()].filter((set) => set.size > 1).length).toBeGreaterThan(20)
  })

  it('in the refuge are flagged, and only two agencies know where they are', () => {
    const hidden = recordsOf('social-care').filter(({ person }) => person['restriction'] !== '')
    expect(hidden.length).toBeGreaterThan(1)
    for (const { row } of hidden) expect(row['Restricted']).toBe('Y')
    expect(agencyText(out, 'child-health')).toContain('HAVEN YARD')
    expect(hidden.some(({ person }) => person['restriction'] === 'refuge')).toBe(true)
    expect(agencyText(out, 'social-care')).toContain('Haven Yard')
    for (const agency of [
      'education',
      'education-welfare',
      'hospital',
      'police',
      'youth-justice',
      'charity',
    ] as const) {
      expect(agencyText(out, agency).toUpperCase()).not.toContain('HAVEN YARD')
    }
  })

  it('adopted have two lives that no file of an agency joins', () => {
    const seals = truthRows(out, 'seals.csv')
    expect(seals.length).toBeGreaterThan(2)
    for (const seal of seals) {
      const before = people.get(seal['before_person_id'] ?? '')
      const after = people.get(seal['after_person_id'] ?? '')
      if (seal['why'] === 'adoption') expect(after?.['restriction']).toBe('adoption')
      expect(before?.['born_on']).toBe(after?.['born_on'])
      expect(before?.['nhs_number']).not.toBe(after?.['nhs_number'])
      for (const agency of agencies) {
        const earlier = capitals(before?.['surname'] ?? '')
        for (const { row, person } of recordsOf(agency)) {
          if (person['person_id'] !== seal['after_person_id']) continue
          const names = [
            row['FormerSurname'],
            row['formersurname'],
            row['AlsoKnownAs'],
            row['alias'],
          ]
          expect(names.map((name) => capitals(name ?? ''))).not.toContain(earlier)
        }
      }
    }
  })
})

describe('dates', () => {
  it.each(agencies.map((agency) => [agency] as const))(
    'of %s exist and are not to come',
    (agency) => {
      // Reading throws where a date is not in the agency's form or does not exist.
      const given = recordsOf(agency).flatMap(({ identity }) => identity.bornOn || [])
      expect(given.length).toBeGreaterThan(5)
      for (const date of given) expect(date <= '2026-11-01').toBe(true)
    },
  )
})
