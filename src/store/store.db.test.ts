import { beforeAll, describe, expect, test } from 'vitest'
import type { PersonContent } from '#extract'
import { allShared, linkPeople, putRecords, type TestRecord, testDatabase } from '#testing'
import {
  type BirthCertainty,
  buildIndex,
  readChild,
  type SearchCriteria,
  type Sourced,
  searchPeople,
} from './index.ts'

const database = await testDatabase()
const { db } = database
const scratch = await testDatabase()
const today = '2026-11-20'

function person(
  feed: string,
  personKey: string,
  given: string,
  family: string,
  more: Partial<PersonContent> = {},
): TestRecord {
  const names = [{ type: 'legal' as const, given, family }]
  return { feed, personKey, kind: 'person', content: { names, isRestricted: false, ...more } }
}

function addressOf(feed: string, personKey: string, postcode: string, toOn?: string): TestRecord {
  return {
    feed,
    personKey,
    kind: 'address',
    recordKey: `${personKey}/${postcode}`,
    content: { lines: ['1 Made Up Street'], postcode, ...(toOn && { toOn }) },
  }
}

function parentOf(personKey: string, otherKey: string, otherGiven: string): TestRecord {
  const content = { kind: 'Mother', otherKey, otherGiven }
  const recordKey = `${personKey}/${otherKey}`
  return { feed: 'health', personKey, kind: 'relationship', recordKey, content }
}

const records: TestRecord[] = [
  person('health', 'h1', 'Catherine', "O'Neill", { bornOn: '2014-05-03', nhsNumber: '9990000018' }),
  person('school', 's1', 'Katherine', 'Oneill', { bornOn: '2014-03-05', upn: 'B801200005001' }),
  addressOf('health', 'h1', 'ZZ1 1AA', '2020-01-01'),
  addressOf('school', 's1', 'ZZ2 2BB'),
  person('health', 'h2', 'William', 'Kowalski', { bornOn: '2010-07-07', nhsNumber: '9990000026' }),
  person('health', 'h3', 'Amina', 'Hidden', { bornOn: '2012-01-02' }),
  person('school', 's3', 'Amina', 'Hidden', { bornOn: '2012-01-02', isRestricted: true }),
  person('health', 'h4', 'Unborn', 'Khan', { expectedOn: '2027-01-15' }),
  parentOf('h2', 'h1', 'Katherine'),
  parentOf('h2', 'h3', 'Amina'),
]

const feeds = {
  health: {
    trust: { names: 70, bornOn: 90 },
    gives: { person: ['names', 'bornOn', 'nhsNumber'], address: ['lines', 'postcode'] },
  },
  school: {
    trust: { names: 80, bornOn: 60 },
    gives: { person: ['names', 'bornOn', 'upn'], address: ['lines', 'postcode'] },
  },
}

let references: string[] = []

beforeAll(async () => {
  await putRecords(database, records, feeds)
  const linked = await linkPeople(database, [
    ['health|h1', 'school|s1'],
    ['health|h2'],
    ['health|h3', 'school|s3'],
    ['health|h4'],
  ])
  references = linked.references
  await buildIndex(database, linked.run)
})

const shown = (sourced: Sourced | undefined) =>
  sourced && ('value' in sourced ? sourced.value : sourced.blank)

