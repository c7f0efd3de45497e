import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BadInput, checkNhsNumber, checkPostcode, checkUpn, parseDate } from '#kernel'
import { type Agency, agencies, errorRate } from './errors.ts'
import { capitals } from './formats/case.ts'
import { type BoroughCounts, generateBorough } from './generate-borough.ts'
import { authority } from './places/authority.ts'
import { agencyRows, agencyText, csvRows, keyColumn, type Row } from './testing/read-borough.ts'

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
const rows = {} as Record<Agency, Row[]>
const people = new Map<string, Row>()
const truthOf = new Map<string, Row>()
const errorsOf = new Map<string, Set<string>>()

beforeAll(async () => {
  counts = await generateBorough({ children: 4000, seed: 7, out })
  for (const agency of agencies) rows[agency] = agencyRows(out, agency)
  for (const person of csvRows(agencyText(out, 'truth', 'people.csv'))) {
    people.set(person['person_id'] ?? '', person)
  }
  for (const record of csvRows(agencyText(out, 'truth', 'records.csv'))) {
    const person = people.get(record['person_id'] ?? '')
    if (person !== undefined) truthOf.set(`${record['agency']} ${record['source_key']}`, person)
  }
  for (const { agency, source_key, error } of csvRows(agencyText(out, 'truth', 'errors.csv'))) {
    const key = `${agency} ${source_key}`
    errorsOf.set(key, (errorsOf.get(key) ?? new Set()).add(error ?? ''))
  }
})

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function recordsOf(agency: Agency): { row: Row; person: Row; errors: Set<string> }[] {
  return rows[agency].map((row) => {
    const key = `${agency} ${row[keyColumn[agency]]}`
    return { row, person: truthOf.get(key) ?? {}, errors: errorsOf.get(key) ?? new Set() }
  })
}

describe('the same options', () => {
  it('give the same bytes', async () => {
    const [one, other] = [newFolder(), newFolder()]
    await generateBorough({ children: 200, seed: 3, out: one })
    await generateBorough({ children: 200, seed: 3, out: other })
    expect(everyFile(one)).toHaveLength(15)
    expect(everyFile(one)).toEqual(everyFile(other))
  })

  it('differ by seed in every file, by day in every agency’s', async () => {
    const [one, other, later] = [newFolder(), newFolder(), newFolder()]
    await generateBorough({ children: 200, seed: 3, out: one })
    await generateBorough({ children: 200, seed: 4, out: other })
    await generateBorough({ children: 200, seed: 3, out: later, asOf: '2026-11-02' })
    const before = everyFile(one)
    for (const [index, file] of everyFile(other).entries()) expect(file).not.toBe(before[index])
    for (const agency of agencies)
      expect(agencyText(later, agency)).not.toBe(agencyText(one, agency))
    expect(readdirSync(join(later, 'police'))).toEqual(['police-20261102.csv'])
  })

  it.each([[{ children: 0 }], [{ children: 1.5 }], [{ children: 10, asOf: '2026-02-30' }]])(
    'are refused where they make no sense: %o',
    async (wrong) => {
      await expect(generateBorough({ seed: 1, out: newFolder(), ...wrong })).rejects.toThrow(
        BadInput,
      )
    },
  )

  it('report each step on the way', async () => {
    const stages: string[] = []
    await generateBorough({
      children: 50,
      seed: 1,
      out: newFolder(),
      onProgress: ({ stage, done, total }) => stages.push(`${stage} ${done}/${total}`),
    })
    expect(stages[0]).toBe('families 0/7')
    expect(stages.at(-1)).toBe('done 7/7')
  })
})

describe('the truth', () => {
  it('knows every record of every file, once', () => {
    for (const agency of agencies) {
      const keys = rows[agency].map((row) => row[keyColumn[agency]])
      expect(new Set(keys).size).toBe(keys.length)
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
      const keys = rows[agency].map((row) => row[keyColumn[agency]] ?? '')
      expect(keys).toEqual([...keys].sort())
    }
  })
})

