import { describe, expect, it } from 'vitest'
import { aResult, today } from '../../testing/child-record.factory.ts'
import {
  checkSearchForm,
  emptySearchForm,
  readSearchForm,
  type SearchForm,
} from './find-child.form.ts'
import { findChildModel, resultRow, resultsModel } from './find-child.view.ts'

const typed = (over: Partial<SearchForm>): SearchForm => ({ ...emptySearchForm, ...over })
const born = (day: string, month: string, year: string): Partial<SearchForm> => ({
  'born-day': day,
  'born-month': month,
  'born-year': year,
})

describe('checkSearchForm', () => {
  const good: [string, Partial<SearchForm>, object][] = [
    ['a name, its spaces tidied', { name: '  amina   hartwell ' }, { name: 'amina hartwell' }],
    ['a name of another script', { name: 'Łucja' }, { name: 'Łucja' }],
    ['a date', born('9', '4', '2017'), { bornOn: '2017-04-09' }],
    ['a date with noughts', born('09', ' 04', '2017 '), { bornOn: '2017-04-09' }],
    ['a due date', born('1', '2', '2027'), { bornOn: '2027-02-01' }],
    ['a postcode', { postcode: 's60 1aa' }, { postcode: 'S601AA' }],
    ['an NHS number in groups', { 'nhs-number': '943 476 5919' }, { nhsNumber: '9434765919' }],
    ['a UPN', { upn: 'b801200005001' }, { upn: 'B801200005001' }],
    [
      'a name and a date',
      { name: 'Amina', ...born('9', '4', '2017') },
      { name: 'Amina', bornOn: '2017-04-09' },
    ],
  ]
  it.each(good)('takes %s', (_, form, criteria) => {
    expect(checkSearchForm(typed(form), today)).toEqual({ criteria })
  })

  const bad: [string, Partial<SearchForm>, string, RegExp][] = [
    ['nothing', {}, 'name', /^Enter a name, date of birth, postcode, NHS number or UPN$/],
    ['only spaces', { name: '  ' }, 'name', /^Enter a name, date/],
    ['one letter', { name: 'a' }, 'name', /at least 2 letters/],
    ['signs', { name: '%%' }, 'name', /at least 2 letters/],
    ['a day alone', born('9', '', ''), 'born-month', /must include a month and a year$/],
    ['a date without day', born('', '4', '2017'), 'born-day', /must include a day$/],
    ['a day that does not exist', born('31', '2', '2017'), 'born-day', /must be a real date/],
    ['words for a date', born('x', 'y', 'z'), 'born-day', /must be a real date/],
    ['a short year', born('9', '4', '17'), 'born-year', /4 numbers/],
    ['a date far ahead', born('1', '12', '2027'), 'born-year', /not be more than 10 months ahead/],
    ['half a postcode', { postcode: 'S60' }, 'postcode', /full postcode/],
    ['an NHS number with a wrong digit', { 'nhs-number': '9434765918' }, 'nhs-number', /10 digits/],
    ['a short UPN', { upn: 'B8012' }, 'upn', /13 characters/],
  ]
  it.each(bad)('refuses %s', (_, form, field, text) => {
    expect(checkSearchForm(typed(form), today)).toEqual({
      errors: [expect.objectContaining({ field, text: expect.stringMatching(text) })],
    })
  })

  it('says everything at once, in the order of the form', () => {
    const checked = checkSearchForm(typed({ upn: 'x', name: 'a', postcode: 'x' }), today)
    expect('errors' in checked && checked.errors.map(({ field }) => field)).toEqual([
      'name',
      'postcode',
      'upn',
    ])
  })

  it('never repeats what was typed: an error is not where personal data goes', () => {
    const checked = checkSearchForm(typed({ 'nhs-number': '9434765918', upn: 'Z123' }), today)
    expect(JSON.stringify(checked)).not.toMatch(/9434765918|Z123/)
  })
})

