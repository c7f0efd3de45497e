import type { FeedStatus } from '../../data/status.queries.ts'
import { gonePath, stoppedPath, uploadPath } from '../extract.paths.ts'
import type { ExtractPermission } from '../extract.permissions.ts'
import { londonMoment } from '../london-moment.ts'

/** A source as its card shows it. */
export interface SourceCard {
  readonly feed: string
  readonly sourceName: string
  readonly organisation: string
  readonly tag: { readonly text: string; readonly colour: string }
  readonly rows: readonly { readonly key: string; readonly value: string }[]
  readonly refused: { readonly why: string; readonly on: string } | undefined
  /** Files that a check has stopped; a link only for those who may let them through. */
  readonly stopped: readonly StoppedLine[]
  readonly warnings: readonly string[]
  /** Where a file is sent in; undefined where the reader may not. */
  readonly uploadHref: string | undefined
  /** Where it is said why people are gone; undefined where the reader may not, or nobody ever was. */
  readonly goneHref: string | undefined
}

/** A file that a check has stopped. */
export interface StoppedLine {
  readonly fileName: string
  readonly state: string
  readonly href: string | undefined
}

export interface SourceListModel {
  readonly sources: readonly SourceCard[]
}

/** Whether the reader may do something about an organisation's sources. */
type May = (permission: ExtractPermission, organisation: string) => boolean

/** The page's model: what is refused first, then what is late, then the rest by name. */
export function sourceListModel(
  feeds: readonly FeedStatus[],
  now: Date,
  may: May,
): SourceListModel {
  const urgency = ({ refused, isLate }: FeedStatus) => (refused ? 0 : isLate ? 1 : 2)
  const sorted = [...feeds].sort(
    (a, b) => urgency(a) - urgency(b) || a.sourceName.localeCompare(b.sourceName),
  )
  return { sources: sorted.map((status) => cardOf(status, now, may)) }
}

function cardOf(status: FeedStatus, now: Date, may: May): SourceCard {
  const { feed, organisation, refused, stopped } = status
  const mayLetThrough = may('extract.file.let-through', organisation)
  return {
    feed,
    sourceName: status.sourceName,
    organisation,
    tag: tagOf(status),
    rows: rowsOf(status, now),
    refused: refused && { why: refused.why, on: londonMoment(refused.at) },
    stopped: stopped.map(({ fileName, loadId, letThrough }) => ({
      fileName,
      state: letThrough ? 'let through; the next run takes it' : 'waits for a decision',
      href: mayLetThrough ? stoppedPath(feed, loadId) : undefined,
    })),
    warnings: status.warnings,
    uploadHref: may('extract.file.upload', organisation) ? uploadPath(feed) : undefined,
    goneHref:
      may('extract.gone.explain', organisation) && status.lastExtractAt
        ? gonePath(feed)
        : undefined,
  }
}

function rowsOf(status: FeedStatus, now: Date): SourceCard['rows'] {
  const { lastExtractAt, nextExpectedAt, goneUnexplained } = status
  const sent = status.sent ? ` (${status.sent})` : ''
  const isOverdue = nextExpectedAt !== undefined && nextExpectedAt < now
  const rows = [
    {
      key: 'Last good extract',
      value: lastExtractAt ? `${londonMoment(lastExtractAt)}, ${status.lastFileName}` : 'None yet',
    },
    {
      key: isOverdue ? 'Was expected' : 'Next expected',
      value: `${nextExpectedAt ? londonMoment(nextExpectedAt) : 'No day is fixed'}${sent}`,
    },
    { key: 'Persons in force', value: status.personsInForce.toLocaleString('en-GB') },
  ]
  if (goneUnexplained > 0) {
    const words = `${goneUnexplained.toLocaleString('en-GB')}, whereabouts masked until the owner says why`
    rows.push({ key: 'Gone without a reason', value: words })
  }
  return rows
}

function tagOf({ refused, isLate, lastExtractAt }: FeedStatus): SourceCard['tag'] {
  if (refused) return { text: 'Refused', colour: 'red' }
  if (lastExtractAt === undefined) return { text: 'Nothing yet', colour: 'grey' }
  return isLate ? { text: 'Late', colour: 'yellow' } : { text: 'In time', colour: 'green' }
}
