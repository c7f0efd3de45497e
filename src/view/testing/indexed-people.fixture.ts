import type { Database } from '#platform/db'
import { buildIndex } from '#store'
import { linkPeople, putRecords, type TestRecord } from '#testing'

/** References of the people whom {@link indexPeople} puts into the index. */
export interface IndexedPeople {
  /** A child whom social care and education know; markup in her mother's name. */
  readonly amina: string
  /** Her double, whom social care restricts. */
  readonly hidden: string
  /** Not yet born, without a given name. */
  readonly unborn: string
  /** A former reference of Amina's. */
  readonly former: string
  /** Well formed, and given to nobody. */
  readonly nobody: string
}

const everything = {
  person: ['names', 'bornOn', 'expectedOn', 'sex', 'nhsNumber', 'upn', 'gpPractice', 'ethnicity'],
  address: ['lines', 'postcode'],
  relationship: ['kind'],
  involvement: ['service'],
  indicator: ['kind'],
}

const legal = (family: string, given?: string) => ({
  names: [{ type: 'legal' as const, family, ...(given === undefined ? {} : { given }) }],
  isRestricted: false,
})

const records: readonly TestRecord[] = [
  {
    feed: 'social-care',
    kind: 'person',
    personKey: 'SC1',
    content: {
      ...legal('Hartwell', 'Amina'),
      bornOn: '2017-04-09',
      sex: 'F',
      nhsNumber: '9990000018',
    },
  },
  {
    feed: 'social-care',
    kind: 'address',
    personKey: 'SC1',
    content: { lines: ['14 Mallow Court'], postcode: 'S60 1AA' },
  },
  {
    feed: 'social-care',
    kind: 'relationship',
    personKey: 'SC1',
    content: { kind: 'Mother', otherFamily: 'O’Neill <b>', otherGiven: 'Dana' },
  },
  {
    feed: 'social-care',
    kind: 'involvement',
    personKey: 'SC1',
    content: {
      service: 'Social work',
      organisation: 'Duty team',
      reference: 'REF-77',
      startOn: '2026-01-05',
    },
  },
  {
    feed: 'education',
    kind: 'person',
    personKey: 'ED1',
    content: { ...legal('Hartwel', 'Amina'), bornOn: '2017-04-19' },
  },
  {
    feed: 'education',
    kind: 'involvement',
    personKey: 'ED1',
    content: {
      service: 'School',
      organisation: 'Thornlea Primary School',
      startOn: '2021-09-06',
      workerRole: 'SENCO',
      workerPhone: '01632 960200',
    },
  },
  {
    feed: 'social-care',
    kind: 'person',
    personKey: 'SC2',
    content: { ...legal('Hartwell', 'Amina'), bornOn: '2017-04-09', isRestricted: true },
  },
  {
    feed: 'social-care',
    kind: 'person',
    personKey: 'SC3',
    content: { ...legal('Underhill'), expectedOn: '2027-02-01' },
  },
]

const fromPolice: TestRecord = {
  feed: 'police',
  kind: 'person',
  personKey: 'PO1',
  content: legal('Other', 'Someone'),
}

/** Loads, links and indexes a handful of made-up people, as the pipeline would have left them. */
export async function indexPeople(database: Database): Promise<IndexedPeople> {
  const feed = { trust: { names: 60 }, gives: everything }
  const trusted = { trust: { names: 90 }, gives: everything }
  await putRecords(
    database,
    records,
    { 'social-care': trusted, education: feed },
    '2026-11-21T06:00:00Z',
  )
  await putRecords(
    database,
    [fromPolice],
    { police: { ...feed, gives: { person: ['names'] } } },
    '2026-10-01T06:00:00Z',
  )
  const { references, run } = await linkPeople(database, [
    ['social-care|SC1', 'education|ED1'],
    ['social-care|SC2'],
    ['social-care|SC3'],
    ['police|PO1'],
  ])
  const [amina = '', hidden = '', unborn = ''] = references
  await database.pool.query(
    `insert into match.person (reference, run_from, run_to, merged_into)
     select $1, $2, $2, person_id from match.person where reference = $3`,
    ['RSV4567890123', run.runId, amina],
  )
  await buildIndex(database, run)
  return { amina, hidden, unborn, former: 'RSV4567890123', nobody: 'RSV5678901231' }
}
