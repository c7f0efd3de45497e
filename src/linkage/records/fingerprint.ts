import type { Model } from '../model/model.ts'
import type { Warning } from '../options.ts'
import type { Records } from './records.ts'

/** What data looked like when a model was trained on it: shares and counts, no value. */
export interface Fingerprint {
  records: number
  columns: { name: string; filled: number; distinct: number }[]
  /** Changes with any value of any record, not with their order. */
  digest: string
}

/** Takes the fingerprint of records. `hash` is one number for what each record holds. */
export function fingerprintOf(model: Model, records: Records, hash: Uint32Array): Fingerprint {
  let low = 0
  let high = 0
  for (const h of hash) {
    low = (low + h) >>> 0
    high = (high ^ Math.imul(h, 0x9e3779b1)) >>> 0
  }
  return {
    records: records.count,
    columns: model.columns.map(({ name }) => {
      const { counts, texts } = records.column({ kind: 'column', name }).dictionary
      return { name, filled: counts.reduce((a, b) => a + b, 0), distinct: texts.length }
    }),
    digest: low.toString(16).padStart(8, '0') + high.toString(16).padStart(8, '0'),
  }
}

/** Says where data is filled very differently from the data that parameters were trained on. */
export function warnOfOtherData(trained: Fingerprint | undefined, now: Fingerprint): Warning[] {
  if (trained === undefined || trained.records === 0 || now.records === 0) return []
  return now.columns.flatMap(({ name, filled }) => {
    const before = trained.columns.find((c) => c.name === name)
    if (!before) return []
    const [was, is] = [before.filled / trained.records, filled / now.records]
    if (Math.abs(was - is) < 0.2) return []
    const percent = (x: number) => `${Math.round(x * 100)}%`
    const message = `The column "${name}" was filled in ${percent(was)} of the records when the model was trained and is now in ${percent(is)}. Train the model again.`
    return [{ code: 'data-differs', message }]
  })
}
