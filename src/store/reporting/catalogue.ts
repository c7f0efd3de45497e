/** What a column holds of a person: whether it can say who they are. */
export type Disclosure = 'identifying' | 'personal' | 'none'

/** One column that reports may rely on. */
export interface ReportColumn {
  readonly name: string
  /** As PostgreSQL writes it. */
  readonly type: string
  /** What it means, so that two people who count it get the same figure. */
  readonly definition: string
  /** Of a number or a time; `-` where it has none. */
  readonly unit: string
  /** Which sources or step it comes from. */
  readonly source: string
  readonly disclosure: Disclosure
}

/** One view that reports may rely on. */
export interface ReportView {
  readonly name: string
  readonly purpose: string
  /** What one row is. */
  readonly row: string
  readonly columns: readonly ReportColumn[]
}

type Cells = readonly [
  name: string,
  type: string,
  definition: string,
  source: string,
  disclosure?: Disclosure,
  unit?: string,
]

function view(name: string, purpose: string, row: string, columns: readonly Cells[]): ReportView {
  return {
    name,
    purpose,
    row,
    columns: columns.map(([column, type, definition, source, disclosure = 'none', unit = '-']) => ({
      name: column,
      type,
      definition,
      unit,
      source,
      disclosure,
    })),
  }
}

const personId: Cells = [
  'person_id',
  'uuid',
  'The person, the same in every view here. Follow it, not the reference, from view to view.',
  'matching',
  'personal',
]
const feed: Cells = [
  'feed',
  'text',
  'The source that says so, by the name of its definition.',
  'extract',
]
const rank: Cells = [
  'rank',
  'integer',
  'Place among all sources’ values for this person: 1 is the one that pages show.',
  'store: how usable, then trust in the source, then recency',
  'none',
  'place, from 1',
]
const recordedOn: Cells = [
  'recorded_on',
  'date',
  'The day of the extract that first brought it in this form.',
  'extract',
  'none',
  'day, London',
]
const grantKey: Cells = [
  'grant_key',
  'text',
  'What an agreement must open for it to be seen: source, kind of data, sensitivity.',
  'store',
]
const day = 'day'

/**
 * Every view of the schema `reporting`, column by column. The one place for it: the comments in the
 * database and docs/reporting.md are made from here, and a test holds the views to it.
 */
