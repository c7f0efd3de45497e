import { normaliseName, normaliseNhsNumber, normaliseUpn } from '#kernel'
import type { Blank, Compared, OtherSourced, Provenance } from '../child-record.ts'
import type { SourceRow, ValueRow } from '../data/child.queries.ts'
import { blankReason } from './blank-reason.ts'
import { kindOfField } from './grant-key.ts'
import { saysNothing } from './says-nothing.ts'

/** Tells where a row comes from. */
export type Locate = (row: { readonly feed: string; readonly recordedOn: string }) => Provenance

/** Where rows come from, by what is known of their sources. */
export function provenanceFrom(sources: readonly SourceRow[]): Locate {
  const known = new Map(sources.map((source) => [source.feed, source]))
  return ({ feed, recordedOn }) => {
    const source = known.get(feed)
    return {
      feed,
      sourceName: source?.sourceName ?? feed,
      asOf: source?.asOf ?? recordedOn,
      recordedOn,
    }
  }
}

/** Why a person has nothing of an attribute or a kind of record, by which sources give such a thing. */
export function blankFor(attribute: string, sources: readonly SourceRow[]): Blank {
  return blankReason(
    sources.map((source) => ({
      ...source,
      gives: source.attributes.includes(attribute),
      isShared: source.sharedKinds.has(kindOfField(attribute)),
    })),
  )
}

/**
 * The best candidate of an attribute, with what other sources have instead; or the reason for there
 * being none. A source that has the same in another writing, or that says it does not know, does not
 * disagree.
 *
 * @param candidates of this attribute, best first
 */
export function sourcedValue(
  attribute: string,
  candidates: readonly ValueRow[],
  sources: readonly SourceRow[],
): Compared {
  const provenance = provenanceFrom(sources)
  const [best, ...rest] = candidates.flatMap((row) => {
    const value = row.content['value']
    return value === undefined ? [] : [{ value, row, from: provenance(row) }]
  })
  if (best === undefined) return blankFor(attribute, sources)
  const same = sameWriting[attribute] ?? ((value: string) => value.toLowerCase())
  const seen = new Set<string>()
  const others = rest.flatMap(({ value, row, from }): OtherSourced[] => {
    const key = `${row.feed} ${same(value)}`
    const isUnsaid = saysNothing(attribute, value) || row.content['certainty'] === 'placeholder'
    if (same(value) === same(best.value) || isUnsaid || seen.has(key)) return []
    seen.add(key)
    return [{ value, from }]
  })
  return { value: best.value, from: best.from, others }
}

/** What is left of a value when its writing is taken away, where that is more than capitals. */
const sameWriting: Readonly<Record<string, (value: string) => string>> = {
  nhsNumber: normaliseNhsNumber,
  upn: normaliseUpn,
  gpPractice: normaliseName,
}
