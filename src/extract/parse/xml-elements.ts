import type { Problem } from '../problems.ts'
import type { Row } from './row.ts'
import { refuseDeep, refuseOtherRoot, tooLong } from './xml-faults.ts'
import type { XmlLayout } from './xml-layout.ts'
import { type OpenRecord, openRecord, type XmlPlace } from './xml-record.ts'

export interface XmlElementRules {
  readonly layout: XmlLayout
  /** The longest text, in characters. */
  readonly textLimit: number
  /** The name of the feed whose files have such a root, where the file is of another. */
  readonly feedWithRoot: (root: string) => string | undefined
  /** Takes elements that the feed does not know, each once. */
  readonly onUnknown: (problem: Problem) => void
}

/** Makes rows of elements as they open and close. */
export interface ElementReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text(more: string): void
  close(): void
  /** The rows complete by now; each is given once. */
  take(): Row[]
}

/**
 * @param here the place that the parser is at
 * @param report takes elements that are there twice
 */
export function elementReader(
  { layout, textLimit, feedWithRoot, onUnknown }: XmlElementRules,
  here: () => XmlPlace,
  report: (problem: Problem) => void,
): ElementReader {
  const path: string[] = []
  let record: OpenRecord | undefined
  let content = ''
  let rows: Row[] = []
  const refuseUnknown = once((name) => {
    onUnknown({ ...here(), message: `The feed knows no ${name}.`, field: name })
  })

  const isRecord = () =>
    path.length === layout.recordPath.length &&
    path.every((part, at) => part === layout.recordPath[at])
  const within = () => path.slice(layout.recordPath.length).join('/')
  const put = (name: string, value: string) => {
    const at = layout.index.get(name)
    if (at === undefined) return false
    if (record?.put(at, value, here()) === false) {
      report({ ...here(), message: `${name} is there twice.`, field: name })
    }
    return true
  }
  const openPart = (name: string) => {
    if (layout.repeats.has(name)) record?.repeat(name, here().line)
    if (!layout.index.has(name) && !layout.around.has(name)) refuseUnknown(name)
  }
  const closePart = (name: string) => {
    if (put(name, content)) return
    if (layout.around.has(name) && content.trim() !== '') refuseUnknown(`${name} with text`)
  }

  return {
    open(name, attributes) {
      path.push(name)
      refuseDeep(path.length, here())
      if (path.length === 1) {
        refuseOtherRoot(name, layout.recordPath[0] ?? '', feedWithRoot, here())
      }
      content = ''
      const opensRecord = isRecord()
      if (opensRecord) record = openRecord(layout, here().line)
      else if (record) openPart(within())
      if (!record) return
      const prefix = opensRecord ? '' : `${within()}/`
      for (const [attribute, value] of Object.entries(attributes)) {
        const column = `${prefix}@${attribute}`
        if (!put(column, value)) refuseUnknown(column)
      }
    },
    text(more) {
      if (!record) return
      content += more
      if (content.length > textLimit) throw tooLong(textLimit, here())
    },
    close() {
      if (record && isRecord()) {
        rows.push(record.close())
        record = undefined
      } else if (record) {
        closePart(within())
      }
      content = ''
      path.pop()
    },
    take() {
      const taken = rows
      rows = []
      return taken
    },
  }
}

/** Calls it for each name the first time only. */
function once(call: (name: string) => void): (name: string) => void {
  const seen = new Set<string>()
  return (name) => {
    if (seen.has(name)) return
    seen.add(name)
    call(name)
  }
}
