import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { BadInput } from '#kernel'
import { broken, type Problem } from '../problems.ts'
import type { Row } from './row.ts'

export interface XmlRowRules {
  /** The elements from the root to one record, `export/children/child`. */
  readonly recordPath: string
  /** The feed's columns: paths within the record, `name/family`, `@ref`. */
  readonly columnNames: readonly string[]
  readonly requiredNames: ReadonlySet<string>
  /** Paths of elements that repeat within a record. */
  readonly repeats: readonly string[]
  /** The longest text or tag, in characters. */
  readonly textLimit: number
  readonly encoding: string
  /** The name of the feed whose files have such a root, where the file is of another. */
  readonly feedWithRoot: (root: string) => string | undefined
}

// No partner's file nests nearly so deep; a file made to hang a parser does.
const depthLimit = 64

/**
 * Reads XML text as rows of a feed, in batches, holding one record in memory at a time. A document
 * type is refused whatever it says, so no entity is ever defined, fetched or expanded.
 *
 * @throws BadInput with line and column where the XML is not well-formed, is of another feed, or
 * goes over a limit. An element that the feed does not know is reported as a problem.
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

/** A record being read: its own values, and those of each repeating element within it. */
interface OpenRow {
  readonly line: number
  readonly values: string[]
  readonly columns: number[]
  readonly lines: number[]
}

function xmlReader(rules: XmlRowRules, report: (problem: Problem) => void) {
  const parser = new SaxesParser({ position: true })
  const recordParts = rules.recordPath.split('/')
  const index = new Map(rules.columnNames.map((name, at) => [name, at]))
  const groupOf = rules.columnNames.map((name) =>
    rules.repeats.find((path) => name === path || name.startsWith(`${path}/`)),
  )
  const path: string[] = []
  let record: OpenRow | undefined
  let groups = new Map<string, OpenRow[]>()
  let content = ''
  let hasChildren = false
  let rows: Row[] = []
  let lastEvent = 0
  let written = 0
  const unknown = new Set<string>()

  const here = () => ({ line: parser.line, column: parser.columnIndex + 1 })
  const within = () => path.slice(recordParts.length).join('/')
  const isRecord = () =>
    path.length === recordParts.length && path.every((part, at) => part === recordParts[at])
  const seen = () => {
    lastEvent = parser.position
  }

  const put = (name: string, value: string) => {
    const at = index.get(name)
    if (at === undefined) {
      if (unknown.has(name)) return
      unknown.add(name)
      report({ ...here(), message: `The element ${name} is not expected.`, field: name })
      return
    }
    const group = groupOf[at]
    const row = group === undefined ? record : groups.get(group)?.at(-1)
    if (row === undefined) return
    if (row.lines[at]) {
      report({ ...here(), message: `The element ${name} is there twice.`, field: name })
    }
    row.values[at] = value
    row.lines[at] = parser.line
    row.columns[at] = parser.columnIndex + 1
  }

  const putAttributes = (prefix: string, tag: SaxesTagPlain) => {
    for (const [name, value] of Object.entries(tag.attributes)) put(`${prefix}@${name}`, value)
  }

  parser.on('error', (error) => {
    throw malformed(error, here())
  })
  parser.on('xmldecl', (declaration) => {
    seen()
    refuseEncoding(declaration.encoding, rules.encoding)
  })
  parser.on('doctype', () => {
    throw withDoctype(here())
  })
  parser.on('comment', seen)
  parser.on('processinginstruction', seen)
  parser.on('opentag', (tag) => {
    seen()
    path.push(tag.name)
    if (path.length > depthLimit) {
      throw broken(`The elements nest deeper than ${depthLimit}.`, here())
    }
    if (path.length === 1) refuseOtherRoot(tag.name, recordParts[0] ?? '', rules, here())
    content = ''
    hasChildren = false
    if (isRecord()) {
      record = openRow(parser.line)
      groups = new Map()
      putAttributes('', tag)
    } else if (record) {
      const name = within()
      if (rules.repeats.includes(name)) {
        groups.set(name, [...(groups.get(name) ?? []), openRow(parser.line)])
      }
      putAttributes(`${name}/`, tag)
    }
  })
  const addText = (more: string) => {
    seen()
    if (!record) return
    content += more
    if (content.length > rules.textLimit) throw tooLong(rules.textLimit, here())
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', (tag) => {
    seen()
    if (record && isRecord()) {
      rows.push(closeRecord(record, groups, groupOf))
      record = undefined
    } else if (record) {
      const name = within()
      // An element around others holds only the space between them.
      if (index.has(name) || (!hasChildren && !tag.isSelfClosing) || content.trim() !== '') {
        put(name, content)
      }
    }
    content = ''
    hasChildren = true
    path.pop()
  })

  return {
    write(piece: string) {
      written += piece.length
      parser.write(piece)
      if (written - lastEvent > rules.textLimit + piece.length) {
        throw tooLong(rules.textLimit, here())
      }
    },
    take(): Row[] {
      const taken = rows
      rows = []
      return taken
    },
    close() {
      if (written === 0) throw broken('The file is empty.', { line: 1, fix: 'Export it again.' })
      parser.close()
    },
  }
}