describe('identifiers', () => {
  it('are sound except where the truth says they were broken', () => {
    let broken = 0
    for (const agency of ['social-care', 'child-health'] as const) {
      for (const { row, person, errors } of recordsOf(agency)) {
        const number = row['nhs_number'] ?? ''
        if (number === '') continue
        const checked = checkNhsNumber(number)
        expect(checked.ok).toBe(!errors.has('nhs-invalid'))
        if (checked.ok) expect([checked.range, number]).toEqual(['test', person['nhs_number']])
        else broken++
      }
    }
    for (const agency of ['social-care', 'education'] as const) {
      for (const { row, person, errors } of recordsOf(agency)) {
        const upn = row['upn'] ?? ''
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
      for (const row of rows[agency]) {
        const postcode = row['postcode'] ?? row['Address/Postcode'] ?? ''
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
    const swapped = education.filter(({ row, person }) => {
      const [day, month, year] = (row['dob'] ?? '').split('/')
      const born = person['born_on'] ?? ''
      return born === `${year}-${day}-${month}` && day !== month
    })
    expect(swapped.length).toBeGreaterThan(1)
    for (const { errors } of swapped) expect(errors).toContain('day-month-swapped')

    for (const { row, person, errors } of recordsOf('child-health')) {
      const isMissing = row['nhs_number'] === '' && person['is_unborn'] === 'N'
      expect(isMissing).toBe(errors.has('nhs-missing'))
    }
    for (const agency of agencies) {
      const second = recordsOf(agency).filter(({ errors }) => errors.has('duplicate'))
      expect(second).toHaveLength(counts.agencies[agency].records - counts.agencies[agency].people)
    }
  })

  it('leave an end before its start only where planted', () => {
    const spans: [Agency, string, string, string][] = [
      ['social-care', 'referral_date', 'closure_date', 'yyyy-MM-dd'],
      ['education', 'entry_date', 'leaving_date', 'dd/MM/yyyy'],
      ['child-health', 'registered_from', 'registered_to', 'dd-MMM-yyyy'],
      ['charity', 'Service/Start', 'Service/End', 'yyyy-MM-dd'],
    ]
    let planted = 0
    for (const [agency, from, to, format] of spans) {
      for (const { row, errors } of recordsOf(agency)) {
        const start = parseDate(row[from] ?? '', format)
        const end = parseDate(row[to] ?? '', format)
        const isBackward = start.ok && end.ok && end.value < start.value
        expect(isBackward).toBe(errors.has('end-before-start'))
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
    expect(share('social-care')).toBeGreaterThan(0.06)
    expect(share('social-care')).toBeLessThan(0.12)
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
    const unborn = rows['social-care'].filter((row) => row['expected_dob'] !== '')
    expect(unborn.length).toBeGreaterThan(10)
    expect(unborn.every((row) => row['dob'] === '' && row['forename'] === 'Unborn')).toBe(true)
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
    expect(hidden.length).toBeGreaterThan(4)
    for (const { row } of hidden) expect(row['restricted']).toBe('Y')
    expect(agencyText(out, 'social-care')).toContain('Haven Yard')
    for (const agency of ['education', 'police', 'charity'] as const) {
      expect(agencyText(out, agency).toUpperCase()).not.toContain('HAVEN YARD')
    }
  })

  it('adopted have two lives that no file of an agency joins', () => {
    const seals = csvRows(agencyText(out, 'truth', 'seals.csv'))
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
          const names = [row['former_surname'], row['also_known_as'], row['alias']]
          expect(names.map((name) => capitals(name ?? ''))).not.toContain(earlier)
        }
      }
    }
  })
})

describe('dates', () => {
  it.each([
    ['social-care', 'dob', 'yyyy-MM-dd'],
    ['education', 'dob', 'dd/MM/yyyy'],
    ['child-health', 'dob', 'dd-MMM-yyyy'],
    ['police', 'dob', 'yyyyMMdd'],
    ['charity', 'BirthDate', 'yyyy-MM-dd'],
  ] as const)('of %s exist and are not to come', (agency, column, format) => {
    const given = rows[agency].map((row) => row[column] ?? '').filter(Boolean)
    expect(given.length).toBeGreaterThan(100)
    for (const text of given) {
      const date = parseDate(text, format)
      expect(date.ok && date.value <= '2026-11-01', text).toBe(true)
    }
  })
})
