import { formatDate } from '#kernel'
import type { SourceCoverage } from '#store'
import { inWords } from '../words/lists.ts'

/** What one source holds, as a row of the panel "What each service holds". */
export interface HoldingRow {
  readonly source: string
  readonly organisation: string
  readonly holds: string
  readonly asOf: string
  /** Said in words, with colour only beside them. */
  readonly isLate: boolean
}

/** Every source, those that hold a record first; one that holds none is listed too. */
export function holdingRows(sources: readonly SourceCoverage[]): HoldingRow[] {
  return [...sources]
    .sort((a, b) => Number(b.holdsRecord) - Number(a.holdsRecord))
    .map((source) => ({
      source: source.sourceName,
      organisation: source.organisation,
      holds: holdsWords(source),
      asOf: source.asOf === undefined ? 'No extract has come yet' : formatDate(source.asOf),
      isLate: source.isLate,
    }))
}

/**
 * What the reader must know before trusting a blank: which sources are late. Undefined when none is.
 */
export function lateNotice(sources: readonly SourceCoverage[]): string | undefined {
  const late = sources.filter(({ isLate }) => isLate).map(({ sourceName }) => sourceName)
  if (late.length === 0) return undefined
  const [is, their] = late.length === 1 ? ['is', 'its'] : ['are', 'their']
  return `${inWords(late)} ${is} late in sending ${their} records, so newer facts may be missing from this page.`
}

function holdsWords({ isShared, holdsRecord, asOf, isLate }: SourceCoverage): string {
  if (!isShared) return 'Not shared with you'
  if (holdsRecord) return 'Holds a record'
  if (asOf === undefined || isLate) return 'Cannot judge: no record matched, and the source is late'
  return 'No record matched'
}
