import { join } from 'node:path'
import type { IsoDate } from '#kernel'
import { agencyPlans } from '../agencies/index.ts'
import { type Agency, agencies } from '../errors.ts'
import { csvLine } from '../formats/csv.ts'
import type { Population } from '../people/person.ts'
import type { Institutions } from '../places/institutions.ts'
import type { Random } from '../random.ts'
import type { ErrorTallies } from '../slips/ledger.ts'
import { nightsOf } from './schedule.ts'
import { openSink } from './text-sink.ts'
import { type RecordTruth, type WrittenFile, writeAgency } from './write-agency.ts'

/** What one agency's first extract holds, and what it sent in all. */
export interface AgencyCounts {
  /** The first extract, relative to the output folder. */
  file: string
  /** Records of persons in the first extract. */
  records: number
  /** Different true persons among them and those of the nights after. */
  people: number
  /** Files in all, the first one too, and their size in bytes. */
  files: number
  bytes: number
  /** Chances and hits of each error among the records. */
  errors: ErrorTallies
}

/** Everything that the agencies sent. */
export interface WrittenNights {
  agencies: Record<Agency, AgencyCounts>
  /** Files relative to the output folder. */
  files: string[]
  records: RecordTruth[]
}

/**
 * Writes every agency's first full extract and the extracts of so many nights after into a folder of
 * its own, and `nights.csv`, which says what was sent when and when it arrives.
 */
export async function writeNights(options: {
  random: Random
  population: Population
  institutions: Institutions
  firstDay: IsoDate
  nights: number
  out: string
  onAgency?: (agency: Agency) => void
}): Promise<WrittenNights> {
  const { random, population, institutions, firstDay, nights, out } = options
  const counts = {} as Record<Agency, AgencyCounts>
  const files: WrittenFile[] = []
  const records: RecordTruth[] = []
  for (const agency of agencies) {
    options.onAgency?.(agency)
    const plan = agencyPlans[agency]
    const context = {
      random: random.fork(`agency/${agency}`),
      population,
      institutions,
      firstDay,
    }
    const schedule = nightsOf(agency, plan.extract, firstDay, nights)
    const written = await writeAgency(plan, context, schedule, out)
    files.push(...written.files)
    for (const record of written.records) records.push(record)
    counts[agency] = {
      file: written.files[0]?.file ?? '',
      records: written.firstRecords,
      people: new Set(written.records.map(({ person }) => person)).size,
      files: written.files.length,
      bytes: written.files.reduce((sum, { bytes }) => sum + bytes, 0),
      errors: written.tallies,
    }
  }
  await writeArrivals(out, files)
  return { agencies: counts, files: [...files.map(({ file }) => file), arrivalsFile], records }
}

/** What was sent when, and when it arrives; beside the agencies' folders. */
export const arrivalsFile = 'nights.csv'

async function writeArrivals(out: string, files: readonly WrittenFile[]): Promise<void> {
  const style = { lineEnd: '\n', quotesAll: false } as const
  const sink = await openSink(join(out, arrivalsFile), 'utf-8')
  await sink.write(csvLine(['agency', 'extract_on', 'extract', 'file', 'arrives_on'], style))
  for (const { agency, night, file } of files) {
    await sink.write(csvLine([agency, night.day, night.extract, file, night.arrivesOn], style))
  }
  await sink.end()
}