describe('readChild', () => {
  test('takes each value from the source trusted most for it, and says which', async () => {
    const child = await readChild(db, allShared, references[0] ?? '', today)
    expect(shown(child?.given)).toBe('Katherine')
    expect(shown(child?.bornOn)).toBe('2014-05-03')
    expect(child?.bornOn).toMatchObject({ from: { feed: 'health', asOf: '2026-11-20' } })
    expect(child?.otherNames).toMatchObject([{ given: 'Catherine', family: "O'Neill" }])
  })

  test('a current address goes before one that has ended', async () => {
    const child = await readChild(db, allShared, references[0] ?? '', today)
    expect(child?.addresses.map((a) => a.postcode)).toEqual(['ZZ2 2BB', 'ZZ1 1AA'])
  })

  test('no value is blank without a reason', async () => {
    const child = await readChild(db, allShared, references[1] ?? '', today)
    expect(child?.upn).toEqual({ blank: 'not-matched', sources: ['School'] })
    expect(child?.expectedOn).toMatchObject({ blank: 'not-asked' })
    expect(child?.address).toEqual({ blank: 'none-recorded', sources: ['Health'] })
  })

  test('a source that has not sent is named as late', async () => {
    const child = await readChild(db, allShared, references[1] ?? '', '2026-11-25')
    expect(child?.address).toEqual({ blank: 'feed-late', sources: ['Health', 'School'] })
  })

  // The sources wrote at 06:00 on the 20th and may be 36 hours old: till 18:00 on the 21st.
  test.each([
    ['not before it falls due', '2026-11-21', '2026-11-21T17:59:00Z', false],
    ['from then on', '2026-11-21', '2026-11-21T18:01:00Z', true],
    ['not on a day fixed before', '2026-11-20', '2027-01-01T12:00:00Z', false],
    ['by the end of a day fixed', '2026-11-21', '2027-01-01T12:00:00Z', true],
    ['on a day fixed after', '2026-11-22', '2026-11-20T12:00:00Z', true],
  ])('a source is late %s', async (_, day, now, isLate) => {
    const child = await readChild(db, allShared, references[0] ?? '', day, new Date(now))
    expect(child?.sources.map((source) => source.isLate)).toEqual([isLate, isLate])
  })

  test.each([
    ['a person whom any source restricts', () => references[2] ?? ''],
    ['a reference that was never given', () => 'RSV9999999994'],
    ['a text that is no reference', () => "RSV'; drop table store.person; --"],
  ])('%s is not there', async (_, reference) => {
    expect(await readChild(db, allShared, reference(), today)).toBeUndefined()
  })

  test('a reference is found as people type it', async () => {
    const typed = (references[0] ?? '').toLowerCase().replace(/^(rsv)(\d{5})/, '$1 $2 ')
    expect((await readChild(db, allShared, typed, today))?.reference).toBe(references[0])
  })
})

test('a relationship to a restricted person is not shown', async () => {
  const child = await readChild(db, allShared, references[1] ?? '', today)
  expect(child?.relationships.map((r) => r.given)).toEqual(['Katherine'])
})

describe('searchPeople', () => {
  const found = async (criteria: SearchCriteria) =>
    (await searchPeople(db, allShared, criteria, { limit: 20, today })).results.map(
      (r) => r.reference,
    )

  test.each<[string, SearchCriteria, number[]]>([
    ['a name misspelt', { name: 'Cathrine Oneil' }, [0]],
    ['names in the other order', { name: 'Kowalski William' }, [1]],
    ['a nickname', { name: 'Bill Kowalski' }, [1]],
    ['a surname alone that sounds alike', { name: 'Kovalsky' }, [1]],
    ['day and month exchanged', { bornOn: '2010-07-07' }, [1]],
    ['either source’s birth date', { bornOn: '2014-03-05' }, [0]],
    ['a postcode in small letters', { postcode: 'zz11aa' }, [0]],
    ['an NHS number with spaces', { nhsNumber: '999 000 0026' }, [1]],
    ['a UPN', { upn: 'b801200005001' }, [0]],
    ['an unborn child by the expected date', { bornOn: '2027-01-15' }, [3]],
    ['every fact must fit', { name: 'William Kowalski', postcode: 'ZZ1 1AA' }, []],
    ['unless an identifier does', { name: 'Xxxx', nhsNumber: '9990000026' }, [1]],
    ['a restricted person by name', { name: 'Amina Hidden' }, []],
    ['a restricted person by birth date', { bornOn: '2012-01-02' }, []],
    ['nothing given', {}, []],
  ])('%s', async (_, criteria, people) => {
    expect(await found(criteria)).toEqual(people.map((place) => references[place]))
  })

  test('says why it was found and what is known', async () => {
    const { results } = await searchPeople(
      db,
      allShared,
      { name: 'Bill Kowalski' },
      { limit: 20, today },
    )
    expect(results[0]).toMatchObject({
      given: 'William',
      bornOn: '2010-07-07',
      bornOnIs: 'exact',
      sourceNames: ['Health'],
      reasons: ['Another form of the name'],
    })
  })

  test.each<[BirthCertainty, Partial<PersonContent>]>([
    ['approximate', { bornOn: '2010-07-07', bornOnIs: 'approximate' }],
    ['placeholder', { bornOn: '1900-01-01', bornOnIs: 'placeholder' }],
    ['exact', {}],
  ])('says how far the birth date can be trusted: %s', async (bornOnIs, more) => {
    await putRecords(scratch, [person('system', 'p', 'Ada', 'Moss', more)])
    const linked = await linkPeople(scratch, [['system|p']])
    await buildIndex(scratch, linked.run)
    const { results } = await searchPeople(
      scratch.db,
      allShared,
      { name: 'Moss' },
      { limit: 1, today },
    )
    expect(results[0]).toMatchObject({ bornOnIs, bornOn: more.bornOn })
  })

  test('says when there are more than asked for', async () => {
    const answer = await searchPeople(db, allShared, { name: 'k' }, { limit: 0, today })
    expect(answer).toEqual({ results: [], hasMore: false })
    const one = await searchPeople(db, allShared, { bornOn: '2010-07-07' }, { limit: 0, today })
    expect(one).toEqual({ results: [], hasMore: true })
  })
})

