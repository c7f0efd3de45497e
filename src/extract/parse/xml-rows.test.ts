import { describe, expect, it } from 'vitest'
import type { Problem } from '../problems.ts'
import type { Row } from './row.ts'
import { readXmlRows } from './xml-rows.ts'

const columnNames = ['@id', 'name', 'visits/visit/on', 'visits/visit/@kind']
const rules = {
  recordPath: 'guests/guest',
  columnNames,
  repeats: ['visits/visit'],
  textLimit: 500,
  encoding: 'utf-8',
  feedWithRoot: (root: string) => (root === 'clients' ? 'charity' : undefined),
}

async function read(text: string, size = text.length || 1) {
  const rows: Row[] = []
  const problems: Problem[] = []
  const report = (problem: Problem) => problems.push(problem)
  const own = { ...rules, onUnknown: report }
  for await (const batch of readXmlRows(inPieces(text, size), own, report)) {
    rows.push(...batch)
  }
  return { rows, problems }
}

async function* inPieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

describe('readXmlRows', () => {
  it('reads records, attributes and elements that repeat', async () => {
    const text = `<guests><guest id="1"><name>A &amp; <![CDATA[<B>]]></name><visits>
      <visit kind="x"><on>2026-01-01</on></visit><visit kind="y"/></visits></guest>
      <guest id="2"/></guests>`
    for (const size of [1, 5, 1000]) {
      const { rows, problems } = await read(text, size)
      expect(problems).toEqual([])
      expect(rows.map((row) => row.values.slice(0, 2))).toEqual([
        ['1', 'A & <B>'],
        ['2', ''],
      ])
      const visits = rows[0]?.groups?.get('visits/visit') ?? []
      expect(visits.map((visit) => visit.values)).toEqual([
        ['1', 'A & <B>', '2026-01-01', 'x'],
        ['1', 'A & <B>', '', 'y'],
      ])
      expect(visits.map((visit) => visit.line)).toEqual([2, 2])
    }
  })

  it('tells an element that is unknown, or there twice, at its place', async () => {
    const { problems } = await read(
      '<guests>\n<guest id="1" b="2">\n<name>A</name><name>B</name>\n<age>3</age>\n</guest>\n</guests>',
    )
    expect(problems.map(({ message, line }) => [message, line])).toEqual([
      ['The feed knows no @b.', 2],
      ['name is there twice.', 3],
      ['The feed knows no age.', 4],
    ])
  })

  const bomb = `<!DOCTYPE guests [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`
  it.each([
    ['an entity bomb', `<?xml version="1.0"?>\n${bomb}\n<guests>&b;</guests>`, 2, /DOCTYPE/],
    [
      'an external entity',
      `<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/hostname">]><guests>&x;</guests>`,
      1,
      /DOCTYPE/,
    ],
    [
      'an entity of nowhere',
      '<guests>\n<guest id="1"><name>&x;</name></guest></guests>',
      2,
      /entity/,
    ],
    ['a file that is cut off', '<guests>\n<guest id="1"><name>A', 2, /cut off/],
    [
      'wrong nesting',
      '<guests>\n<guest id="1"></name></guest></guests>',
      2,
      /closed that is not open/,
    ],
    ['another feed', '<clients/>', 1, /another feed.*charity/],
    ['another root', '<html/>', 1, /first element is not guests/],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><guests/>', 1, /ISO-8859-1/],
    ['no XML', 'id,name\n1,A\n', 1, /not XML/],
    ['nothing', '', 1, /empty/],
    ['too deep', `<guests><guest>${'<a>'.repeat(100)}`, 1, /deeper than 64/],
    [
      'a long text',
      `<guests><guest id="1"><name>${'a'.repeat(600)}</name></guest></guests>`,
      1,
      /limit/,
    ],
    ['a tag without end', `<guests><guest id="${'a'.repeat(5000)}`, 1, /limit|too early/],
  ])('refuses %s', async (_, text, line, message) => {
    for (const size of [7, 10_000]) {
      await expect(read(text, size)).rejects.toMatchObject({
        message: expect.stringMatching(message),
        where: { line },
      })
    }
  })
})
