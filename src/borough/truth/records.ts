import type { RecordTruth } from '../nights/write-agency.ts'
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

/**
 * Everything that is or was wrong with a record: one row for each kind and time. `from` is empty where
 * it stood when the record was first sent, `to` while it stands.
 */
export function errorsFile(records: readonly RecordTruth[]): TruthFile {
  return {
    name: 'errors.csv',
    columns: ['agency', 'source_key', 'error', 'from', 'to'],
    *rows() {
      for (const { agency, key, errors } of records) {
        for (const { kind, from, to } of errors) yield [agency, key, kind, from, to]
      }
    },
  }
}
