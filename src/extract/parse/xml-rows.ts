import { SaxesParser } from 'saxes'
import { broken, type Problem } from '../problems.ts'
import type { Row } from './row.ts'
import { type ElementReader, elementReader } from './xml-elements.ts'
import { malformed, refuseEncoding, tooLong, withDoctype } from './xml-faults.ts'
import { xmlLayout } from './xml-layout.ts'
import type { XmlPlace } from './xml-record.ts'

export interface XmlRowRules {
  /** The elements from the root to one record, `export/children/child`. */
  readonly recordPath: string
  /** The feed's columns: paths within the record, `name/family`, `@ref`. */
  readonly columnNames: readonly string[]
  /** Paths of elements that repeat within a record. */
  readonly repeats: readonly string[]
  /** The longest text or tag, in characters. */
  readonly textLimit: number
  readonly encoding: string
  /** The name of the feed whose files have such a root, where the file is of another. */
  readonly feedWithRoot: (root: string) => string | undefined
  /** Told of each element that the feed does not know, once. */
  readonly onUnknown: (problem: Problem) => void
}

/**
 * Reads XML text as rows of a feed, in batches, holding one record in memory at a time. A document
 * type is refused whatever it says, so no entity is ever defined, fetched or expanded.
 *
 * @throws BadInput with line and column where the XML is not well-formed, is of another feed, or
 * goes over a limit.
 */
export async function* readXmlRows(
  text: AsyncIterable<string>,
  rules: XmlRowRules,
  report: (problem: Problem) => void,
): AsyncGenerator<Row[]> {
  const reader = xmlReader(rules, report)
  for await (const piece of text) {
    reader.write(piece)
    const rows = reader.take()
    if (rows.length > 0) yield rows
  }
  reader.close()
}

function xmlReader(rules: XmlRowRules, report: (problem: Problem) => void) {
  const parser = new SaxesParser({ position: true, xmlns: false })
  const here = () => ({ line: parser.line, column: parser.columnIndex + 1 })
  const elements = elementReader({ ...rules, layout: xmlLayout(rules) }, here, report)
  let lastEvent = 0
  let written = 0
  listen(parser, elements, here, rules.encoding, () => {
    lastEvent = parser.position
  })
  return {
    write(piece: string) {
      if (written === 0 && !/^\s*(<|$)/.test(piece)) {
        throw broken('The file is not XML.', { line: 1, column: 1, fix: 'Export it as XML.' })
      }
      written += piece.length
      parser.write(piece)
      // A tag or comment without end gives no event, and would be kept until the file ends.
      if (written - lastEvent > rules.textLimit + piece.length) {
        throw tooLong(rules.textLimit, here())
      }
    },
    take: elements.take,
    close() {
      if (written === 0) throw broken('The file is empty.', { line: 1, fix: 'Export it again.' })
      parser.close()
    },
  }
}

/** @param seen is called at each event */
function listen(
  parser: SaxesParser,
  elements: ElementReader,
  here: () => XmlPlace,
  encoding: string,
  seen: () => void,
): void {
  parser.on('error', (error) => {
    throw malformed(error, here())
  })
  parser.on('xmldecl', (declaration) => {
    seen()
    refuseEncoding(declaration.encoding, encoding)
  })
  parser.on('doctype', () => {
    throw withDoctype(here())
  })
  parser.on('comment', seen)
  parser.on('processinginstruction', seen)
  parser.on('opentag', ({ name, attributes }) => {
    seen()
    elements.open(name, attributes as Record<string, string>)
  })
  const text = (more: string) => {
    seen()
    elements.text(more)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', () => {
    seen()
    elements.close()
  })
}
