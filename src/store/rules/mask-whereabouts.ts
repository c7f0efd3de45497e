import type { Blank, ChildRecord, GoneSource, InvolvementRow } from '../child-record.ts'

/**
 * The record without anything that says where the person is: addresses, GP practice, every
 * service's place and workers, and telephone numbers, from all sources. A family that flees leaves
 * one agency's list first, and must not be found by what another still has.
 *
 * @param gone the sources that no longer hold the person and have not said why; none masks nothing
 */
export function maskWhereabouts(record: ChildRecord, gone: readonly GoneSource[]): ChildRecord {
  if (gone.length === 0) return record
  const masked: Blank = {
    blank: 'whereabouts-masked',
    sources: [...new Set(gone.map(({ sourceName }) => sourceName))].sort(),
  }
  return {
    ...record,
    gone,
    gpPractice: masked,
    address: masked,
    addresses: [],
    relationships: record.relationships.map((row) => ({ ...row, phone: undefined })),
    involvements: record.involvements.map(withoutPlace),
    indicators: record.indicators.map((row) => ({ ...row, contactPhone: undefined })),
    empty: { ...record.empty, address: masked },
  }
}

function withoutPlace(row: InvolvementRow): InvolvementRow {
  return {
    ...row,
    organisation: '',
    reference: undefined,
    workerName: undefined,
    workerPhone: undefined,
    workerEmail: undefined,
  }
}
