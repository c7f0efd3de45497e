import type { FeedStatus } from '../../data/status.queries.ts'
import { uploadPath } from '../extract.paths.ts'

/** A source as its card shows it. */
export interface SourceCard {
  readonly feed: string
  readonly sourceName: string
  readonly organisation: string
  readonly tag: { readonly text: string; readonly colour: string }
  readonly rows: readonly { readonly key: string; readonly value: string }[]
  readonly refused: { readonly why: string; readonly on: string } | undefined
  readonly warnings: readonly string[]
  /** Where a file is sent in; undefined where the reader may not. */
  readonly uploadHref: string | undefined
}

export interface SourceListModel {
  readonly sources: readonly SourceCard[]
}

/** The page's model: what is refused first, then what is late, then the rest by name. */
export function sourceListModel(
  feeds: readonly FeedStatus[],
  mayUpload: (organisation: string) => boolean,
): SourceListModel {
  const urgency = ({ refused, isLate }: FeedStatus) => (refused ? 0 : isLate ? 1 : 2)
  const sorted = [...feeds].sort(
    (a, b) => urgency(a) - urgency(b) || a.sourceName.localeCompare(b.sourceName),
  )
  return { sources: sorted.map((status) => cardOf(status, mayUpload(status.organisation))) }
}

function cardOf(status: FeedStatus, mayUpload: boolean): SourceCard {
  const { lastExtractAt, nextExpectedAt, refused, goneUnexplained } = status
  const rows = [
    {
      key: 'Last good extract',
      value: lastExtractAt ? `${moment(lastExtractAt)}, ${status.lastFileName}` : 'None yet',
    },
    {
      key: 'Next expected',
      value: `${nextExpectedAt ? moment(nextExpectedAt) : 'No day is fixed'}${status.sent ? ` (${status.sent})` : ''}`,
    },
    { key: 'Persons in force', value: status.personsInForce.toLocaleString('en-GB') },
  ]
  if (goneUnexplained > 0) {
    const words = `${goneUnexplained.toLocaleString('en-GB')}, whereabouts masked until the owner says why`
    rows.push({ key: 'Gone without a reason', value: words })
  }
  return {
    feed: status.feed,
    sourceName: status.sourceName,
    organisation: status.organisation,
    tag: tagOf(status),
    rows,
    refused: refused && { why: refused.why, on: moment(refused.at) },
    warnings: status.warnings,
    uploadHref: mayUpload ? uploadPath(status.feed) : undefined,
  }
}

function tagOf({ refused, isLate, lastExtractAt }: FeedStatus): SourceCard['tag'] {
  if (refused) return { text: 'Refused', colour: 'red' }
  if (lastExtractAt === undefined) return { text: 'Nothing yet', colour: 'grey' }
  return isLate ? { text: 'Late', colour: 'yellow' } : { text: 'In time', colour: 'green' }
}

/** `2 January 2026 at 02:00`, London time. */
function moment(date: Date): string {
  const zone = { timeZone: 'Europe/London' } as const
  const day = date.toLocaleDateString('en-GB', { ...zone, dateStyle: 'long' })
  return `${day} at ${date.toLocaleTimeString('en-GB', { ...zone, timeStyle: 'short' })}`
}