describe('readSearchForm', () => {
  it.each([
    ['nothing', undefined, ''],
    ['a list', { name: ['a', 'b'] }, ''],
    ['a text', { name: 'Amina' }, 'Amina'],
    ['a book', { name: 'a'.repeat(5000) }, 'a'.repeat(200)],
  ])('reads %s', (_, body, name) => {
    expect(readSearchForm(body)).toEqual({ ...emptySearchForm, name })
  })
})

describe('findChildModel', () => {
  it('keeps what was typed and marks each wrong input', () => {
    const form = typed({ name: 'Amina', 'born-day': '9' })
    const checked = checkSearchForm(form, today)
    const model = findChildModel(form, 'errors' in checked ? checked.errors : [])
    expect(model.form).toEqual(form)
    expect(model.wrong).toEqual(['born-month', 'born-year'])
    expect(model.errorFor).toEqual({
      'born-month': 'Date of birth must include a month and a year',
    })
  })
})

describe('resultRow', () => {
  it('tells one person from another', () => {
    expect(resultRow(aResult(), today)).toEqual({
      name: 'Hartwell, Amina',
      href: '/children/RSV1234567897',
      reference: 'RSV1234567897',
      born: '9 April 2017',
      age: '9 years',
      postcode: 'ZZ99 1AB',
      knownTo: 'Social care and Education',
      why: 'Name sounds alike',
    })
  })

  it('has no bare blank', () => {
    const bare = aResult({
      family: undefined,
      given: undefined,
      bornOn: undefined,
      postcode: undefined,
    })
    expect(resultRow(bare, today)).toMatchObject({
      name: 'Name not recorded',
      born: 'Date of birth not recorded',
      age: undefined,
      postcode: 'Postcode not recorded',
    })
  })

  it.each([
    ['exact', '2017-04-09', '9 April 2017', '9 years'],
    ['approximate', '2017-04-09', '9 April 2017', 'About 9 years'],
    ['placeholder', '1900-01-01', /^Not known: the source has 1 January 1900, which/, undefined],
  ] as const)('tells an age only as far as the date allows: %s', (bornOnIs, bornOn, born, age) => {
    expect(resultRow(aResult({ bornOn, bornOnIs }), today)).toMatchObject({
      born: typeof born === 'string' ? born : expect.stringMatching(born),
      age,
    })
  })

  it('gives an unborn child’s due date', () => {
    const unborn = aResult({ bornOn: undefined, expectedOn: '2027-02-01' })
    expect(resultRow(unborn, today)).toMatchObject({ born: 'Unborn, due 1 February 2027' })
  })
})

describe('resultsModel', () => {
  const model = (count: number, hasMore: boolean, criteria: object) =>
    resultsModel(
      emptySearchForm,
      criteria,
      { results: Array.from({ length: count }, () => aResult()), hasMore },
      today,
    )

  it.each([
    [1, false, 'Showing the only match'],
    [3, false, 'Showing 1 to 3'],
    [20, true, 'Showing 1 to 20'],
  ])('of %i, more %s', (count, hasMore, range) => {
    expect(model(count, hasMore, { name: 'a' }).results).toMatchObject({ range, hasMore })
  })

  it.each([
    [{ name: 'amina' }, 'Add a date of birth or a postcode to see fewer.'],
    [{ bornOn: '2017-04-09' }, 'Add a name or a postcode to see fewer.'],
    [
      { name: 'a', bornOn: '2017-04-09', postcode: 'S601AA' },
      'Search again with an NHS number or UPN.',
    ],
  ])('asks for what was not given %#', (criteria, hint) => {
    expect(model(20, true, criteria).results?.refineHint).toBe(hint)
  })

  it('reads the search back in words', () => {
    const criteria = { bornOn: '2017-04-09', postcode: 'S601AA', nhsNumber: '9434765919' }
    expect(model(0, false, criteria).results?.asked).toEqual([
      { label: 'Date of birth', text: '9 April 2017' },
      { label: 'Postcode', text: 'S60 1AA' },
      { label: 'NHS number', text: '943 476 5919' },
    ])
  })

  it('names everyone whom it shows, for the access log', () => {
    expect(model(2, false, {}).results?.references).toEqual(['RSV1234567897', 'RSV1234567897'])
  })
})
