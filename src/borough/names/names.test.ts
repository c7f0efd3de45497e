import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { callNamesOf } from './call-names.ts'
import { type Community, communities } from './communities.ts'
import { spellingsOf } from './spellings.ts'
import { childSurname, marriedSurname, womansForm } from './surname-customs.ts'

function communityOf(id: string): Community {
  const found = communities.items.find((community) => community.id === id)
  if (found === undefined) throw new Error(`No community ${id}`)
  return found
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
    expect(childSurname(random, communityOf(id), sex, parents, together)).toBe(expected)
  })

  it('may be the mother’s, or both', () => {
    const parents = { motherSurname: 'Smith', fatherSurname: 'Jones', fatherForename: 'Paul' }
    const british = communityOf('white-british')
    const name = (choice: typeof together) => childSurname(random, british, 'M', parents, choice)
    expect(name({ usesMother: true, doubled: false })).toBe('Smith')
    expect(name({ usesMother: false, doubled: true })).toBe('Smith-Jones')
  })
})

describe('marriage', () => {
  it('changes no Somali or Chinese woman’s name', () => {
    for (const id of ['somali', 'chinese']) {
      for (let i = 0; i < 50; i++) {
        expect(marriedSurname(random, communityOf(id), 'Ali', 'Farah')).toBe('Farah')
      }
    }
  })
})

describe('the tables', () => {
  it('hold a few hundred names, none twice in a list', () => {
    const all = new Set<string>()
    for (const { names } of communities.items) {
      for (const table of Object.values(names)) {
        expect(new Set(table.items).size).toBe(table.items.length)
        for (const name of table.items) all.add(name)
      }
    }
    expect(all.size).toBeGreaterThan(900)
  })

  it('make the common names far more common', () => {
    const khan = communityOf('pakistani').names.surnames
    const drawn = Array.from({ length: 5000 }, () => random.weighted(khan))
    const share = (name: string) => drawn.filter((one) => one === name).length / drawn.length
    expect(share('Khan')).toBeGreaterThan(0.1)
    expect(share('Hanif')).toBeLessThan(0.03)
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
