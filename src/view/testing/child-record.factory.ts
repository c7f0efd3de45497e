import type {
  AddressRow,
  Blank,
  ChildRecord,
  Compared,
  EmptyLists,
  EventRow,
  IndicatorRow,
  InvolvementRow,
  Provenance,
  RelationshipRow,
  SearchResult,
  SourceCoverage,
} from '#store'

/** The day on which the made-up records are looked at. */
export const today = '2026-11-21'

/** A source's stamp; the name follows the feed: `child-health` is `Child health`. */
export function from(feed: string, asOf = '2026-11-20'): Provenance {
  const words = feed.replaceAll('-', ' ')
  return {
    feed,
    sourceName: words.charAt(0).toUpperCase() + words.slice(1),
    asOf,
    recordedOn: '2026-01-05',
  }
}

/** A value of a feed, on which other feeds may disagree. */
export function value<T>(
  content: T,
  feed = 'social-care',
  elsewhere: Readonly<Record<string, T>> = {},
): Exclude<Compared<T>, Blank> {
  const others = Object.entries(elsewhere).map(([other, held]) => ({
    value: held,
    from: from(other),
  }))
  return { value: content, from: from(feed), others }
}

/** No value: none of the sources that know the child hold one. */
export function none(...sources: string[]): { blank: 'none-recorded'; sources: string[] } {
  return { blank: 'none-recorded', sources: sources.length === 0 ? ['Social care'] : sources }
}

/** An address of the fictional town, current unless overridden. */
export function anAddress(over: Partial<AddressRow> = {}): AddressRow {
  return {
    lines: ['14 Mallow Court', 'Thornlea'],
    postcode: 'ZZ99 1AB',
    fromOn: '2024-02-01',
    toOn: undefined,
    from: from('social-care'),
    ...over,
  }
}

/** A mother with parental responsibility. */
export function aRelationship(over: Partial<RelationshipRow> = {}): RelationshipRow {
  return {
    kind: 'mother',
    family: 'Hartwell',
    given: 'Dana',
    phone: '01632 960123',
    hasParentalResponsibility: true,
    from: from('social-care'),
    ...over,
  }
}

/** A current school place with a role and a phone. */
export function anInvolvement(over: Partial<InvolvementRow> = {}): InvolvementRow {
  return {
    service: 'School',
    reference: undefined,
    organisation: 'Thornlea Primary School',
    startOn: '2022-09-05',
    endOn: undefined,
    workerRole: 'SENCO',
    workerName: 'R. Osei',
    workerPhone: '01632 960200',
    from: from('education'),
    ...over,
  }
}

/** A current CAF. */
export function anIndicator(over: Partial<IndicatorRow> = {}): IndicatorRow {
  return {
    kind: 'caf',
    startOn: '2025-03-10',
    endOn: undefined,
    contactRole: 'Lead practitioner',
    contactPhone: '01632 960300',
    from: from('social-care'),
    ...over,
  }
}

/** An attendance at a hospital's emergency department. */
export function anEvent(over: Partial<EventRow> = {}): EventRow {
  return {
    kind: 'a-and-e-attendance',
    happenedOn: '2026-10-03',
    fact: 'Fall, left against advice',
    sensitivity: 'ordinary',
    from: from('hospital'),
    ...over,
  }
}

/** A source that holds a record and is in time. */
export function aSource(over: Partial<SourceCoverage> = {}): SourceCoverage {
  return {
    feed: 'social-care',
    sourceName: 'Social care',
    organisation: 'Thornlea Council',
    isShared: true,
    holdsRecord: true,
    asOf: '2026-11-20',
    isLate: false,
    ...over,
  }
}

/** Why lists are empty: social care knows the child and has none, unless overridden. */
export function emptyLists(over: Partial<EmptyLists> = {}): EmptyLists {
  const blank = none()
  const lists = { name: blank, address: blank, relationship: blank, involvement: blank }
  return { ...lists, indicator: blank, event: blank, indicatorOf: {}, ...over }
}

/** A child of nine, known to social care and education. Made up; the NHS number is of the test range. */
export function aChild(over: Partial<ChildRecord> = {}): ChildRecord {
  return {
    personId: '00000000-0000-4000-8000-000000000001',
    reference: 'RSV1234567897',
    formerReference: undefined,
    family: value('Hartwell'),
    given: value('Amina'),
    otherNames: [],
    bornOn: value('2017-04-09'),
    bornOnIs: 'exact',
    expectedOn: none(),
    diedOn: none(),
    sex: value('F'),
    ethnicity: value('MWAS', 'education'),
    nhsNumber: value('9990000018', 'child-health'),
    upn: value('A373200018001', 'education'),
    gpPractice: value('Millpond Surgery', 'child-health'),
    uln: none(),
    languages: none(),
    needsInterpreter: none(),
    disabilities: none(),
    address: value(anAddress()),
    addresses: [anAddress()],
    relationships: [aRelationship()],
    namedBy: [],
    involvements: [anInvolvement()],
    indicators: [],
    events: [],
    empty: emptyLists(),
    gone: [],
    sources: [
      aSource(),
      aSource({ feed: 'education', sourceName: 'Education' }),
      aSource({
        feed: 'police',
        sourceName: 'Police',
        organisation: 'Thornshire Police',
        holdsRecord: false,
        asOf: '2026-11-03',
        isLate: true,
      }),
    ],
    ...over,
  }
}

/** A person found by a search. */
export function aResult(over: Partial<SearchResult> = {}): SearchResult {
  return {
    personId: '00000000-0000-4000-8000-000000000001',
    reference: 'RSV1234567897',
    family: 'Hartwell',
    given: 'Amina',
    bornOn: '2017-04-09',
    bornOnIs: 'exact',
    expectedOn: undefined,
    postcode: 'ZZ991AB',
    sourceNames: ['Social care', 'Education'],
    reasons: ['Name sounds alike'],
    ...over,
  }
}
