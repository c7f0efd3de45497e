import { expect, test } from 'vitest'
import { dataKindKeys } from '#access'
import type { ChildRecord } from '../child-record.ts'
import { childRecord } from './child-record-of.ts'
import { maskWhereabouts } from './mask-whereabouts.ts'

const source = {
  feed: 'care',
  sourceName: 'Care',
  organisation: 'Council',
  isShared: true,
  sharedKinds: new Set(dataKindKeys),
  holdsRecord: true,
}
const held = (kind: string, content: object) => ({
  kind,
  content: { ...content },
  feed: 'care',
  recordedOn: '2026-11-01',
})

const record: ChildRecord = childRecord({
  asked: 'RSV1234567897',
  person: { personId: '1', reference: 'RSV1234567897' },
  values: [
    { attribute: 'name', content: { given: 'Ada', family: 'Moss' }, feed: 'care', recordedOn: '' },
    { attribute: 'gpPractice', content: { value: 'Mill Surgery' }, feed: 'care', recordedOn: '' },
  ],
  items: [
    held('address', { lines: ['4 Mill Lane'], postcode: 'ZZ1 1AA' }),
    held('relationship', { kind: 'Mother', otherGiven: 'Dana', otherPhone: '01632 960123' }),
    held('involvement', {
      service: 'School',
      organisation: 'Mill Primary',
      reference: 'Mill/7',
      workerName: 'R. Mill',
      workerRole: 'Head',
      workerPhone: '01632 960124',
      workerEmail: 'head@mill.example',
    }),
    held('event', { kind: 'exclusion', happenedOn: '2026-10-05', fact: 'Mill Primary, 2 days' }),
    held('indicator', { kind: 'caf', contactRole: 'Worker', contactPhone: '01632 960125' }),
  ],
  namedBy: [],
  sources: [{ ...source, asOf: '2026-11-01', isLate: false, attributes: ['address'] }],
})

test('nothing is masked where nobody is gone', () => {
  expect(maskWhereabouts(record, [])).toBe(record)
})

test('whatever says where the person is goes, from every source, and the reason stands in its place', () => {
  const gone = [{ sourceName: 'Police', sinceOn: '2026-11-03' }]
  const masked = maskWhereabouts(record, gone)
  expect(JSON.stringify(masked)).not.toMatch(/Mill|ZZ1|01632/)
  const reason = { blank: 'whereabouts-masked', sources: ['Police'] }
  expect(masked).toMatchObject({ gone, address: reason, gpPractice: reason, addresses: [] })
})

test('who the person is, and which roles work with them, stays', () => {
  const masked = maskWhereabouts(record, [{ sourceName: 'Police', sinceOn: '2026-11-03' }])
  expect(masked.given).toMatchObject({ value: 'Ada' })
  expect(masked.relationships).toMatchObject([{ kind: 'Mother', given: 'Dana' }])
  expect(masked.events).toMatchObject([{ kind: 'exclusion', happenedOn: '2026-10-05' }])
  expect(masked.involvements).toMatchObject([{ service: 'School', workerRole: 'Head' }])
})
