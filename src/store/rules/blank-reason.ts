import type { BlankReason } from '../child-record.ts'

/** One source as it stands to one child and one attribute. */
export interface SourceStanding {
  readonly sourceName: string
  /** It gives such values at all. */
  readonly gives: boolean
  /** A record of it is joined to this child. */
  readonly holdsRecord: boolean
  /** Its last good extract is older than agreed, or none has come. */
  readonly isLate: boolean
}

/**
 * Why nothing can be shown for an attribute, and which sources that rests on. A source that knows
 * the child and holds nothing weighs more than one that has not been joined; a late one is named
 * before either, since its answer may have changed.
 */
export function blankReason(standings: readonly SourceStanding[]): {
  blank: BlankReason
  sources: readonly string[]
} {
  const giving = standings.filter((s) => s.gives)
  const names = (which: readonly SourceStanding[]) => which.map((s) => s.sourceName).sort()
  if (giving.length === 0) return { blank: 'not-asked', sources: names(standings) }
  const late = giving.filter((s) => s.isLate)
  if (late.length > 0) return { blank: 'feed-late', sources: names(late) }
  const holding = giving.filter((s) => s.holdsRecord)
  if (holding.length > 0) return { blank: 'none-recorded', sources: names(holding) }
  return { blank: 'not-matched', sources: names(giving) }
}
