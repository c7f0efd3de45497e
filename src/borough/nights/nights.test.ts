import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { daysBetween } from '#kernel'
import { agencyPlans } from '../agencies/index.ts'
import { type Agency, agencies } from '../errors.ts'
import { type BoroughCounts, generateBorough, inventPeople } from '../generate-borough.ts'
import { createRandom } from '../random.ts'
import {
  agencyFiles,
  agencyRows,
  csvRows,
  keyColumn,
  type Row,
  truthRows,
} from '../testing/read-borough.ts'
import { nightsOf } from './schedule.ts'
import { writeAgency } from './write-agency.ts'

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'borough-nights-'))
  folders.push(folder)
  return folder
}

const out = newFolder()
const firstDay = '2026-11-01'
let counts: BoroughCounts
let errors: Row[]

beforeAll(async () => {
  counts = await generateBorough({ children: 1500, seed: 5, nights: 30, out })
  errors = truthRows(out, 'errors.csv')
})

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('the schedule', () => {
  it('gives every agency a full extract first', () => {
    for (const agency of agencies) {
      expect(nightsOf(agency, 'delta', firstDay, 30)[0]).toEqual({
        day: firstDay,
        extract: 'full',
        arrivesOn: firstDay,
      })
    }
  })

  it('has nightly and weekly senders, one late and one that misses a night', () => {
    const days = (agency: Agency) => nightsOf(agency, 'full', firstDay, 30).map(({ day }) => day)
    expect(days('social-care')).toHaveLength(31)
    // The first of November 2026 is a Sunday.
    expect(days('education')).toEqual([
      firstDay,
      '2026-11-08',
      '2026-11-15',
      '2026-11-22',
      '2026-11-29',
    ])
    expect(days('hospital')).not.toContain('2026-11-13')
    const late = nightsOf('charity', 'full', firstDay, 30).filter(
      (night) => night.arrivesOn > night.day,
    )
    expect(late).toEqual([{ day: '2026-11-09', extract: 'full', arrivesOn: '2026-11-12' }])
  })

  it('stands in nights.csv as the files do', () => {
    const rows = csvRows(readFileSync(join(out, 'nights.csv'), 'utf8'))
    const listed = rows.map((row) => row['file']?.split('/')[1]).sort()
    expect(listed).toEqual(agencies.flatMap((agency) => agencyFiles(out, agency)).sort())
    expect(rows.some((row) => (row['arrives_on'] ?? '') > (row['extract_on'] ?? ''))).toBe(true)
  })
})

/** The lines in force after some of an agency's deltas, by key and what tells a line. */
function folded(
  folder: string,
  agency: Agency,
  status: string,
  line: string,
  files: readonly string[],
) {
  const lines = new Map<string, Map<string, string>>()
  for (const file of files) {
    for (const { [status]: mark, ...row } of agencyRows(folder, agency, file)) {
      const key = row[keyColumn[agency]] ?? ''
      const own = lines.get(key) ?? new Map<string, string>()
      lines.set(key, own)
      if (mark === 'D') lines.delete(key)
      else {
        // What is sent last stands last.
        own.delete(row[line] ?? '')
        own.set(row[line] ?? '', JSON.stringify(row))
      }
    }
  }
  return lines
}

