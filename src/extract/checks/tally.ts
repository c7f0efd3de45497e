import { type Age, ageOn } from '#kernel'
import type { IncomingRecord } from '../mapping/compile-record.ts'
import { fieldBits } from '../mapping/field-bits.ts'
import type { RecordKind } from '../records.ts'

/** How many records of a kind there are, and in how many of them each field has a value. */
export interface KindCoverage {
  readonly records: number
  readonly fields: Readonly<Record<string, number>>
}

/** What a file was found to hold, for comparison with the last one. Counts only. */
export interface Coverage {
  readonly kinds: Readonly<Partial<Record<RecordKind, KindCoverage>>>
  /** Persons with a birth date, and those whose age is outside what was agreed. */
  readonly aged: number
  readonly outsideAges: number
}

/** The ages that an agreement covers, in whole years, on the day of the extract. */
export interface AgreedAges {
  readonly from: number
  readonly to: number
}

/** Counts records as they are read; adding one costs two additions. */
export class Tally {
  // By kind, how often each set of filled fields was met: there are few sets and many records.
  readonly #masks = new Map<RecordKind, Map<number, number>>()
  readonly #isOutside: ((bornOn: string) => boolean) | undefined
  #aged = 0
  #outside = 0

  constructor(ages: AgreedAges | undefined, extractOn: string) {
    this.#isOutside = ages && outsideReader(ages, extractOn)
  }

  add(record: IncomingRecord): void {
    if (record.content === undefined) return
    const masks = this.#masks.get(record.kind) ?? new Map<number, number>()
    if (masks.size === 0) this.#masks.set(record.kind, masks)
    masks.set(record.filled, (masks.get(record.filled) ?? 0) + 1)
    if (this.#isOutside === undefined || record.bornOn === undefined) return
    this.#aged += 1
    if (this.#isOutside(record.bornOn)) this.#outside += 1
  }

  coverage(): Coverage {
    const kinds = Object.fromEntries(
      [...this.#masks].map(([kind, masks]) => [kind, kindCoverage(kind, masks)]),
    )
    return { kinds, aged: this.#aged, outsideAges: this.#outside }
  }
}

function kindCoverage(kind: RecordKind, masks: ReadonlyMap<number, number>): KindCoverage {
  const fields: Record<string, number> = {}
  let records = 0
  for (const [mask, count] of masks) {
    records += count
    for (const [name, bit] of fieldBits(kind)) {
      if ((mask & bit) !== 0) fields[name] = (fields[name] ?? 0) + count
    }
  }
  return { records, fields }
}

function outsideReader({ from, to }: AgreedAges, extractOn: string): (bornOn: string) => boolean {
  // Dates repeat, and an age is worked out once for each.
  const known = new Map<string, boolean>()
  return (bornOn) => {
    const before = known.get(bornOn)
    if (before !== undefined) return before
    const isOutside = outside(ageOn(bornOn, extractOn), from, to)
    known.set(bornOn, isOutside)
    return isOutside
  }
}

function outside(age: Age, from: number, to: number): boolean {
  return age.kind === 'unborn' ? from > 0 : age.years < from || age.years > to
}
