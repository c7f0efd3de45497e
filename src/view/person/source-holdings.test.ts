import { describe, expect, it } from 'vitest'
import type { SourceCoverage } from '#store'
import { aSource } from '../testing/child-record.factory.ts'
import { holdingRows, lateNotice } from './source-holdings.ts'

const holds = aSource()
const unmatched = aSource({ sourceName: 'Education', holdsRecord: false })
const late = aSource({ sourceName: 'Police', holdsRecord: false, isLate: true, asOf: '2026-11-03' })
const lateHolder = aSource({ sourceName: 'Child health', isLate: true })
const never = aSource({ sourceName: 'Charity', holdsRecord: false, isLate: true, asOf: undefined })

describe('holdingRows', () => {
  const cases: [string, SourceCoverage, string, string, boolean][] = [
    ['holds', holds, 'Holds a record', '20 November 2026', false],
    ['holds none', unmatched, 'No record matched', '20 November 2026', false],
    [
      'late',
      late,
      'Cannot judge: no record matched, and the source is late',
      '3 November 2026',
      true,
    ],
    ['late, but holds', lateHolder, 'Holds a record', '20 November 2026', true],
    [
      'never heard',
      never,
      'Cannot judge: no record matched, and the source is late',
      'No extract has come yet',
      true,
    ],
  ]
  it.each(cases)('a source that %s', (_, source, words, asOf, isLate) => {
    expect(holdingRows([source])).toEqual([
      { source: source.sourceName, organisation: 'Thornlea Council', holds: words, asOf, isLate },
    ])
  })

  it('puts those that hold a record first, and leaves none out', () => {
    const rows = holdingRows([late, unmatched, holds, never, lateHolder])
    expect(rows.map(({ source }) => source)).toEqual([
      'Social care',
      'Child health',
      'Police',
      'Education',
      'Charity',
    ])
  })
})

describe('lateNotice', () => {
  it.each([
    [[holds, unmatched], undefined],
    [
      [holds, late],
      'Police is late in sending its records, so newer facts may be missing from this page.',
    ],
    [
      [late, lateHolder],
      'Police and Child health are late in sending their records, so newer facts may be missing from this page.',
    ],
  ])('%#', (sources, notice) => {
    expect(lateNotice(sources)).toBe(notice)
  })
})
