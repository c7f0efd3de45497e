import { contentSchemas, type RecordKind } from '../records.ts'

/** A bit for each field of a record kind, so that the filled ones of a record fit in one number. */
export function fieldBits(kind: RecordKind): ReadonlyMap<string, number> {
  return new Map(Object.keys(contentSchemas[kind].shape).map((name, at) => [name, 2 ** at]))
}
