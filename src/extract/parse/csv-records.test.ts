import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvEnd, type CsvRecord, readCsvRecords } from './csv-records.ts'

const rules = { delimiter: ',', quote: '"', recordLimit: 200 }

async function read(text: string, size = text.length || 1, more = {}, records: CsvRecord[] = []) {
  const end: CsvEnd = { endsWithNewline: true }
  for await (const batch of readCsvRecords(inPieces(text, size), { ...rules, ...more }, end)) {
    records.push(...batch)
  }
  return { records, end }
}

/** Pieces of whole characters, as a decoder gives them. */
async function* inPieces(text: string, size: number) {
  const characters = [...text]
  for (let at = 0; at < characters.length; at += size)
    yield characters.slice(at, at + size).join('')
}

describe('readCsvRecords', () => {
  it.each([
    [
      'plain',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      [1, 2],
    ],
    [
      'CRLF and no last line end',
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      [1, 2],
    ],
    ['a delimiter in quotes', '"a,1",b\n', [['a,1', 'b']], [1]],
    ['a doubled quote', '"a ""x""",b\n', [['a "x"', 'b']], [1]],
    [
      'a line break in quotes',
      'a,"b\r\nc"\nd,e\n',
      [
        ['a', 'b\r\nc'],
        ['d', 'e'],
      ],
      [1, 3],
    ],
    [
      'blank lines',
      'a,b\n\n\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      [1, 4],
    ],
    [
      'empty fields',
      ',\n"",\n',
      [
        ['', ''],
        ['', ''],
      ],
      [1, 2],
    ],
    ['quotes only', '""\r\n""', [[''], ['']], [1, 2]],
    [
      'both line ends, after breaks of both in quotes',
      'a,"\r\n\n"\r\n\r\nb,c\n\nd,"\r\n"\r\ne,f',
      [
        ['a', '\r\n\n'],
        ['b', 'c'],
        ['d', '\r\n'],
        ['e', 'f'],
      ],
      [1, 5, 7, 9],
    ],
    [
      'a lone CR, which ends no line',
      'a\rb,c\nd,"\r"\ne,f\n',
      [
        ['a\rb', 'c'],
        ['d', '\r'],
        ['e', 'f'],
      ],
      [1, 2, 3],
    ],
    ['records of any width', 'a,b\nc\nd,e,f\n', [['a', 'b'], ['c'], ['d', 'e', 'f']], [1, 2, 3]],
  ])('%s', async (_, text, fields, lines) => {
    for (const size of [1, 2, 3, 100]) {
      const { records } = await read(text, size)
      expect(records.map((r) => r.fields)).toEqual(fields)
      expect(records.map((r) => r.line)).toEqual(lines)
    }
  })

  it('uses the delimiter and quote of the feed', async () => {
    const { records } = await read(`'a|b'|"c"\n`, 4, { delimiter: '|', quote: `'` })
    expect(records[0]?.fields).toEqual(['a|b', '"c"'])
  })

  it.each([
    ['a quote in a plain field', 'a,b\nc,d"e\n', 2, 2, /quote inside/],
    ['a closed field that goes on', 'a,b\n"c"d,e\n', 2, 1, /neither a delimiter nor a line end/],
    ['a quote that another row closes', 'a,b\nc,"d\ne,f\ng,"h",i\n', 2, 2, /ends on line 4/],
    ['a quote that never ends', 'a,b\nc,d\n"e,f\ng,h\n', 3, 1, /does not end before the file/],
    ['a quote open beyond the limit', `a,b\nc,"${'d\n'.repeat(200)}`, 2, 2, /does not end within/],
    ['a quote open since the first line', `"a${'\n'.repeat(300)}`, 1, 1, /does not end within 200/],
    ['a record over the limit', `a,b\n${'c,'.repeat(300)}`, 2, undefined, /longer than the limit/],
    // The line is that on which the record begins, also where the quote is further down.
    ['a later quote that never ends', 'a,b\n"c\r\nd","e\n', 2, 2, /record beginning here/],
    ['a later field that goes on', 'a,b\n\n"c\nd","e"f\n', 3, 2, /record that begins .* on line 4/],
    ['a stray quote after a break', 'a\r\n\r\n"b\r\nc",d"\r\n', 3, 2, /quote inside/],
    ['a quote closed later in CRLF', 'a\r\n"b\r\nc\r\n"d\r\n', 2, 1, /ends on a later line at/],
  ])('refuses %s at its place', async (_, text, line, column, message) => {
    for (const size of [1, 7, 10_000]) {
      await expect(read(text, size)).rejects.toMatchObject({
        message: expect.stringMatching(message),
        where: { line, column },
      })
    }
  })

  it('gives all records before a fault, whatever the pieces, and no value in its message', async () => {
    for (const size of [1, 7, 10_000]) {
      const records: CsvRecord[] = []
      const reading = read('a,b\nAnn,c\nd,e\nBob"s,f\ng,h\n', size, {}, records)
      await expect(reading).rejects.toMatchObject({ where: { line: 4, column: 1 } })
      await expect(reading).rejects.not.toThrow(/Ann|Bob/)
      expect(records.map(({ fields }) => fields.join())).toEqual(['a,b', 'Ann,c', 'd,e'])
    }
  })

  it('passes on what is thrown where the text comes from', async () => {
    async function* failing() {
      yield 'a,b\nc,def'
      throw new RangeError('no more')
    }
    const records = readCsvRecords(failing(), rules, { endsWithNewline: true })
    expect((await records.next()).value).toEqual([{ line: 1, fields: ['a', 'b'] }])
    await expect(records.next()).rejects.toThrow(RangeError)
  })

  it('says whether the last line has its end', async () => {
    expect((await read('a,b\nc,d\n', 3)).end).toEqual({ endsWithNewline: true })
    expect((await read('a,b\nc,d', 3)).end).toEqual({ endsWithNewline: false })
    expect((await read('a,b\nc,"d"', 3)).end).toEqual({ endsWithNewline: false })
  })

  it('gives any table back with the line of each record, in pieces of any size', async () => {
    const field = fc.oneof(
      fc.stringMatching(/^[ -~]{0,8}$/),
      fc.constantFrom('', '"', '""', ',', '\n', '\r\n', 'é', '😀', ' a '),
    )
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1 }),
      )
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        async (rows, lineEnd, size) => {
          const written = (some: string[][]) =>
            stringify(some, { record_delimiter: lineEnd, quoted_match: /[\r\n]/ })
          const { records } = await read(written(rows), size, { recordLimit: 10_000 })
          expect(records.map(({ fields }) => fields)).toEqual(rows)
          expect(records.map(({ line }) => line)).toEqual(
            rows.map((_, at) => written(rows.slice(0, at)).split('\n').length),
          )
        },
      ),
    )
  })
})
