import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvEnd, type CsvRecord, splitCsv } from './split-csv.ts'

const rules = { delimiter: ',', quote: '"', recordLimit: 200 }

async function split(text: string, size = text.length || 1, more = {}) {
  const end: CsvEnd = { endsWithNewline: true }
  const records: CsvRecord[] = []
  for await (const batch of splitCsv(inPieces(text, size), { ...rules, ...more }, end)) {
    records.push(...batch)
  }
  return { records, end }
}

async function* inPieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

describe('splitCsv', () => {
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
  ])('%s', async (_, text, fields, lines) => {
    for (const size of [1, 2, 3, 100]) {
      const { records } = await split(text, size)
      expect(records.map((r) => r.fields)).toEqual(fields)
      expect(records.map((r) => r.line)).toEqual(lines)
    }
  })

  it('uses the delimiter and quote of the feed', async () => {
    const { records } = await split(`'a|b'|"c"\n`, 4, { delimiter: '|', quote: `'` })
    expect(records[0]?.fields).toEqual(['a|b', '"c"'])
  })

  it.each([
    ['a quote in a plain field', 'a,b\nc,d"e\n', 2, 2, /quote inside/],
    ['a closed field that goes on', 'a,b\n"c"d,e\n', 2, 1, /neither a delimiter nor a line end/],
    ['a quote that another row closes', 'a,b\nc,"d\ne,f\ng,"h",i\n', 2, 2, /ends on line 4/],
    ['a quote that never ends', 'a,b\nc,d\n"e,f\ng,h\n', 3, 1, /does not end before the file/],
    ['a quote open beyond the limit', `a,b\nc,"${'d\n'.repeat(200)}`, 2, 2, /does not end within/],
  ])('refuses %s at its place', async (_, text, line, column, message) => {
    for (const size of [1, 7, 10_000]) {
      await expect(split(text, size)).rejects.toMatchObject({
        message: expect.stringMatching(message),
        where: { line, column },
      })
    }
  })

  it('agrees with csv-parse on any table, in pieces of any size', async () => {
    const field = fc.oneof(
      fc.stringMatching(/^[ -~]{0,8}$/),
      fc.constantFrom('', '"', '""', ',', '\n', '\r\n', 'é', '😀', ' a '),
    )
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1 }),
      )
    const written = (rows: string[][], lineEnd: string) =>
      rows.map((row) => row.map(quoted).join(',')).join(lineEnd)
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        async (rows, lineEnd, size) => {
          const text = written(rows, lineEnd)
          const { records } = await split(text, size, { recordLimit: 10_000 })
          const ours = records.map((r) => r.fields)
          expect(ours).toEqual(parse(text, { record_delimiter: ['\r\n', '\n'] }))
          expect(ours).toEqual(rows)
        },
      ),
    )
  })
})

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}
