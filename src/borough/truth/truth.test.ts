import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateBorough } from '../generate-borough.ts'
import { type Row, truthRows } from '../testing/read-borough.ts'

const out = mkdtempSync(join(tmpdir(), 'borough-'))
const guide = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
const rows = new Map<string, Row[]>()

beforeAll(async () => {
  await generateBorough({ children: 1500, seed: 4, out })
  for (const file of readdirSync(join(out, 'truth'))) rows.set(file, truthRows(out, file))
})

afterAll(() => rmSync(out, { recursive: true, force: true }))

describe('the files of the truth', () => {
  it('are all described, column by column', () => {
    expect(rows.size).toBe(10)
    for (const [file, [first]] of rows) {
      expect(guide).toContain(file)
      for (const column of Object.keys(first ?? {})) {
        expect(guide, `${file}: ${column}`).toMatch(new RegExp(`\\b${column}\\b`))
      }
    }
  })

  it('name only people who are in people.csv', () => {
    const known = new Set((rows.get('people.csv') ?? []).map((row) => row['person_id']))
    for (const [file, list] of rows) {
      for (const row of list) {
        for (const column of Object.keys(row).filter((name) => name.endsWith('person_id'))) {
          expect(known.has(row[column]), `${file} ${row[column]}`).toBe(true)
        }
      }
    }
  })

  it('say by whom a child was born and who is the parent in law', () => {
    const people = new Map((rows.get('people.csv') ?? []).map((row) => [row['person_id'], row]))
    for (const seal of rows.get('seals.csv') ?? []) {
      const after = people.get(seal['after_person_id'])
      const before = people.get(seal['before_person_id'])
      expect(after?.['birth_mother_id']).toBe(before?.['mother_id'])
      expect(after?.['birth_mother_id']).not.toBe(after?.['mother_id'])
      expect(after?.['seal_id']).toBe(before?.['seal_id'])
    }
  })

  it('tell a true from a recorded ethnicity, and who came from abroad when', () => {
    const people = rows.get('people.csv') ?? []
    const differing = people.filter((row) => row['ethnicity'] !== row['recorded_ethnicity'])
    expect(differing.length / people.length).toBeGreaterThan(0.06)
    expect(differing.length / people.length).toBeLessThan(0.16)
    const arrived = people.filter((row) => row['arrived_on'] !== '')
    expect(arrived.length).toBeGreaterThan(100)
    for (const row of arrived.filter(({ kind }) => kind === 'child')) {
      expect((row['arrived_on'] ?? '') >= (row['born_on'] ?? '')).toBe(true)
    }
  })
})