describe('why and in which order people are found by name', () => {
  const people: [string, string, string?][] = [
    ['Zoe', 'Smith', '2015-01-01'],
    ['Ada', 'Smith', '2016-01-01'],
    ['Ada', 'Smith', '2014-01-01'],
    ['Ada Mary', 'Smith'],
    ['Smith', 'Jones'],
    ['Bo', 'Jones-Smith'],
    ['Eve', 'Smyth'],
    ['Kit', 'Ali'],
    ['Ali', 'Ali'],
    ['Ali', 'Ahmed'],
  ]

  beforeAll(async () => {
    const records = people.map(([given, family, bornOn], place) =>
      person('system', `n${place}`, given, family, bornOn ? { bornOn } : {}),
    )
    await putRecords(scratch, records)
    const linked = await linkPeople(
      scratch,
      records.map((r) => [`system|${r.personKey}`]),
    )
    await buildIndex(scratch, linked.run)
  })

  const adaMary = 'Ada Mary Smith: '
  const bothAdas = [
    'Ada Smith 2014-01-01: Same name',
    'Ada Smith 2016-01-01: Same name',
    `${adaMary}Same family and given name`,
  ]
  test.each([
    [
      'Smith',
      [
        'Smith Jones: Same given name',
        'Ada Smith 2014-01-01: Same family name',
        'Ada Smith 2016-01-01: Same family name',
        `${adaMary}Same family name`,
        'Zoe Smith 2015-01-01: Same family name',
        'Bo Jones-Smith: Part of the name is the same',
        'Eve Smyth: Name sounds alike',
      ],
    ],
    ['Mary', [`${adaMary}Same given name`]],
    ['smith ada', bothAdas],
    ['Ada Smith', bothAdas],
    ['Ali Ali', ['Ali Ali: Same name']],
    ['Ahmed', ['Ali Ahmed: Same family name']],
    ['Jones', ['Smith Jones: Same family name', 'Bo Jones-Smith: Part of the name is the same']],
  ])('%s', async (name, expected) => {
    const { results } = await searchPeople(scratch.db, allShared, { name }, { limit: 20, today })
    const lines = results.map(
      (r) => `${[r.given, r.family, r.bornOn].filter(Boolean).join(' ')}: ${r.reasons.join('; ')}`,
    )
    expect(lines.slice(0, expected.length)).toEqual(expected)
    expect(lines.slice(expected.length).filter((line) => line.includes('Same'))).toEqual([])
  })
})

describe('the best address', () => {
  type Held = { feed: 'good' | 'fair'; from?: string; to?: string; lines?: string[]; code?: string }
  const held: [string, Held, Held][] = [
    ['current before ended', { feed: 'fair' }, { feed: 'good', to: '2026-11-20' }],
    ['an end to come is current', { feed: 'good', to: '2026-11-21' }, { feed: 'fair' }],
    ['with a postcode before without', { feed: 'fair' }, { feed: 'good', code: '' }],
    ['with lines before without', { feed: 'fair' }, { feed: 'good', lines: [] }],
    ['by trust', { feed: 'good', from: '2020-01-01' }, { feed: 'fair', from: '2026-01-01' }],
    [
      'by the later start',
      { feed: 'good', from: '2026-01-01' },
      { feed: 'good', from: '2020-01-01' },
    ],
    [
      'ended ones by trust too',
      { feed: 'good', to: '2019-01-01' },
      { feed: 'fair', to: '2020-01-01' },
    ],
  ]
  const content = ({ lines = ['1 High Street'], from, to }: Held, code: string) => ({
    lines,
    ...(code && { postcode: code }),
    ...(from && { fromOn: from }),
    ...(to && { toOn: to }),
  })

  test.each(held)('%s, on the page and in the results', async (_, best, other) => {
    const own = await testDatabaseWith([best, other])
    const child = await readChild(own.db, allShared, own.reference, today)
    expect(child?.addresses.map(({ postcode }) => postcode)).toEqual([
      best.code ?? 'ZZ1 1AA',
      other.code === '' ? undefined : 'ZZ2 2BB',
    ])
    const { results } = await searchPeople(own.db, allShared, { name: 'Ada' }, { limit: 1, today })
    expect(results[0]?.postcode).toBe('ZZ1 1AA')
  })

  async function testDatabaseWith(addresses: readonly [Held, Held]) {
    const people = ['good', 'fair'].map((feed) => person(feed, 'p', 'Ada', 'Moss'))
    const records = addresses.map((address, place): TestRecord => {
      const code = address.code ?? (place === 0 ? 'ZZ1 1AA' : 'ZZ2 2BB')
      const recordKey = `${9 - place}`
      return {
        feed: address.feed,
        personKey: 'p',
        kind: 'address',
        recordKey,
        content: content(address, code),
      }
    })
    const gives = { person: ['names'], address: ['lines', 'postcode'] }
    await putRecords(scratch, [...people, ...records], {
      good: { trust: { address: 80 }, gives },
      fair: { trust: { address: 20 }, gives },
    })
    const linked = await linkPeople(scratch, [['good|p', 'fair|p']])
    await buildIndex(scratch, linked.run)
    return { db: scratch.db, reference: linked.references[0] ?? '' }
  }
})

