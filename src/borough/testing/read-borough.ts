import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { SaxesParser } from 'saxes'
import type { Agency } from '../errors.ts'

/** A row of a file, by column; for the charity by element path such as `Name/Family`. */
export type Row = Record<string, string>

/** The text of an agency's only file. */
export function agencyText(out: string, agency: Agency | 'truth', file?: string): string {
  const name = file ?? readdirSync(join(out, agency))[0] ?? ''
  return readFileSync(join(out, agency, name), 'utf8')
}

/** The rows of a CSV text. Throws where a line has too many or too few fields. */
export function csvRows(text: string): Row[] {
  return parse(text, { columns: true }) as Row[]
}

/** The clients of the charity's XML; `id` is the attribute. Throws where it is not well formed. */
export function xmlRows(text: string): Row[] {
  const rows: Row[] = []
  const path: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name)
    if (name === 'Client') rows.push({ id: String(attributes['id']) })
  })
  parser.on('text', (text) => {
    const row = rows.at(-1)
    if (row !== undefined && text.trim() !== '') row[path.slice(2).join('/')] = text
  })
  parser.on('closetag', () => {
    path.pop()
  })
  parser.write(text).close()
  return rows
}

/** The rows of an agency's file, whatever its format. */
export function agencyRows(out: string, agency: Agency): Row[] {
  const text = agencyText(out, agency)
  return agency === 'charity' ? xmlRows(text) : csvRows(text)
}

/** The column that holds each agency's own key. */
export const keyColumn: Record<Agency, string> = {
  'social-care': 'person_id',
  education: 'pupil_id',
  'child-health': 'chis_id',
  police: 'nominal_id',
  charity: 'id',
}