export const reportViews: readonly ReportView[] = [
  view('person_v1', 'People of all ages of whom any source has a record.', 'a person', [
    personId,
    [
      'reference',
      'text',
      'The Child ID as pages show it. A merge can end one; person_id likewise.',
      'matching',
      'identifying',
    ],
    [
      'family_name',
      'text',
      'Family name of the best name held.',
      'the source ranked first',
      'identifying',
    ],
    [
      'given_name',
      'text',
      'Given names of the best name held.',
      'the source ranked first',
      'identifying',
    ],
    [
      'born_on',
      'date',
      'Date of birth of the best candidate. See its certainty before counting ages.',
      'the source ranked first',
      'identifying',
      day,
    ],
    [
      'born_on_certainty',
      'text',
      'exact, approximate, or placeholder: a date that a source types for want of one.',
      'the source ranked first',
    ],
    [
      'expected_on',
      'date',
      'Expected date of birth of an unborn child.',
      'the source ranked first',
      'personal',
      day,
    ],
    ['died_on', 'date', 'Date of death.', 'the source ranked first', 'personal', day],
    [
      'sex',
      'text',
      'M, F, or U where every source that has one says unknown.',
      'the source ranked first',
      'personal',
    ],
    [
      'ethnicity',
      'text',
      'In the source’s own code or words. Special category data (UK GDPR article 9).',
      'the source ranked first',
      'personal',
    ],
    [
      'sources',
      'integer',
      'How many sources have a record of this person.',
      'store',
      'none',
      'sources',
    ],
    [
      'in_force_since',
      'date',
      'Since when this reference has stood as it is: not since when the person is known.',
      'store',
      'none',
      'day, London',
    ],
  ]),
  view(
    'identifier_v1',
    'Numbers that identify a person, one row for each source that gives one.',
    'a number of a person in a source',
    [
      personId,
      feed,
      ['kind', 'text', 'nhs-number, upn or uln.', 'store'],
      ['value', 'text', 'As the source wrote it.', 'the source', 'identifying'],
      [
        'is_valid',
        'boolean',
        'Whether its check digit holds; true of a kind that has none.',
        'store',
      ],
      rank,
      recordedOn,
    ],
  ),
  view(
    'value_v1',
    'Every source’s value of every attribute but names, in order.',
    'a value of an attribute in a source',
    [
      personId,
      feed,
      [
        'attribute',
        'text',
        'bornOn, expectedOn, diedOn, sex, ethnicity, nhsNumber, upn, uln, gpPractice, languages, needsInterpreter, disabilities.',
        'store',
      ],
      [
        'value',
        'text',
        'In the source’s own code or words. The GP practice of masked people is left out.',
        'the source',
        'personal',
      ],
      rank,
      recordedOn,
      grantKey,
    ],
  ),
  view(
    'address_v1',
    'Addresses, current and former. Those of masked people are left out.',
    'an address of a person in a source',
    [
      personId,
      feed,
      ['lines', 'text', 'Address lines, joined by commas.', 'the source', 'identifying'],
      ['postcode', 'text', 'As the source wrote it.', 'the source', 'identifying'],
      ['uprn', 'text', 'Unique property reference number.', 'the source', 'identifying'],
      [
        'type',
        'text',
        'The source’s word: Home, Placement and the like.',
        'the source',
        'personal',
      ],
      ['from_on', 'date', 'First day there.', 'the source', 'personal', day],
      ['to_on', 'date', 'Last day there; none where it is current.', 'the source', 'personal', day],
      rank,
      recordedOn,
      grantKey,
    ],
  ),
  view(
    'relationship_v1',
    'Who is in a person’s life. Relationships to restricted people are left out.',
    'a relationship in a source',
    [
      personId,
      feed,
      [
        'kind',
        'text',
        'What the other is to the person, in the source’s word: mother.',
        'the source',
        'personal',
      ],
      [
        'other_person_id',
        'uuid',
        'The other, where the source gives their key and they are in the index.',
        'matching',
        'personal',
      ],
      [
        'has_parental_responsibility',
        'boolean',
        'Whether the other holds parental responsibility (Children Act 1989, section 3). None where not recorded.',
        'the source',
        'personal',
      ],
      ['from_on', 'date', 'Since when.', 'the source', 'personal', day],
      ['to_on', 'date', 'Until when; none where it holds.', 'the source', 'personal', day],
      recordedOn,
      grantKey,
    ],
  ),
  view(
    'involvement_v1',
    'Services that work or worked with a person.',
    'an involvement in a source',
    [
      personId,
      feed,
      [
        'service',
        'text',
        'The kind of service: School, Health visiting.',
        'the source',
        'personal',
      ],
      [
        'organisation',
        'text',
        'Who provides it. Left out of masked people.',
        'the source',
        'personal',
      ],
      ['start_on', 'date', 'First day.', 'the source', 'personal', day],
      ['end_on', 'date', 'Last day; none where it goes on.', 'the source', 'personal', day],
      ['worker_role', 'text', 'The role to ring.', 'the source'],
      [
        'worker_name',
        'text',
        'The worker’s name. Left out of masked people.',
        'the source',
        'personal',
      ],
      recordedOn,
      grantKey,
    ],
  ),
  view('indicator_v1', 'Statuses that hold or held for a person.', 'a status in a source', [
    personId,
    feed,
    ['kind', 'text', 'In the source’s word: caf, child protection plan.', 'the source', 'personal'],
    ['start_on', 'date', 'First day.', 'the source', 'personal', day],
    ['end_on', 'date', 'Last day; none where it holds.', 'the source', 'personal', day],
    recordedOn,
    grantKey,
  ]),
  view(
    'event_v1',
    'What happened, without the fact itself, which pages alone show.',
    'an event in a source',
    [
      personId,
      feed,
      ['kind', 'text', 'In the source’s word: missing episode.', 'the source', 'personal'],
      ['happened_on', 'date', 'The day.', 'the source', 'personal', day],
      ['sensitivity', 'text', 'ordinary or sensitive.', 'the source'],
      recordedOn,
      grantKey,
    ],
  ),
  view(
    'practitioner_v1',
    'Workers whom the sources name. Says nothing of whom they work with.',
    'a worker in a role in a source',
    [
      feed,
      [
        'name',
        'text',
        'The worker’s name; none where only a role is known.',
        'the source',
        'identifying',
      ],
      ['role', 'text', 'The role.', 'the source'],
      ['organisation', 'text', 'Where they work.', 'the source'],
      ['phone', 'text', 'As the source wrote it.', 'the source'],
      ['email', 'text', 'As the source wrote it.', 'the source', 'identifying'],
      [
        'last_confirmed_on',
        'date',
        'The day of the source’s last extract that still named them so.',
        'extract',
        'none',
        'day, London',
      ],
    ],
  ),
  view('source_v1', 'The sources, and how fresh what the index has of each is.', 'a source', [
    feed,
    ['source_name', 'text', 'As people know it.', 'feed definition'],
    ['organisation', 'text', 'Who answers for it.', 'feed definition'],
    [
      'last_extract_at',
      'timestamp with time zone',
      'When the source wrote the extract that is in the index.',
      'extract',
      'none',
      'moment',
    ],
    [
      'late_after_hours',
      'integer',
      'From how old on it counts as late.',
      'feed definition',
      'none',
      'hours',
    ],
    [
      'is_late',
      'boolean',
      'Whether it is late at the moment of asking; true where none has come.',
      'store',
    ],
  ]),
  view(
    'coverage_v1',
    'How many of a source’s people have something of a field. Restricted people are not counted.',
    'a field of a source',
    [
      feed,
      ['field', 'text', 'An attribute, or a kind of record.', 'store'],
      [
        'people',
        'integer',
        'People of the source who are in the index.',
        'store',
        'none',
        'source records of persons',
      ],
      [
        'filled',
        'integer',
        'Those among them with at least one value.',
        'store',
        'none',
        'source records of persons',
      ],
      ['since', 'date', 'Since which day the figures are these.', 'store', 'none', 'day, London'],
    ],
  ),
  view('load_v1', 'Each attempt to load an extract.', 'a load', [
    ['load_id', 'bigint', 'The load.', 'extract'],
    feed,
    [
      'extract_at',
      'timestamp with time zone',
      'When the source wrote the extract.',
      'file name and feed definition',
      'none',
      'moment',
    ],
    ['state', 'text', 'loaded, unchanged or refused.', 'extract'],
    [
      'finished_at',
      'timestamp with time zone',
      'When the load was over.',
      'extract',
      'none',
      'moment',
    ],
    ['rows_read', 'bigint', 'Rows of the file.', 'extract', 'none', 'rows'],
    ['records_added', 'bigint', 'Source records that were new.', 'extract', 'none', 'records'],
    [
      'records_changed',
      'bigint',
      'Source records that got a new version.',
      'extract',
      'none',
      'records',
    ],
    [
      'records_ended',
      'bigint',
      'Source records that the source no longer had.',
      'extract',
      'none',
      'records',
    ],
  ]),
  view('build_v1', 'Each build of the index.', 'a build', [
    ['run_id', 'bigint', 'The run that built it.', 'store'],
    [
      'shown_from',
      'timestamp with time zone',
      'From when on the portal showed it.',
      'store',
      'none',
      'moment',
    ],
    ['is_full', 'boolean', 'Whether everybody was built anew.', 'store'],
    ['people_rebuilt', 'integer', 'People who were built anew.', 'store', 'none', 'people'],
    ['rows_added', 'bigint', 'Rows of the index that began.', 'store', 'none', 'rows'],
    ['rows_ended', 'bigint', 'Rows of the index that ended.', 'store', 'none', 'rows'],
    ['seconds', 'double precision', 'How long it took.', 'store', 'none', 'seconds'],
  ]),
  view(
    'hidden_total_v1',
    'How many people are hidden from everybody, who are in no other view here.',
    'one row in all',
    [
      [
        'people',
        'integer',
        'Restricted people, to the nearest ten, so that none is seen to come or go.',
        'store',
        'none',
        'people, to the nearest 10',
      ],
    ],
  ),
]
