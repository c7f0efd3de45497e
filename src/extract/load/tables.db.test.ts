import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#testing'
import { readFeed } from '../feeds/read-feeds.ts'
import { receiveFiles } from '../landing/receive-files.ts'
import { previewFile } from '../preview/preview-file.ts'
import { emptyExtract, makeWorkplace, type Workplace } from '../testing/test-feeds.ts'
import { zipOf } from '../testing/zip-of.ts'
import { loadFeeds } from './load-feeds.ts'

const database = await testDatabase()
const name = 'standard-safeguarding-dataset'
const asShipped = readFileSync(join('feeds', 'library', `${name}.yaml`), 'utf8')
/** As a council would have it that leaves restricted people out. */
const definition = asShipped.replace('restriction: undecided', 'restriction: left-out')

let place: Workplace
beforeEach(async () => {
  place = makeWorkplace()
  await emptyExtract(database.pool)
})
afterEach(() => place.remove())

const address = JSON.stringify({
  FLAT: '2',
  HOUSE: '7',
  STREET: 'High Street',
  TOWN: 'Rosevale',
  UPRN: '100',
})
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** Every table that the definition reads, with its header, and these rows by column. */
const rows: Record<string, Record<string, string>[]> = {
  ssd_person: [
    {
      pers_person_id: 'C1',
      pers_surname: 'Ng',
      pers_forename: 'Ann',
      pers_sex: 'F',
      pers_ethnicity: 'CNHE',
      pers_dob: '2014-05-03 00:00:00',
      pers_single_unique_id: '9990000018',
      pers_common_child_id: 'NULL',
    },
    { pers_person_id: 'M1', pers_surname: 'Ng', pers_forename: 'Bo', pers_sex: '2' },
  ],
  ssd_disability: [
    { disa_table_id: 'D1', disa_person_id: 'C1', disa_disability_code: 'HEAR' },
    { disa_table_id: 'D2', disa_person_id: 'C1', disa_disability_code: 'VIS' },
  ],
  ssd_professionals: [
    {
      prof_professional_id: 'SW1',
      prof_professional_name: 'Dee Rowe',
      prof_professional_job_title: 'Social worker',
    },
  ],
  ssd_department: [{ dept_team_id: 'T1', dept_team_name: 'North team' }],
  ssd_address: [
    {
      addr_table_id: 'A1',
      addr_person_id: 'C1',
      addr_address_json: address,
      addr_address_postcode: 'ZZ11AA',
    },
  ],
  ssd_mother: [{ moth_table_id: 'X1', moth_person_id: 'M1', moth_childs_person_id: 'C1' }],
  ssd_contacts: [
    { cont_contact_id: 'K1', cont_person_id: 'C1', cont_contact_date: '2026-01-02 10:30:00' },
  ],
  ssd_early_help_episodes: [],
  ssd_cin_episodes: [
    {
      cine_referral_id: 'R1',
      cine_person_id: 'C1',
      cine_referral_worker_id: 'SW1',
      cine_referral_team: 'T1',
    },
  ],
  ssd_involvements: [
    { invo_involvements_id: 'I1', invo_professional_id: 'SW1', invo_person_id: 'C1' },
  ],
  // One id in two tables: the records are two.
  ssd_cin_plans: [
    {
      cinp_cin_plan_id: 'P1',
      cinp_person_id: 'C1',
      cinp_cin_plan_start_date: '2025-01-02 00:00:00',
    },
  ],
  ssd_cp_plans: [
    { cppl_cp_plan_id: 'P1', cppl_person_id: 'C1', cppl_cp_plan_start_date: '2026-01-05 00:00:00' },
  ],
  ssd_cla_episodes: [],
  ssd_missing: [
    {
      miss_table_id: 'N1',
      miss_person_id: 'C1',
      miss_missing_episode_start_date: '2026-02-03 00:00:00',
    },
  ],
}

const feed = () => readFeed(`${name}.yaml`, definition)