describe('deltas', () => {
  it.each([
    ['child-health', 'row_status', 'chis_id'],
    ['hospital', 'ROW_STATUS', 'ATTENDANCE_ID'],
    ['police', 'row_status', 'occurrence_no'],
  ] as const)(
    'of %s come to what a full extract of the last day says',
    async (agency, status, line) => {
      const lastDay = '2026-12-01'
      const random = createRandom('kith borough 5')
      const people = inventPeople(random, { children: 1500, asOf: firstDay })
      const context = { ...people, random: random.fork(`agency/${agency}`), firstDay }
      const full = { extract: 'full', arrivesOn: '' } as const
      const two = [firstDay, lastDay].map((day) => ({ day, ...full }))
      const whole = newFolder()
      await writeAgency(agencyPlans[agency], context, two, whole)

      const [first, last] = agencyFiles(whole, agency)
      const wanted = folded(whole, agency, status, line, [last ?? ''])
      const begun = folded(out, agency, status, line, agencyFiles(out, agency).slice(0, 1))
      const kept = folded(out, agency, status, line, agencyFiles(out, agency))
      expect(begun).toEqual(folded(whole, agency, status, line, [first ?? '']))
      expect(kept.size).not.toBe(begun.size)
      expect([...kept.keys()].sort()).toEqual([...wanted.keys()])
      for (const [key, lines] of wanted) {
        expect([...(kept.get(key)?.keys() ?? [])].sort()).toEqual([...lines.keys()].sort())
        // The line that came last has the person as they now are.
        const words = [...lines.values()]
        expect(words).toContain([...(kept.get(key)?.values() ?? [])].at(-1))
      }
    },
  )

  it('say only what is new: no row comes twice in the same words', () => {
    for (const [agency, status, line] of [
      ['child-health', 'row_status', 'chis_id'],
      ['hospital', 'ROW_STATUS', 'ATTENDANCE_ID'],
      ['police', 'row_status', 'occurrence_no'],
    ] as const) {
      const known = new Map<string, string>()
      let repeated = 0
      for (const file of agencyFiles(out, agency)) {
        for (const { [status]: mark, ...row } of agencyRows(out, agency, file)) {
          const key = `${row[keyColumn[agency]]} ${row[line]}`
          const text = JSON.stringify(row)
          if (mark !== 'D' && known.get(key) === text) repeated++
          known.set(key, text)
        }
      }
      expect(repeated, agency).toBe(0)
    }
  })

  it('bring deletions of second records, and what is erased stays away', () => {
    const gone = new Set<string>()
    for (const file of agencyFiles(out, 'police').slice(1)) {
      for (const row of agencyRows(out, 'police', file)) {
        const key = row['nominal_id'] ?? ''
        expect(gone.has(key)).toBe(false)
        if (row['row_status'] === 'D') gone.add(key)
      }
    }
    expect(gone.size).toBeGreaterThan(2)
  })
})

describe('errors over the nights', () => {
  it('stand until they are repaired, and a few are new', () => {
    const standing = errors.filter((row) => row['from'] === '')
    const repaired = standing.filter((row) => row['to'] !== '')
    const fresh = errors.filter((row) => row['from'] !== '')
    // One in 25 within thirty nights, as slips/moment.ts says.
    expect(repaired.length / standing.length).toBeGreaterThan(0.02)
    expect(repaired.length / standing.length).toBeLessThan(0.08)
    expect(fresh.length).toBeGreaterThan(10)
    for (const row of repaired) expect(daysBetween(firstDay, row['to'] ?? '')).toBeGreaterThan(0)
  })

  it('leave a surname as it was misspelt, night after night', () => {
    const wrong = new Set(
      errors
        .filter((row) => row['agency'] === 'social-care' && row['error'] === 'surname-misspelt')
        .filter((row) => row['from'] === '' && row['to'] === '')
        .map((row) => row['source_key'] ?? ''),
    )
    expect(wrong.size).toBeGreaterThan(2)
    const spellings = new Map<string, Set<string>>()
    for (const file of agencyFiles(out, 'social-care')) {
      for (const row of agencyRows(out, 'social-care', file)) {
        const key = row['@id'] ?? ''
        if (!wrong.has(key)) continue
        const own = spellings.get(key) ?? new Set()
        spellings.set(key, own.add(`${row['Surname']} ${row['FormerSurname'] ?? ''}`))
      }
    }
    const changing = [...spellings.values()].filter((own) => own.size > 1)
    // A name that truly changes is typed anew.
    expect(changing.length).toBeLessThanOrEqual(1)
  })
})

describe('a month', () => {
  it('leaves the first extracts as they are without one', async () => {
    const plain = newFolder()
    await generateBorough({ children: 300, seed: 5, out: plain })
    const month = newFolder()
    await generateBorough({ children: 300, seed: 5, nights: 12, out: month })
    for (const agency of agencies) {
      const [first] = agencyFiles(plain, agency)
      if (first === undefined) continue
      const read = (folder: string) => readFileSync(join(folder, agency, first), 'latin1')
      expect(read(month), agency).toBe(read(plain))
    }
  })

  it('brings people, changes and ends to every full extract', () => {
    expect(counts.agencies['social-care'].files).toBe(31)
    const [first, ...nights] = agencyFiles(out, 'social-care')
    const keys = (file: string | undefined) =>
      new Set(agencyRows(out, 'social-care', file).map((row) => row['@id'] ?? ''))
    const before = keys(first)
    const after = keys(nights.at(-1))
    expect([...after].some((key) => !before.has(key))).toBe(true)
  })
})
