import type { RecordTruth } from '../agencies/agency.ts'
import type { TruthFile } from './truth-file.ts'

/** Which true person each record of each agency is. */
export function recordsFile(records: readonly RecordTruth[]): TruthFile {
  return {
    name: 'records.csv',
    columns: ['agency', 'source_key', 'person_id'],
    *rows() {
      for (const { agency, key, person } of records) yield [agency, key, person.id]
    },
  }
}

/** Every planted error: one row for each kind and record. */
export function errorsFile(records: readonly RecordTruth[]): TruthFile {
  return {
    name: 'errors.csv',
    columns: ['agency', 'source_key', 'error'],
    *rows() {
      for (const { agency, key, errors } of records) {
        for (const error of errors) yield [agency, key, error]
      }
    },
  }
}
