import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { callNamesOf } from './call-names.ts'
import { communities, withExchangedTraditions } from './communities.ts'
import { spellingsOf } from './spellings.ts'
import { childSurname, marriedSurname, womansForm } from './surname-customs.ts'
import type { Tradition } from './traditions.ts'

function traditionOf(id: string): Tradition {
  const found = communities.items.find((community) => community.id === id)
  if (found === undefined) throw new Error(`No tradition ${id}`)
  return found.tradition
}

const random = createRandom('names')
const together = { usesMother: false, doubled: false }

describe('womansForm', () => {
  it.each([
    ['Kowalski', 'Kowalska'],
    ['Zawadzki', 'Zawadzka'],
    ['Nowak', 'Nowak'],
    ['Ivanov', 'Ivanova'],
    ['Iliev', 'Ilieva'],
    ['Wójcik', 'Wójcik'],
  ])('of %s is %s', (man, woman) => {
    expect(womansForm(man)).toBe(woman)
  })
})

describe('a child’s surname', () => {
  it.each([
    ['polish', 'F', 'Kowalska', 'Kowalski', 'Kowalska'],
    ['polish', 'M', 'Kowalska', 'Kowalski', 'Kowalski'],
    ['sikh', 'F', 'Kaur', 'Singh', 'Kaur'],
    ['sikh', 'M', 'Kaur', 'Singh', 'Singh'],
    ['sikh', 'F', 'Kaur', 'Gill', 'Gill'],
    ['somali', 'F', 'Farah', 'Hassan', 'Hassan'],
    ['white-british', 'F', 'Smith', 'Jones', 'Jones'],
  ] as const)('%s %s of %s and %s is %s', (id, sex, motherSurname, fatherSurname, expected) => {
    const parents = { motherSurname, fatherSurname, fatherForename: 'Ali' }
    expect(childSurname(random, traditionOf(id), sex, parents, together)).toBe(expected)
  })

  it('may be the mother’s, or both', () => {
    const parents = { motherSurname: 'Smith', fatherSurname: 'Jones', fatherForename: 'Paul' }
    const british = traditionOf('white-british')
    const name = (choice: typeof together) => childSurname(random, british, 'M', parents, choice)
    expect(name({ usesMother: true, doubled: false })).toBe('Smith')
    expect(name({ usesMother: false, doubled: true })).toBe('Smith-Jones')
  })
})

describe('marriage', () => {
  it('changes no Somali or Chinese woman’s name', () => {
    for (const id of ['somali', 'chinese']) {
      for (let i = 0; i < 50; i++) {
        expect(marriedSurname(random, traditionOf(id), 'Ali', 'Farah')).toBe('Farah')
      }
    }
  })
})

describe('the tables', () => {
  it('hold thousands of names, none twice in a list', () => {
    const all = new Set<string>()
    for (const { tradition } of communities.items) {
      for (const table of Object.values(tradition.names)) {
        expect(new Set(table.items).size).toBe(table.items.length)
        for (const name of table.items) all.add(name)
      }
    }
    expect(all.size).toBeGreaterThan(9000)
  })

  it('make the common names far more common', () => {
    const khan = traditionOf('pakistani').names.surnames
    const drawn = Array.from({ length: 5000 }, () => random.weighted(khan))
    const share = (name: string) => drawn.filter((one) => one === name).length / drawn.length
    expect(share('Khan')).toBeGreaterThan(0.04)
    expect(share('Hanif')).toBeLessThan(0.015)
  })

  it('know call names and other spellings', () => {
    expect(callNamesOf('William')).toContain('Bill')
    expect(callNamesOf('Zeynep')).toEqual([])
    expect(spellingsOf('Muhammad')).toContain('Mohammed')
    expect(spellingsOf('Mohammed')).toContain('Muhammad')
    expect(spellingsOf('Michał')).toContain('Michael')
    expect(spellingsOf('Michael')).toEqual([])
  })
})

describe('exchanged traditions', () => {
  const exchanged = withExchangedTraditions(communities)

  it('give every community another’s, each to one', () => {
    const given = exchanged.items.map(({ tradition }) => tradition.id)
    expect(new Set(given).size).toBe(communities.items.length)
    for (const { id, tradition } of exchanged.items) expect(tradition.id).not.toBe(id)
  })

  it('leave all else of a community as it was', () => {
    for (const [index, { tradition, ...rest }] of exchanged.items.entries()) {
      const { tradition: own, ...before } = communities.items[index] ?? { tradition }
      expect(rest).toEqual(before)
      expect(tradition).not.toEqual(own)
    }
  })
})
