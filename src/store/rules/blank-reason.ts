import type { BlankReason } from '../child-record.ts'

/** One source as it stands to one child and one attribute. */
export interface SourceStanding {
  readonly sourceName: string
  /** It gives such values at all. */
  readonly gives: boolean
  /** An agreement shares such values with the reader, whatever the source holds. */
  readonly isShared: boolean
  /** A record of it is joined to this child. */
  readonly holdsRecord: boolean
  /** Its last good extract is older than agreed, or none has come. */
  readonly isLate: boolean
}

/**
 * Why nothing can be shown for an attribute, and which sources that rests on. A source that knows
 * the child and holds nothing weighs more than one that has not been joined; a late one is named
 * before either, since its answer may have changed. What is not shared follows from the reader's rule
 * alone: it looks the same whether or not there is a value.
 */
export function blankReason(standings: readonly SourceStanding[]): {
  blank: BlankReason
  sources: readonly string[]
} {
  const all = standings.filter((s) => s.gives)
  const giving = all.filter((s) => s.isShared)
  const names = (which: readonly SourceStanding[]) => which.map((s) => s.sourceName).sort()
  if (all.length === 0) return { blank: 'not-asked', sources: names(standings) }
  if (giving.length === 0) return { blank: 'not-shared', sources: [] }
  const late = giving.filter((s) => s.isLate)
  if (late.length > 0) return { blank: 'feed-late', sources: names(late) }
  const holding = giving.filter((s) => s.holdsRecord)
  if (holding.length > 0) return { blank: 'none-recorded', sources: names(holding) }
  return { blank: 'not-matched', sources: names(giving) }
}
