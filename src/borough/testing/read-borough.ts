import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { SaxesParser } from 'saxes'
import type { Agency } from '../errors.ts'

/** A row of a file, by column; of XML by the path of an element or attribute within the record. */
export type Row = Record<string, string>

/** How each agency's files are to be read. */
const layouts: Record<Agency, { encoding: string; delimiter?: string; record?: string }> = {
  'social-care': { encoding: 'utf-8', record: 'Person' },
  education: { encoding: 'utf-8', delimiter: ',' },
  'education-welfare': { encoding: 'windows-1252', delimiter: '|' },
  'child-health': { encoding: 'utf-8', delimiter: ',' },
  hospital: { encoding: 'windows-1252', delimiter: '\t' },
  police: { encoding: 'windows-1252', delimiter: ',' },
  'youth-justice': { encoding: 'utf-8', delimiter: ';' },
  charity: { encoding: 'utf-8', record: 'Client' },
}

/** The column that holds each agency's own key. */
export const keyColumn: Record<Agency, string> = {
  'social-care': '@id',
  education: 'pupil_id',
  'education-welfare': 'EWS_REF',
  'child-health': 'chis_id',
  hospital: 'LOCAL_PATIENT_ID',
  police: 'nominal_id',
  'youth-justice': 'YOT_ID',
  charity: '@id',
}

/** The names of an agency's files, the first extract first. */
export function agencyFiles(out: string, agency: Agency): string[] {
  const day = (name: string) => /\d{8}/.exec(name)?.[0] ?? ''
  return readdirSync(join(out, agency)).sort((a, b) => (day(a) < day(b) ? -1 : 1))
}

/** The text of one of an agency's files, the first where none is named. */
export function agencyText(out: string, agency: Agency, file?: string): string {
  const name = file ?? agencyFiles(out, agency)[0] ?? ''
  return new TextDecoder(layouts[agency].encoding).decode(readFileSync(join(out, agency, name)))
}

/** The rows of a file of the truth. */
export function truthRows(out: string, file: string): Row[] {
  return csvRows(readFileSync(join(out, 'truth', file), 'utf8'))
}

/** The rows of a CSV text. Throws where a line has too many or too few fields. */
export function csvRows(text: string, delimiter = ','): Row[] {
  return parse(text, { columns: true, delimiter }) as Row[]
}

/** The records of an XML text; of what repeats the last one is kept. Throws where it is not well formed. */
export function xmlRows(text: string, record: string): Row[] {
  const rows: Row[] = []
  const path: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name)
    if (name === record) rows.push({})
    const row = rows.at(-1)
    if (row === undefined) return
    for (const [key, value] of Object.entries(attributes)) {
      row[[...path.slice(2), `@${key}`].join('/')] = String(value)
    }
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

/** The rows of one of an agency's files, the first where none is named. */
export function agencyRows(out: string, agency: Agency, file?: string): Row[] {
  const { delimiter, record } = layouts[agency]
  const text = agencyText(out, agency, file)
  return record === undefined ? csvRows(text, delimiter) : xmlRows(text, record)
}

/** The first row of each person in an agency's file, by the agency's key. */
export function agencyPeople(out: string, agency: Agency, file?: string): Map<string, Row> {
  const people = new Map<string, Row>()
  for (const row of agencyRows(out, agency, file)) {
    const key = row[keyColumn[agency]] ?? ''
    if (!people.has(key)) people.set(key, row)
  }
  return people
}
