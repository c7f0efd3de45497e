import type { IsoDate } from '#kernel'
import type { Agency } from '../errors.ts'
import type { TrueEvent } from '../people/life.ts'
import type { Population, TruePerson } from '../people/person.ts'
import type { Institutions } from '../places/institutions.ts'
import type { Random } from '../random.ts'
import type { Draws } from '../slips/draws.ts'
import type { Looked, Moment } from '../slips/moment.ts'

/** What an agency is given to make its records from. */
export interface AgencyContext {
  /** The agency's own stream. */
  random: Random
  population: Population
  /** The day of the first extract. */
  firstDay: IsoDate
}

/** One record that an agency keeps of one person, over all the nights. */
export interface AgencyRecord extends Looked {
  key: string
  person: TruePerson
  /** Whose name and birth date stand in it, where somebody gave another's. */
  as: TruePerson | undefined
  /** A parent or carer who is on record because of this child; undefined for who is in their own right. */
  because: TruePerson | undefined
  /** The day on which it is merged into another or erased; empty while it stands. */
  erasedOn: IsoDate | ''
  /** The agency's events about the person that were entered in this record, in order. */
  events: readonly TrueEvent[]
  draws: Draws
}

/** What a record may name beside its person. */
export interface Surroundings {
  institutions: Institutions
  /** The agency's own key of a person's first record, or empty. */
  keyOf(person: TruePerson): string
}

/** What a record looks like on a day. */
export interface RecordText {
  /** What each of its lines says of the person. */
  person: string
  /** One or more lines: of what they are (a pupil's place, an attendance) and what they say of it. */
  lines: readonly { id: string; text: string }[]
}

/** How the text of an agency's file is put together. */
export interface FileLayout {
  extension: 'csv' | 'txt' | 'xml'
  encoding: 'utf-8' | 'windows-1252'
  head(day: IsoDate): string
  /** One line of a record; `status` says new, changed or deleted where the extract is a delta. */
  line(record: { person: string; text: string }, status: 'N' | 'C' | 'D'): string
  foot: string
}

/** An agency: whom it keeps, how a record of it looks, and how its file is laid out. */
export interface AgencyPlan {
  agency: Agency
  /** What it sends after the first extract, which is always a full one. */
  extract: 'full' | 'delta'
  layout: FileLayout
  records(context: AgencyContext): AgencyRecord[]
  /** Undefined where the record is not in the extract of that day. */
  textOf(record: AgencyRecord, moment: Moment, around: Surroundings): RecordText | undefined
}
