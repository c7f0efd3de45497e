import type pg from 'pg'
import { type Database, withRun } from '#platform/db'
import { buildIndex, storeAttributes } from '#store'

/** References of the people whom {@link indexPeople} puts into the index. */
export const people = {
  /** A child whom three sources know. */
  amina: 'RSV1234567897',
  /** A child whom social care restricts. */
  hidden: 'RSV2345678908',
  /** Not yet born, without a given name. */
  unborn: 'RSV3456789010',
  /** A former reference of Amina's. */
  former: 'RSV4567890123',
  /** Well formed, and given to nobody. */
  nobody: 'RSV5678901231',
} as const

const feeds = [
  ['social-care', 'Social care', 'Thornlea Council', '2026-11-20'],
  ['education', 'Education', 'Thornlea Council', '2026-11-20'],
  ['police', 'Police', 'Thornshire Police', '2026-10-01'],
] as const

type Row = readonly [feed: string, kind: string, personKey: string, content: object]

const amina = {
  names: [{ type: 'legal', family: 'Hartwell', given: 'Amina' }],
  isRestricted: false,
}

/** Markup in a name: a page must show it and not obey it. */
const rows: readonly Row[] = [
  [
    'social-care',
    'person',
    'SC1',
    { ...amina, bornOn: '2017-04-09', sex: 'F', nhsNumber: '9990000018' },
  ],
  ['social-care', 'address', 'SC1', { lines: ['14 Mallow Court'], postcode: 'S60 1AA' }],
  [
    'social-care',
    'relationship',
    'SC1',
    { kind: 'Mother', otherFamily: 'O’Neill <b>', otherGiven: 'Dana' },
  ],
  [
    'social-care',
    'involvement',
    'SC1',
    {
      service: 'Social work',
      organisation: 'Duty team',
      reference: 'REF-77',
      startOn: '2026-01-05',
    },
  ],
  [
    'education',
    'person',
    'ED1',
    { ...amina, names: [{ type: 'legal', family: 'Hartwel', given: 'Amina' }] },
  ],
  [
    'education',
    'involvement',
    'ED1',
    {
      service: 'School',
      organisation: 'Thornlea Primary School',
      startOn: '2021-09-06',
      workerRole: 'SENCO',
      workerPhone: '01632 960200',
    },
  ],
  ['social-care', 'person', 'SC2', { ...amina, bornOn: '2017-04-09', isRestricted: true }],
  [
    'social-care',
    'person',
    'SC3',
    {
      names: [{ type: 'legal', family: 'Underhill' }],
      expectedOn: '2027-02-01',
      isRestricted: false,
    },
  ],
]

const links = [
  ['social-care', 'SC1', people.amina],
  ['education', 'ED1', people.amina],
  ['social-care', 'SC2', people.hidden],
  ['social-care', 'SC3', people.unborn],
] as const

/** Loads, links and indexes a handful of made-up people, as the pipeline would have left them. */
export async function indexPeople(database: Database): Promise<void> {
  await withRun(database, 'test', async (run) => {
    await loadRecords(database.pool)
    await linkRecords(database.pool, run.runId)
    const kinds = ['address', 'relationship', 'involvement', 'indicator', 'event']
    const sources = feeds.flatMap(([feed], place) =>
      [...storeAttributes, ...kinds].map((attribute) => ({ feed, attribute, trust: 90 - place })),
    )
    await buildIndex(database, run, sources)
    return {}
  })
}

async function loadRecords(pool: pg.Pool): Promise<void> {
  for (const [feed, sourceName, organisation, asOf] of feeds) {
    await pool.query(
      `insert into extract.feed (feed, source_name, organisation, late_after_hours, keys_vouched_unique, trust, gives)
       values ($1, $2, $3, 48, true, '{}', '{}')`,
      [feed, sourceName, organisation],
    )
    await pool.query(
      `insert into extract.load (feed, file_name, checksum, bytes, extract_at, state, started_at, finished_at)
       values ($1, 'test.csv', 'none', 1, $2::date, 'loaded', $2::date, $2::date)`,
      [feed, asOf],
    )
  }
  for (const [place, [feed, kind, personKey, content]] of rows.entries()) {
    await pool.query(
      `insert into extract.source_record (feed, kind, record_key, person_key, content, content_digest, line, load_from)
       select $1, $2, $3, $4, $5, '\\x00', $6, load_id from extract.load where feed = $1`,
      [
        feed,
        kind,
        kind === 'person' ? personKey : `${personKey}|${kind}`,
        personKey,
        content,
        place + 2,
      ],
    )
  }
}

async function linkRecords(pool: pg.Pool, runId: number): Promise<void> {
  for (const reference of [people.amina, people.hidden, people.unborn]) {
    await pool.query('insert into match.person (reference, run_from) values ($1, $2)', [
      reference,
      runId,
    ])
  }
  await pool.query(
    `insert into match.person (reference, run_from, run_to, merged_into)
     select $1, $2, $2, person_id from match.person where reference = $3`,
    [people.former, runId, people.amina],
  )
  for (const [feed, personKey, reference] of links) {
    await pool.query(
      `insert into match.link (feed, person_key, person_id, run_from)
       select $1, $2, person_id, $3 from match.person where reference = $4`,
      [feed, personKey, runId, reference],
    )
  }
}
