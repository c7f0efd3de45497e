import { expect, test } from 'vitest'
import type { SourceFields } from '#store'
import { coverageModel } from './show-coverage.view.ts'

const source = (
  people: number,
  filled: number,
  over: Partial<SourceFields> = {},
): SourceFields => ({
  feed: 'care',
  sourceName: 'Care',
  organisation: 'Council',
  asOf: '2026-11-20',
  lateAfterHours: 36,
  isLate: false,
  fields: [{ field: 'upn', people, filled }],
  ...over,
})

test.each([
  [1000, 1000, '100%', 100],
  [1000, 999, '99%', 100],
  [1000, 834, '83%', 83],
  [1000, 5, 'Under 1%', 1],
  [1000, 0, 'None', 0],
  [0, 0, 'Nobody yet', undefined],
])('of %i people %i with a value', (people, filled, text, percent) => {
  const cell = coverageModel([source(people, filled)]).rows[0]?.cells[0]
  expect(cell?.text ?? 'Nobody yet').toBe(text)
  expect(cell?.percent).toBe(percent)
})

test('a field that one source does not ask for says so; one that none asks for is left out', () => {
  const model = coverageModel([source(10, 5), source(0, 0, { sourceName: 'Police', fields: [] })])
  expect(model.rows).toEqual([
    {
      field: 'Unique pupil number',
      cells: [
        { text: '50%', percent: 50, detail: '5 of 10' },
        { text: 'Not asked', percent: undefined, detail: '' },
      ],
    },
  ])
})

test('a source of which nothing has come says so', () => {
  const never = source(0, 0, { asOf: undefined, isLate: true, fields: [] })
  expect(coverageModel([never]).freshness).toEqual([
    {
      source: 'Care',
      organisation: 'Council',
      asOf: 'No extract has come yet',
      late: 'Late after 36 hours',
      isLate: true,
      people: '0',
    },
  ])
})
