import type { IsoDate } from '#kernel'
import type { Agency, ErrorKind } from '../errors.ts'
import type { Population, TruePerson } from '../people/person.ts'
import type { Institutions } from '../places/institutions.ts'
import type { Random } from '../random.ts'
import { type Keeps, type KnownPerson, knowPerson } from '../slips/known-person.ts'
import type { ErrorLedger } from '../slips/ledger.ts'

/** What an agency is given to write its extract from. */
export interface AgencyContext {
  random: Random
  ledger: ErrorLedger
  population: Population
  institutions: Institutions
  asOf: IsoDate
}

/** The truth about one record: whose it is, and what is wrong with it. */
export interface RecordTruth {
  agency: Agency
  key: string
  person: TruePerson
  errors: ErrorKind[]
}

/** An agency's extract: the file's text and the truth about each of its records. */
export interface AgencyExtract {
  agency: Agency
  extension: 'csv' | 'xml'
  text: string
  records: RecordTruth[]
}

/** One record on its way into a file. */
export interface Entry<Row> {
  key: string
  row: Row
  truth: RecordTruth
}

/** How an agency turns people into records. */
export interface EntryPlan<Row> {
  agency: Agency
  people: readonly TruePerson[]
  keeps: Keeps
  key: () => string
  row: (person: TruePerson, known: KnownPerson, key: string) => Row
}

/**
 * The records of an agency, sorted by key so that the order of a file says nothing about who belongs
 * together. Some people get a second record, which mostly lacks the identifier that would have found
 * the first.
 */
export function makeEntries<Row>(context: AgencyContext, plan: EntryPlan<Row>): Entry<Row>[] {
  const { ledger, random, asOf } = context
  const entries: Entry<Row>[] = []
  function add(person: TruePerson, keeps: Keeps): void {
    const key = plan.key()
    const known = knowPerson(random, ledger, person, asOf, keeps)
    const row = plan.row(person, known, key)
    entries.push({
      key,
      row,
      truth: { agency: plan.agency, key, person, errors: ledger.errors() },
    })
  }
  for (const person of plan.people) {
    ledger.begin()
    const isDoubled = ledger.roll('duplicate')
    if (isDoubled) ledger.begin()
    add(person, plan.keeps)
    if (!isDoubled) continue
    ledger.begin()
    ledger.note('duplicate')
    const keepsNumbers = random.chance(0.3)
    if (!keepsNumbers && plan.keeps.nhsNumber && person.nhsNumber !== '') ledger.note('nhs-missing')
    if (!keepsNumbers && plan.keeps.upn && person.upn !== '') ledger.note('upn-missing')
    add(person, {
      ...plan.keeps,
      nhsNumber: plan.keeps.nhsNumber && keepsNumbers,
      upn: plan.keeps.upn && keepsNumbers,
    })
  }
  return entries.sort((one, other) => (one.key < other.key ? -1 : 1))
}

/** Hands out keys of a prefix and so many digits, each once, in no order. */
export function createKeys(random: Random, prefix: string, digits: number): () => string {
  const used = new Set<number>()
  const low = 10 ** (digits - 1)
  return () => {
    for (;;) {
      const number = random.between(low, low * 10 - 1)
      if (used.has(number)) continue
      used.add(number)
      return `${prefix}${number}`
    }
  }
}
