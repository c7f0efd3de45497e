import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OpenException } from '../../data/exception.queries.ts'
import { csvName, exceptionCsv } from './exception-csv.ts'
import { reportListModel, reportModel, shownRows } from './list-exceptions.view.ts'

const count = (feed: string, rule: string, open: number) => ({
  feed,
  rule,
  open,
  sourceName: feed.toUpperCase(),
  title: `Title of ${rule}`,
})

const exception = (over: Partial<OpenException> = {}): OpenException => ({
  rule: 'end-before-start',
  title: 'End date before start date',
  whatToDo: 'Correct the date that is wrong.',
  feed: 'education',
  sourceName: 'Education',
  recordKind: 'involvement',
  recordKey: 'ED-1',
  detail: 'The service ends before it starts.',
  openedOn: '2026-11-20',
  ...over,
})

describe('reportListModel', () => {
  it('groups by source, the fullest report first, those with nothing open too', () => {
    const { sources } = reportListModel([
      count('education', 'a', 0),
      count('education', 'b', 12),
      count('police', 'a', 1),
    ])
    expect(sources).toEqual([
      {
        sourceName: 'EDUCATION',
        total: 12,
        reports: [
          { title: 'Title of b', href: '/data-quality/education/b', open: 12 },
          { title: 'Title of a', href: '/data-quality/education/a', open: 0 },
        ],
      },
      {
        sourceName: 'POLICE',
        total: 1,
        reports: [{ title: 'Title of a', href: '/data-quality/police/a', open: 1 }],
      },
    ])
  })

  it('is empty before any source has come', () => {
    expect(reportListModel([]).sources).toEqual([])
  })
})

describe('reportModel', () => {
  const about = { ...count('education', 'end-before-start', 1), whatToDo: 'Correct it.' }

  it('says what is wrong with which record since when, and what to do', () => {
    expect(reportModel(about, [exception()])).toMatchObject({
      whatToDo: 'Correct it.',
      downloadHref: '/data-quality/education/end-before-start.csv',
      open: 1,
      notShown: 0,
      rows: [
        {
          recordKey: 'ED-1',
          kind: 'involvement',
          detail: 'The service ends before it starts.',
          since: '20 November 2026',
        },
      ],
    })
  })

  it('shows so many rows and says how many more the file has', () => {
    const many = Array.from({ length: shownRows + 7 }, () => exception())
    const model = reportModel(about, many)
    expect([model.rows.length, model.open, model.notShown]).toEqual([shownRows, shownRows + 7, 7])
  })
})

describe('exceptionCsv', () => {
  it('holds every row with its headings, marked as UTF-8', () => {
    const csv = exceptionCsv([exception(), exception({ recordKey: 'ED-2' })])
    expect(csv.startsWith('\uFEFFSource,')).toBe(true)
    expect(parse(csv, { bom: true, columns: true })).toEqual([
      {
        Source: 'Education',
        'Kind of record': 'involvement',
        'Record key': 'ED-1',
        Problem: 'End date before start date',
        'What is wrong': 'The service ends before it starts.',
        'What to do': 'Correct the date that is wrong.',
        Since: '2026-11-20',
      },
      expect.objectContaining({ 'Record key': 'ED-2' }),
    ])
  })

  it('never starts a cell with what a spreadsheet would run', () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r')
    fc.assert(
      fc.property(start, fc.string(), (sign, rest) => {
        const csv = exceptionCsv([exception({ recordKey: sign + rest })])
        const [row] = parse<Record<string, string>>(csv, { bom: true, columns: true })
        expect(row?.['Record key']).toBe(`'${sign}${rest}`)
      }),
    )
  })

  it('is named after source and rule', () => {
    expect(csvName('education', 'end-before-start')).toBe('education-end-before-start.csv')
  })
})