function files(change: Record<string, string | undefined> = {}) {
  const columns = (table: string) => Object.keys(feed().tables?.[table]?.columns ?? {})
  const all: Record<string, string | undefined> = {}
  for (const [table, given] of Object.entries(rows)) {
    const lines = given.map((row) =>
      columns(table)
        .map((column) => quoted(row[column] ?? ''))
        .join(','),
    )
    all[`${table}.csv`] = `${[columns(table).join(','), ...lines].join('\r\n')}\r\n`
  }
  return Object.fromEntries(
    Object.entries({ ...all, ...change }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )
}

async function load(zip: Buffer, day = '20260301', yaml = definition) {
  place.clear()
  place.put(`ssd-${day}.zip`, zip)
  const { inbox, home } = place
  const feeds = [readFeed(`${name}.yaml`, yaml)]
  const [outcome] = await loadFeeds(database, { feeds, inbox, home, settleMs: 1 })
  return outcome
}

async function inForce() {
  const { rows } = await database.pool.query<{ kind: string; content: object }>(
    'select kind, record_key, content from extract.current_record_v1 order by kind, record_key',
  )
  return rows
}

describe('the tables of the Standard Safeguarding Dataset', () => {
  it('load by the definition that ships, with names looked up in other tables', async () => {
    const outcome = await load(zipOf(files()))
    expect(outcome?.error?.message).toBeUndefined()
    expect(outcome).toMatchObject({ state: 'loaded', added: 10 })
    expect(
      (await inForce()).map(({ kind, content }) => ({ kind, ...content, kindIs: kind })),
    ).toMatchObject([
      {
        kindIs: 'address',
        lines: ['2', '7 High Street', 'Rosevale'],
        uprn: '100',
        postcode: 'ZZ11AA',
      },
      { kindIs: 'event', happenedOn: '2026-01-02' },
      { kindIs: 'event', happenedOn: '2026-02-03' },
      { kindIs: 'indicator', startOn: '2025-01-02' },
      { kindIs: 'indicator', startOn: '2026-01-05' },
      { kindIs: 'involvement', workerName: 'Dee Rowe', workerRole: 'Social worker, North team' },
      { kindIs: 'involvement', workerName: 'Dee Rowe' },
      {
        kindIs: 'person',
        names: [{ family: 'Ng', given: 'Ann' }],
        ethnicity: 'Chinese',
        disabilities: ['HEAR', 'VIS'],
        nhsNumber: '9990000018',
      },
      { kindIs: 'person', sex: 'F' },
      { kindIs: 'relationship', otherKey: 'M1' },
    ])
  })

  it('are a new version where only a name that was looked up has changed', async () => {
    await load(zipOf(files()))
    const renamed = (files()['ssd_professionals.csv'] ?? '').replace('Dee Rowe', 'Dee Hart')
    const outcome = await load(zipOf(files({ 'ssd_professionals.csv': renamed })), '20260302')
    expect(outcome).toMatchObject({ state: 'loaded', added: 0, changed: 2, ended: 0 })
  })

  it('are refused all together where one is missing, and what was in force stays', async () => {
    await load(zipOf(files()))
    const outcome = await load(zipOf(files({ 'ssd_cp_plans.csv': undefined })), '20260302')
    expect(outcome?.state).toBe('refused')
    expect(outcome?.problems[0]).toMatchObject({
      message: 'The ZIP has no table ssd_cp_plans.',
      fix: expect.stringContaining('its header alone'),
    })
    expect(await inForce()).toHaveLength(10)
  })

  it('are refused with table and line where a row is wrong, and none is taken', async () => {
    const bad = (files()['ssd_cp_plans.csv'] ?? '').replace('2026-01-05', '2026-13-05')
    const outcome = await load(zipOf(files({ 'ssd_cp_plans.csv': bad })))
    expect(outcome?.state).toBe('refused')
    expect(outcome?.problems).toMatchObject([
      { line: 2, field: 'ssd_cp_plans.cppl_cp_plan_start_date' },
    ])
    expect(await inForce()).toEqual([])
  })

  it('tell of a table that is not the feed’s, and do not read it', async () => {
    const outcome = await load(zipOf(files({ 'ssd_cla_health.csv': 'a\n1\n' })))
    expect(outcome?.state).toBe('loaded')
    expect(
      outcome?.checks.filter(({ level }) => level === 'warning').map(({ message }) => message),
    ).toEqual(['field ssd_cla_health: The table is not the feed’s: it is not read.'])
  })

  it('pass the staging server as a ZIP, and as nothing else', async () => {
    const drop = join(place.home, 'drop')
    mkdirSync(join(drop, name), { recursive: true })
    writeFileSync(join(drop, name, 'ssd-20260301.zip'), zipOf(files()))
    writeFileSync(join(drop, name, 'ssd-20260302.zip'), 'a,b\n')
    const { inbox, home } = place
    const quarantine = join(home, 'quarantine')
    const options = { feeds: [feed()], drop, inbox, home, quarantine, settleMs: 1 }
    expect(await receiveFiles(options)).toMatchObject([
      { state: 'passed-on' },
      { state: 'quarantined', reason: expect.stringContaining('not a ZIP') },
    ])
  })

  it('can be tried on a sample', async () => {
    const path = place.put('ssd-20260301.zip', zipOf(files()))
    const preview = await previewFile(feed(), path)
    expect(preview).toMatchObject({ nameFits: true, isWhole: true, problems: [], rowsRead: 10 })
    const dob = preview.columns.find((column) => column.name === 'ssd_person.pers_dob')
    expect(dob).toMatchObject({ filled: 1, becomes: ['person bornOn'] })
  })
})

describe('a ZIP that cannot be read', () => {
  const refused = async (zip: Buffer, yaml = definition) =>
    (await load(zip, '20260301', yaml))?.error?.message

  it('is refused: no ZIP, cut off, a changed byte', async () => {
    const good = zipOf(files())
    const changed = Buffer.from(good)
    const at = changed.indexOf('Dee Rowe')
    changed.write('Dee Rose', at)
    expect(await refused(Buffer.from('ssd'))).toContain('is no ZIP')
    expect(await refused(good.subarray(0, good.length - 300))).toContain('is no ZIP')
    expect(await refused(changed)).toContain('damaged')
    expect(await inForce()).toEqual([])
  })

  it('is refused where it has more in it than agreed, or one table twice', async () => {
    const small = definition.replace('format: zip', 'format: zip\n  unpackedLimitMb: 1')
    const more = { 'ssd_missing.csv': 'x'.repeat(1_000_001) }
    expect(await refused(zipOf(files(more)), small)).toContain('more than the 1 MB agreed')
    expect(await refused(zipOf({ ...files(), 'old/ssd_missing.csv': 'a\n' }))).toContain(
      'two tables of one name',
    )
  })
})

describe('a definition of tables', () => {
  const wrong = (from: string, to: string) => () =>
    readFeed(`${name}.yaml`, definition.replace(from, to))

  it('is told what is wrong with it', () => {
    expect(wrong('table: ssd_disability', 'table: ssd_x')).toThrow(
      /ssd_x, which is not under tables/,
    )
    expect(wrong('take: [disa_disability_code]', 'take: [nought]')).toThrow(/nought/)
    expect(wrong('label: cp-plan', 'label: cin-plan')).toThrow(/may give the keys of ssd_cin_plans/)
    expect(wrong('extract: full', 'extract: delta')).toThrow(/sent in full/)
  })
})