function openRow(line: number): OpenRow {
  return { line, values: [], columns: [], lines: [] }
}

/** A repeating element's row also has the values of the record around it, its key above all. */
function closeRecord(
  record: OpenRow,
  groups: ReadonlyMap<string, readonly OpenRow[]>,
  groupOf: readonly (string | undefined)[],
): Row {
  const inherit = (row: OpenRow): Row => {
    groupOf.forEach((group, at) => {
      if (group !== undefined || row.lines[at] || record.values[at] === undefined) return
      row.values[at] = record.values[at] ?? ''
      row.lines[at] = record.lines[at] ?? row.line
      row.columns[at] = record.columns[at] ?? 1
    })
    return row
  }
  const parts = [...groups].map(([path, list]) => [path, list.map(inherit)] as const)
  return { ...record, groups: new Map(parts) }
}

function malformed(error: Error, place: { line: number; column: number }): BadInput {
  if (error instanceof BadInput) return error
  // The parser's own words may quote the text of the file.
  const reason = /unclosed tag|unexpected end|document must contain/i.test(error.message)
    ? 'The XML ends too early: the file is cut off, or empty.'
    : /undefined entity|entity/i.test(error.message)
      ? 'The XML uses an entity that is not one of the five of XML.'
      : /unexpected close tag|unmatched closing tag/i.test(error.message)
        ? 'An element is closed that is not open.'
        : 'The XML is not well-formed.'
  return broken(reason, { ...place, fix: 'Export or send the file again.' })
}

function refuseEncoding(declared: string | undefined, promised: string): void {
  if (declared === undefined || declared.toLowerCase() === promised) return
  if (promised === 'windows-1252' && /^iso-8859-1$/i.test(declared)) return
  throw broken(
    `The file says that it is in ${declared.slice(0, 20)}; the feed promises ${promised}.`,
    {
      line: 1,
      column: 1,
      fix: 'Export it in the encoding agreed, or change encoding in the feed definition.',
    },
  )
}

function withDoctype(place: { line: number; column: number }): BadInput {
  return broken('The XML has a document type (DOCTYPE), which may define entities.', {
    ...place,
    fix: 'Send the file without one. Kith never reads or expands entities.',
  })
}

function refuseOtherRoot(
  root: string,
  expected: string,
  rules: XmlRowRules,
  place: { line: number; column: number },
): void {
  if (root === expected) return
  const other = rules.feedWithRoot(root)
  throw broken(
    other === undefined
      ? `The file's first element is not ${expected}.`
      : `This is a file of another feed: its first element is that of ${other}.`,
    place,
  )
}

function tooLong(limit: number, place: { line: number; column: number }): BadInput {
  return broken(`A text or a tag is longer than the limit of ${limit} characters.`, {
    ...place,
    fix: 'Look for a tag that is not closed. If such texts are right, raise textLimitBytes in the feed definition.',
  })
}
