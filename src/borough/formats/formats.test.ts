import { describe, expect, it } from 'vitest'
import { capitals, withoutAccents } from './case.ts'
import { csvText } from './csv.ts'
import { compactDate, monthNameDate, slashDate } from './dates.ts'
import { textElement, xmlFoot, xmlHead, xmlRecord } from './xml.ts'

describe('csvText', () => {
  it('quotes what needs it', () => {
    const rows = [['a,b', 'say "hi"', 'x\ny', ' lead', 'plain', '']]
    expect(csvText(['c'], rows, { lineEnd: '\r\n', quotesAll: false })).toBe(
      'c\r\n"a,b","say ""hi""","x\ny"," lead",plain,\r\n',
    )
    expect(csvText(['c'], [['']], { lineEnd: '\n', quotesAll: true })).toBe('"c"\n""\n')
  })
})

describe('XML', () => {
  it('escapes, nests and leaves out what is empty', () => {
    const record = xmlRecord({
      name: 'A',
      attributes: [['b', 'x"<']],
      content: [...textElement('C', 'M & S <1>'), ...textElement('D', '')],
    })
    const root = { name: 'R' }
    expect(`${xmlHead(root)}${record}${xmlFoot(root)}`).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<R>\n  <A b="x&quot;&lt;">\n    <C>M &amp; S &lt;1&gt;</C>\n  </A>\n</R>\n',
    )
  })
})

describe('dates', () => {
  it('are written as each system writes them', () => {
    expect(slashDate('2014-05-03')).toBe('03/05/2014')
    expect(monthNameDate('2014-05-03')).toBe('03-MAY-2014')
    expect(compactDate('2014-05-03')).toBe('20140503')
    expect([slashDate(''), monthNameDate(''), compactDate('')]).toEqual(['', '', ''])
  })
})

describe('case', () => {
  it('loses accents without losing letters', () => {
    expect(withoutAccents('Łukasz Wójcik')).toBe('Lukasz Wojcik')
    expect(capitals('Işık Yılmaz')).toBe('ISIK YILMAZ')
    expect(capitals("O'Neill")).toBe("O'NEILL")
  })
})