test('only a source that has ever given a kind of indicator can say that there is none', async () => {
  const gives = { person: ['names'], indicator: ['kind'] }
  const indicator = (personKey: string, kind: string): TestRecord => ({
    feed: 'council',
    personKey,
    kind: 'indicator',
    content: { kind },
  })
  const people = ['a', 'b'].map((key) => person('council', key, 'Ada', 'Moss'))
  const other = person('project', 'c', 'Ada', 'Moss')
  const sources = { council: { trust: {}, gives }, project: { trust: {}, gives } }
  const readEmpty = async (records: TestRecord[]) => {
    await putRecords(scratch, records, sources)
    const linked = await linkPeople(scratch, [['council|a', 'project|c'], ['council|b']])
    await buildIndex(scratch, linked.run)
    return (await readChild(scratch.db, allShared, linked.references[0] ?? '', today))?.empty
      .indicatorOf
  }
  const expected = { 'strengthening-families': { blank: 'none-recorded', sources: ['Council'] } }
  expect(await readEmpty([...people, other])).toEqual({})
  expect(await readEmpty([...people, other, indicator('b', 'Strengthening  Families')])).toEqual(
    expected,
  )
  expect(await readEmpty([...people, other])).toEqual(expected)
})

describe('a name in capitals', () => {
  const sources = { system: { trust: {}, gives: { person: ['names'] } } }
  const cases: [string, [string, string][], string][] = [
    [
      'gives way to the same letters',
      [
        ['NWOSU', 'GRACE'],
        ['Nwosu', 'Grace'],
      ],
      'Nwosu',
    ],
    ['stays where no other source has it', [['NWOSU', 'GRACE']], 'NWOSU'],
    [
      'keeps its place before other letters',
      [
        ['ABARA', 'GRACE'],
        ['Nwosu', 'Grace'],
      ],
      'ABARA',
    ],
    [
      'gives way to a writing with small letters inside',
      [
        ['MCKAY', 'JO'],
        ['McKay', 'Jo'],
      ],
      'McKay',
    ],
  ]

  test.each(cases)('%s', async (_, names, expected) => {
    const records = names.map(([family, given], place) =>
      person('system', `p${place}`, given, family),
    )
    await putRecords(scratch, records, sources)
    const linked = await linkPeople(scratch, [records.map((r) => `system|${r.personKey}`)])
    await buildIndex(scratch, linked.run)
    const child = await readChild(scratch.db, allShared, linked.references[0] ?? '', today)
    expect(shown(child?.family)).toBe(expected)
  })

  test('does not give way to a source that is trusted less', async () => {
    const records = [person('good', 'p', 'GRACE', 'NWOSU'), person('fair', 'p', 'Grace', 'Nwosu')]
    const gives = { person: ['names'] }
    await scratch.pool.query(
      `update extract.feed set trust = trust || '{"names": 80}' where feed = 'good'`,
    )
    await putRecords(scratch, records, { good: { trust: {}, gives }, fair: { trust: {}, gives } })
    const linked = await linkPeople(scratch, [['good|p', 'fair|p']])
    await buildIndex(scratch, linked.run)
    const child = await readChild(scratch.db, allShared, linked.references[0] ?? '', today)
    expect(shown(child?.family)).toBe('NWOSU')
  })
})

describe('buildIndex', () => {
  const rowsInForce = async () => {
    const { rows } = await database.pool.query(
      'select row_id from store.value where run_to is null order by row_id',
    )
    return rows
  }

  test('a second build over the same records touches nothing', async () => {
    const before = await rowsInForce()
    const { rows } = await database.pool.query('select max(run_id) as run_id from platform.run')
    const changes = await buildIndex(database, { runId: Number(rows[0].run_id) })
    expect(changes).toMatchObject({ people: 4, restricted: 1, valuesAdded: 0, valuesEnded: 0 })
    expect(await rowsInForce()).toEqual(before)
  })
})
