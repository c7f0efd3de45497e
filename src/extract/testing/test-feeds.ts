import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { type Feed, readFeed } from '../feeds/read-feeds.ts'

/** A small CSV feed: a clinic's list of children. `more` replaces lines of it by their first word. */
export function clinicYaml(more: Readonly<Record<string, string>> = {}): string {
  const lines: Record<string, string> = {
    feed: 'clinic',
    source: 'Clinic',
    organisation: 'Clinic of Nowhere',
    owner: '{ role: Owner, email: owner@clinic.example }',
    steward: '{ role: Steward, email: steward@clinic.example }',
    agreement: 'ISA-0',
    schedule: '{ sent: every night, lateAfterHours: 24 }',
    extract: 'full',
    keysVouchedUnique: 'true',
    trust: '{ names: 60, nhsNumber: 90 }',
    file: `{ format: csv, pattern: 'clinic-{yyyyMMdd}.csv', extractTime: '02:00', lineLimitBytes: 2000 }`,
    dateFormat: 'dd/MM/yyyy',
    placeholderBirthDates: `['1900-01-01']`,
    restriction: 'not-recorded',
    personKey: 'id',
    columns:
      '{ id: required, surname: optional, forename: optional, dob: required, sex: optional, nhs: optional, worker: optional }',
    codes: '{ sex: { M: M, F: F, X: U } }',
    records: `
  - kind: person
    fields:
      names: [{ type: legal, family: surname, given: forename }]
      bornOn: dob
      sex: { column: sex, codes: sex }
      nhsNumber: nhs
      isRestricted: { value: false }
  - kind: involvement
    when: [worker]
    fields: { service: { value: Clinic }, organisation: { value: Clinic }, workerName: worker }`,
    ...more,
  }
  return Object.entries(lines)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')
}

/** A small XML feed: a shelter's guests, each with visits that repeat. */
export const shelterYaml = `
feed: shelter
source: Shelter
organisation: Shelter of Nowhere
owner: { role: Owner, email: owner@shelter.example }
steward: { role: Steward, email: steward@shelter.example }
agreement: ISA-0
schedule: { sent: every night, lateAfterHours: 24 }
extract: full
keysVouchedUnique: true
trust: { names: 40 }
file: { format: xml, pattern: 'shelter-{yyyyMMdd}.xml', recordPath: guests/guest, textLimitBytes: 2000 }
restriction: not-recorded
dateFormat: yyyy-MM-dd
personKey: '@id'
columns: { '@id': required, name: required, born: optional, visits/visit/on: optional, visits/visit/@kind: optional }
records:
  - kind: person
    fields:
      names: [{ type: legal, full: name }]
      bornOn: born
      isRestricted: { value: false }
  - kind: event
    each: visits/visit
    key: [visits/visit/on]
    fields: { kind: 'visits/visit/@kind', happenedOn: visits/visit/on }
`

/** The clinic and the shelter. */
export function testFeeds(clinic: Readonly<Record<string, string>> = {}): Feed[] {
  return [readFeed('clinic.yaml', clinicYaml(clinic)), readFeed('shelter.yaml', shelterYaml)]
}

/** The header of the clinic's file. */
export const clinicHeader = 'id,surname,forename,dob,sex,nhs,worker'

/** A clinic's file with the rows given. */
export function clinicFile(...rows: string[]): string {
  return [clinicHeader, ...rows, ''].join('\n')
}

/** A shelter's file with the guests given. */
export function shelterFile(...guests: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<guests>\n${guests.join('\n')}\n</guests>\n`
}

/** Empties every table of this module. */
export async function emptyExtract(pool: pg.Pool): Promise<void> {
  await pool.query('truncate extract.feed, extract.source_record cascade')
}

/** A folder of a test's own with an inbox and a home; remove it when done. */
export interface Workplace {
  readonly inbox: string
  readonly home: string
  put(fileName: string, content: string | Buffer): string
  /** The names of all that was landed for a feed. */
  landed(feed: string): string[]
  /** Empties the inbox. */
  clear(): void
  remove(): void
}

/** Makes a {@link Workplace} under the system's temporary folder. */
export function makeWorkplace(): Workplace {
  const root = mkdtempSync(join(tmpdir(), 'kith-extract-'))
  const inbox = join(root, 'inbox')
  const home = join(root, 'home')
  mkdirSync(inbox)
  return {
    inbox,
    home,
    put(fileName, content) {
      const path = join(inbox, fileName)
      writeFileSync(path, content)
      return path
    },
    landed(feed) {
      try {
        return readdirSync(join(home, 'landed', feed))
      } catch {
        return []
      }
    },
    clear() {
      for (const name of readdirSync(inbox)) rmSync(join(inbox, name))
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
