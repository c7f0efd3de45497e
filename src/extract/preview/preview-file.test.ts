import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readFeed } from '../feeds/read-feeds.ts'
import { clinicFile, clinicYaml, makeWorkplace, type Workplace } from '../testing/test-feeds.ts'
import { previewFile } from './preview-file.ts'

let place: Workplace
beforeEach(() => {
  place = makeWorkplace()
})
afterEach(() => place.remove())

const preview = (content: string, more: Record<string, string> = {}, options = {}) =>
  previewFile(
    readFeed('clinic.yaml', clinicYaml(more)),
    place.put('clinic-20260101.csv', content),
    options,
  )

const ann = '1,Ng,Ann,03/05/2014,F,,Dr Who'
const bob = '2,Ng,Bob,04/06/2015,M,,'

describe('previewFile', () => {
  it('says what each column becomes, and how often it is filled', async () => {
    const { columns, rowsRead, rowsGood, nameFits, isWhole } = await preview(clinicFile(ann, bob))
    expect({ rowsRead, rowsGood, nameFits, isWhole }).toEqual({
      rowsRead: 2,
      rowsGood: 2,
      nameFits: true,
      isWhole: true,
    })
    expect(columns.map(({ name, filled, becomes }) => [name, filled, becomes])).toEqual([
      ['id', 2, ['the key of the person']],
      ['surname', 2, ['person names, legal family name']],
      ['forename', 2, ['person names, legal given name']],
      ['dob', 2, ['person bornOn']],
      ['sex', 2, ['person sex, through the codes sex']],
      ['nhs', 0, ['person nhsNumber']],
      ['worker', 1, ['involvement: there only where this is filled', 'involvement workerName']],
    ])
  })

  it('counts the records and their fields', async () => {
    const { coverage } = await preview(clinicFile(ann, bob))
    expect(coverage.kinds).toEqual({
      person: { records: 2, fields: { names: 2, bornOn: 2, sex: 2, isRestricted: 2 } },
      involvement: { records: 1, fields: { service: 1, organisation: 1, workerName: 1 } },
    })
  })

  it('shows what would be refused, and warnings, without a value', async () => {
    const bad = '3,Ng,Cat,31/02/2016,Q,,'
    const found = await preview(clinicFile(ann, ann, bad), { checks: '{ unknownCodes: warn }' })
    expect(
      found.problems.map(({ line, field, message }) => `${line} ${field}: ${message}`),
    ).toEqual([
      '3 id: The key of this person is that of line 2 too.',
      '3 id: The key of this involvement is that of line 2 too.',
      '4 dob: There is no such day in the calendar.',
    ])
    expect(found.checks.map(({ message }) => message)).toEqual([
      'line 4, column 5, field sex: The code "Q" is not in the code map sex.',
    ])
    expect(found.examples).toEqual([])
    expect(JSON.stringify(found)).not.toMatch(/Ann|Cat|2014/)
  })

  it('shows records with their values where asked to, of as many rows as asked for', async () => {
    const { examples, rowsRead, isWhole } = await preview(
      clinicFile(ann, bob),
      {},
      { examples: 1, rows: 1 },
    )
    expect({ rowsRead, isWhole }).toEqual({ rowsRead: 1, isWhole: false })
    expect(examples).toMatchObject([{ kind: 'person', content: { names: [{ given: 'Ann' }] } }])
  })

  it('says where the file cannot be read at all', async () => {
    const { problems, rowsRead } = await preview('<a/>')
    expect(rowsRead).toBe(0)
    expect(problems).toMatchObject([{ message: 'This is XML, and the feed sends CSV.' }])
    const feed = readFeed('clinic.yaml', clinicYaml())
    await expect(previewFile(feed, 'no-such.csv')).rejects.toThrow('no-such.csv cannot be read')
  })
})
