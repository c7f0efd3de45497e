import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateBorough } from './generate-borough.ts'
import { authority } from './places/authority.ts'

/** Every file of a borough with nights, the truth included: nothing in it may be anybody's. */
const out = mkdtempSync(join(tmpdir(), 'borough-'))
const files: { name: string; text: string }[] = []

beforeAll(async () => {
  await generateBorough({ children: 2500, seed: 11, nights: 8, out })
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const text = readFileSync(join(entry.parentPath, entry.name), 'latin1')
    files.push({ name: entry.name, text })
  }
})

afterAll(() => rmSync(out, { recursive: true, force: true }))

function everyMatch(pattern: RegExp): string[] {
  return files.flatMap(({ text }) => text.match(pattern) ?? [])
}

it('has files of every agency and the truth', () => {
  expect(files.length).toBeGreaterThan(40)
})

it('has ten-digit numbers only from ranges that are never issued', () => {
  const numbers = everyMatch(/(?<![\d.])\d{10}(?!\d)/g)
  expect(numbers.length).toBeGreaterThan(3000)
  // 999: NHS numbers for tests. 99: learner numbers. 2902: a CHI number of a 29th of February that never was.
  const others = numbers.filter((number) => !/^(99|2902)/.test(number))
  // A wrong digit of a test number may be anywhere but in its first three.
  expect([...new Set(others)]).toEqual([])
})

it('has telephone numbers only for drama', () => {
  const numbers = everyMatch(/(?<!\d)0\d{4} ?\d{6}(?!\d)/g)
  expect(numbers.length).toBeGreaterThan(1000)
  for (const number of numbers) expect(number).toMatch(/^(07700 ?900|01632 ?960)\d{3}$/)
})

it('has pupil and school numbers only of an authority that does not exist', () => {
  const upns = everyMatch(/(?<![A-Z0-9])[A-HJ-NP-RT-Z]\d{11}[\dA-Z](?![A-Z0-9])/g)
  expect(upns.length).toBeGreaterThan(1000)
  for (const upn of upns) expect(upn.slice(1, 4)).toBe(authority.laCode)
})

it('has postcodes only of an area that is not in use, and the one of no fixed abode', () => {
  const postcodes = everyMatch(/(?<![A-Za-z0-9/])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![A-Za-z0-9])/g)
  expect(postcodes.length).toBeGreaterThan(2000)
  const others = postcodes.filter((postcode) => !/^(RV|ZZ99)/.test(postcode))
  expect([...new Set(others)]).toEqual([])
})

it('has e-mail addresses only under a domain that cannot be registered', () => {
  const addresses = everyMatch(/[\w.'-]+@[\w.-]+/g)
  expect(addresses.length).toBeGreaterThan(50)
  for (const address of addresses) expect(address).toMatch(/@[\w.-]*rosevale\.example$/)
})
