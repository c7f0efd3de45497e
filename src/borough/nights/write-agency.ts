import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgencyContext, AgencyPlan, FileLayout, Surroundings } from '../agencies/agency.ts'
import type { Agency } from '../errors.ts'
import type { TruePerson } from '../people/person.ts'
import type { Institutions } from '../places/institutions.ts'
import { type ErrorTallies, noTallies, type RecordError } from '../slips/ledger.ts'
import { bringTo, newState, type RecordState } from './record-state.ts'
import { fileNameOf, type Night } from './schedule.ts'
import { openSink } from './text-sink.ts'

/** The truth about one record: whose it is, and what is or was wrong with it. */
export interface RecordTruth {
  agency: Agency
  key: string
  person: TruePerson
  errors: readonly RecordError[]
}

/** One file that was written. */
export interface WrittenFile {
  agency: Agency
  night: Night
  /** Relative to the output folder. */
  file: string
  bytes: number
  lines: number
}

/** All of an agency's extracts. */
export interface WrittenAgency {
  files: WrittenFile[]
  /** Every record that was in an extract. */
  records: RecordTruth[]
  /** Records in the first extract. */
  firstRecords: number
  tallies: ErrorTallies
}

/**
 * Writes an agency's first full extract and those of the nights after. Each record is looked at
 * anew only on days on which it may look otherwise; files are written as streams, so memory holds
 * one agency's records and their last lines.
 */
export async function writeAgency(
  plan: AgencyPlan,
  context: AgencyContext & { institutions: Institutions },
  nights: readonly Night[],
  out: string,
): Promise<WrittenAgency> {
  const { agency, layout } = plan
  const records = plan.records(context)
  const keys = new Map<TruePerson, string>()
  for (const { person, key, isDuplicate } of records) if (!isDuplicate) keys.set(person, key)
  const around: Surroundings = {
    institutions: context.institutions,
    keyOf: (person) => keys.get(person) ?? '',
  }
  const states = records.map(newState)
  const written: WrittenAgency = { files: [], records: [], firstRecords: 0, tallies: noTallies() }
  for (const night of nights) {
    const name = `${agency}/${fileNameOf(agency, plan.extract, night, layout.extension)}`
    const sink = await openSink(join(out, name), layout.encoding)
    await sink.write(layout.head(night.day))
    let lines = 0
    for (const state of states) {
      const before = state.text
      const isLooked = bringTo(state, night.day, plan, around, written.tallies)
      if (night.extract === 'delta' && !isLooked) continue
      const texts = night.extract === 'full' ? allOf(layout, state) : changes(layout, state, before)
      for (const text of texts) await sink.write(text)
      lines += texts.length
      if (texts.length > 0) state.wasSent = true
    }
    await sink.write(layout.foot)
    const bytes = await sink.end()
    if (lines === 0 && night.extract === 'full') {
      // A system with nobody in it sends nothing, and its reader would take an empty file for a fault.
      await rm(join(out, name))
      continue
    }
    written.files.push({ agency, night, file: name, bytes, lines })
    if (written.files.length === 1) written.firstRecords = countSent(states)
  }
  written.records = states.flatMap(({ record, wasSent, errors }) =>
    wasSent
      ? [{ agency, key: record.key, person: record.person, errors: errors?.all() ?? [] }]
      : [],
  )
  return written
}

function countSent(states: readonly RecordState[]): number {
  return states.filter(({ wasSent }) => wasSent).length
}

function allOf(layout: FileLayout, { text }: RecordState): string[] {
  if (text === undefined) return []
  const { person, lines } = text
  return lines.map((line) => layout.line({ person, text: line.text }, 'N'))
}

/**
 * What a delta says of a record that was looked at anew: its new and changed lines; where only the
 * person changed, the last line again; where it was erased, that.
 */
function changes(layout: FileLayout, { text }: RecordState, before: RecordState['text']): string[] {
  const last = (of: NonNullable<RecordState['text']>) => of.lines.at(-1)?.text ?? ''
  if (text === undefined) {
    if (before === undefined) return []
    return [layout.line({ person: before.person, text: last(before) }, 'D')]
  }
  const { person } = text
  if (before === undefined)
    return text.lines.map((line) => layout.line({ person, text: line.text }, 'N'))
  const old = new Map(before.lines.map((line) => [line.id, line.text]))
  const changed = text.lines.flatMap((line) => {
    const was = old.get(line.id)
    if (was === line.text) return []
    return [layout.line({ person, text: line.text }, was === undefined ? 'N' : 'C')]
  })
  if (changed.length > 0 || before.person === person) return changed
  return [layout.line({ person, text: last(text) }, 'C')]
}
