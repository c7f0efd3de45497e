import { SaxesParser } from 'saxes'
import { broken, type Problem } from '../problems.ts'
import type { Row } from './row.ts'
import { malformed, refuseEncoding, refuseOtherRoot, tooLong, withDoctype } from './xml-faults.ts'

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
  const parser = new SaxesParser({ position: true, xmlns: false })
  const recordParts = rules.recordPath.split('/')
  const index = new Map(rules.columnNames.map((name, at) => [name, at]))
  const groupOf = rules.columnNames.map((name) =>
    rules.repeats.find((path) => name === path || name.startsWith(`${path}/`)),
  )
  const path: string[] = []
  let record: OpenRow | undefined
  let groups = new Map<string, OpenRow[]>()
  let content = ''
  let rows: Row[] = []
  let lastEvent = 0
  let written = 0
  const unknown = new Set<string>()
  const around = new Set(rules.columnNames.flatMap(pathsAround))

  const here = () => ({ line: parser.line, column: parser.columnIndex + 1 })
  const within = () => path.slice(recordParts.length).join('/')
  const isRecord = () =>
    path.length === recordParts.length && path.every((part, at) => part === recordParts[at])
  const seen = () => {
    lastEvent = parser.position
  }

  const refuseUnknown = (name: string) => {
    if (unknown.has(name)) return
    unknown.add(name)
    report({ ...here(), message: `The feed knows no ${name}.`, field: name })
  }

  const put = (name: string, at: number, value: string) => {
    const group = groupOf[at]
    const row = group === undefined ? record : groups.get(group)?.at(-1)
    if (row === undefined) return
    if (row.lines[at]) report({ ...here(), message: `${name} is there twice.`, field: name })
    row.values[at] = value
    row.lines[at] = parser.line
    row.columns[at] = parser.columnIndex + 1
  }

  const putAttributes = (prefix: string, attributes: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(attributes)) {
      const at = index.get(`${prefix}@${name}`)
      if (at === undefined) refuseUnknown(`${prefix}@${name}`)
      else put(`${prefix}@${name}`, at, value)
    }
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
    if (path.length === 1)
      refuseOtherRoot(tag.name, recordParts[0] ?? '', rules.feedWithRoot, here())
    content = ''
    if (isRecord()) {
      record = openRow(parser.line, index.size)
      groups = new Map()
      putAttributes('', tag.attributes as Record<string, string>)
    } else if (record) {
      const name = within()
      if (rules.repeats.includes(name)) {
        groups.set(name, [...(groups.get(name) ?? []), openRow(parser.line, index.size)])
      }
      if (!index.has(name) && !around.has(name)) refuseUnknown(name)
      putAttributes(`${name}/`, tag.attributes as Record<string, string>)
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
  parser.on('closetag', () => {
    seen()
    if (record && isRecord()) {
      rows.push(closeRecord(record, groups, groupOf))
      record = undefined
    } else if (record) {
      const name = within()
      const at = index.get(name)
      if (at !== undefined) put(name, at, content)
      else if (around.has(name) && content.trim() !== '') refuseUnknown(`${name} with text`)
    }
    content = ''
    path.pop()
  })

  return {
    write(piece: string) {
      if (written === 0 && !/^\s*(<|$)/.test(piece)) {
        throw broken('The file is not XML.', { line: 1, column: 1, fix: 'Export it as XML.' })
      }
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

/** The elements around a column: `Name` for `Name/Family`, and `Carer` for `Carer/@kind`. */
function pathsAround(name: string): string[] {
  const parts = name.split('/')
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'))
}

function openRow(line: number, width: number): OpenRow {
  const nothing = () => new Array<number>(width).fill(0)
  return { line, values: new Array<string>(width).fill(''), columns: nothing(), lines: nothing() }
}

/** A repeating element's row also has the values of the record around it, its key above all. */
function closeRecord(
  record: OpenRow,
  groups: ReadonlyMap<string, readonly OpenRow[]>,
  groupOf: readonly (string | undefined)[],
): Row {
  const inherit = (row: OpenRow): Row => {
    groupOf.forEach((group, at) => {
      if (group !== undefined || !record.lines[at]) return
      row.values[at] = record.values[at] ?? ''
      row.lines[at] = record.lines[at] ?? row.line
      row.columns[at] = record.columns[at] ?? 1
    })
    return row
  }
  const parts = [...groups].map(([path, list]) => [path, list.map(inherit)] as const)
  return { ...record, groups: new Map(parts) }
}
