import { describe, expect, it } from 'vitest'
import { nicknameTable } from './nickname-table.ts'
import { formalNamesOf, mayBeSameForename, otherFormsOf } from './nicknames.ts'
import { nameParts, normaliseName } from './normalise-name.ts'
import { splitFullName } from './split-full-name.ts'

describe('normaliseName', () => {
  it.each([
    ["O'Neill", 'oneill'],
    ['O’NEILL', 'oneill'],
    ['Smith-Jones', 'smith jones'],
    ['  Smith   Jones ', 'smith jones'],
    ['Łukasz', 'lukasz'],
    ['Wiśniewska', 'wisniewska'],
    ['Çelik', 'celik'],
    ['Işık', 'isik'],
    ['Søren', 'soren'],
    ['Siân', 'sian'],
    ['St. John', 'st john'],
    ['', ''],
  ])('%s is compared as %s', (text, expected) => {
    expect(normaliseName(text)).toBe(expected)
    expect(normaliseName(expected)).toBe(expected)
  })

  it('gives the parts', () => {
    expect(nameParts('Anne-Marie')).toEqual(['anne', 'marie'])
    expect(nameParts(' ')).toEqual([])
  })
})

describe('splitFullName', () => {
  it.each([
    ["Mr Sean O'Neill", { title: 'Mr', forenames: ['Sean'], surname: "O'Neill" }],
    ["O'NEILL, Sean Patrick", { forenames: ['Sean', 'Patrick'], surname: "O'NEILL" }],
    ['Smith, Mrs. Jane', { title: 'Mrs', forenames: ['Jane'], surname: 'Smith' }],
    ['Maria de la Cruz', { forenames: ['Maria'], surname: 'de la Cruz' }],
    ['Anna Smith-Jones', { forenames: ['Anna'], surname: 'Smith-Jones' }],
    ['Anita', { forenames: [], surname: 'Anita' }],
    ['Dr', { forenames: [], surname: 'Dr' }],
    ['', { forenames: [], surname: '' }],
    [' Amina  Hassan   Warsame ', { forenames: ['Amina', 'Hassan'], surname: 'Warsame' }],
  ])('%s', (text, expected) => {
    expect(splitFullName(text)).toEqual(expected)
  })
})

describe('nicknames', () => {
  it.each([
    ['Bill', 'William', true],
    ['Mo', 'Mohammed', true],
    ['Kasia', 'Katarzyna', true],
    ['Muhammad', 'Mohamed', true],
    ['Alex', 'Alexandra', true],
    ['Jane', 'Jane', true],
    ['Bill', 'Robert', false],
    ['Alexander', 'Alexandra', false],
    ['', '', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(mayBeSameForename(one, other)).toBe(expected)
    expect(mayBeSameForename(other, one)).toBe(expected)
  })

  it('knows what a short form may stand for', () => {
    expect(formalNamesOf('Alex')).toEqual(['alexander', 'alexandra'])
    expect(otherFormsOf('Wojtek')).toEqual(['wojciech'])
    expect(otherFormsOf('Xyzzy')).toEqual([])
  })

  it('holds only names in compared form', () => {
    for (const line of nicknameTable) expect(normaliseName(line)).toBe(line)
  })
})
