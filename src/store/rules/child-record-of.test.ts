import { expect, test } from 'vitest'
import { dataKindKeys } from '#access'
import type { SourceRow } from '../data/child.queries.ts'
import { childRecord } from './child-record-of.ts'

const source = (
  sourceName: string,
  attributes: readonly string[],
  holdsRecord = true,
): SourceRow => ({
  feed: sourceName.toLowerCase(),
  sourceName,
  organisation: `${sourceName} organisation`,
  isShared: true,
  sharedKinds: new Set(dataKindKeys),
  holdsRecord,
  asOf: '2026-11-20',
  isLate: false,
  attributes,
})

const person = { personId: '1', reference: 'RSV1234567897' }

test('why lists are empty rests on the sources that give such things', () => {
  const { empty } = childRecord({
    asked: person.reference,
    person,
    values: [],
    items: [],
    namedBy: [],
    sources: [
      source('Care', ['name', 'address', 'relationship', 'indicator', 'indicator:caf']),
      source('Charity', ['indicator', 'indicator:strengthening-families'], false),
      source('Health', ['name', 'address']),
    ],
  })
  expect(empty).toEqual({
    name: { blank: 'none-recorded', sources: ['Care', 'Health'] },
    event: { blank: 'not-asked', sources: ['Care', 'Charity', 'Health'] },
    address: { blank: 'none-recorded', sources: ['Care', 'Health'] },
    relationship: { blank: 'none-recorded', sources: ['Care'] },
    involvement: { blank: 'not-asked', sources: ['Care', 'Charity', 'Health'] },
    indicator: { blank: 'none-recorded', sources: ['Care'] },
    indicatorOf: {
      caf: { blank: 'none-recorded', sources: ['Care'] },
      'strengthening-families': { blank: 'not-matched', sources: ['Charity'] },
    },
  })
})
