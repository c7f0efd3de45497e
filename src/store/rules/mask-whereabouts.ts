import type { Blank, ChildRecord, GoneSource, InvolvementRow } from '../child-record.ts'

/**
 * The record without anything that says where the person is: addresses, GP practice, the pupil number
 * (which names the school that gave it), every service's place and workers, telephone numbers, and
 * what is told of an event, from all sources. A family that flees leaves one agency's list first, and must not be found by what
 * another still has.
 *
 * @param gone the sources that no longer hold the person and have not said why
 * @param isShielded a shield hides from the reader where the person is; it says nothing of why
 */
export function maskWhereabouts(
  record: ChildRecord,
  gone: readonly GoneSource[],
  isShielded = false,
): ChildRecord {
  if (gone.length === 0 && !isShielded) return record
  const sources = isShielded ? [] : gone.map(({ sourceName }) => sourceName)
  const masked: Blank = { blank: 'whereabouts-masked', sources: [...new Set(sources)].sort() }
  return {
    ...record,
    gone: isShielded ? [] : gone,
    isShielded,
    gpPractice: masked,
    upn: masked,
    address: masked,
    addresses: [],
    relationships: record.relationships.map((row) => ({ ...row, phone: undefined })),
    involvements: record.involvements.map(withoutPlace),
    indicators: record.indicators.map((row) => ({ ...row, contactPhone: undefined })),
    // A fact names the ward, the school or the street.
    events: record.events.map((row) => ({ ...row, fact: undefined })),
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
