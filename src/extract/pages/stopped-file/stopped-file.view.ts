import type { StoppedFile } from '../../data/let-through.queries.ts'
import type { Feed } from '../../feeds/read-feeds.ts'
import { extractPaths, stoppedPath } from '../extract.paths.ts'
import { londonMoment } from '../london-moment.ts'

/** Everything that the page about a stopped file prints. */
export interface StoppedFileModel {
  readonly feed: string
  readonly sourceName: string
  readonly fileName: string
  readonly stoppedAt: string
  readonly stops: readonly string[]
  /** No longer this file's turn: shown, and nothing can be done about it. */
  readonly isOver: boolean
  /** Undefined where nobody has let it through, or where their word has been used. */
  readonly letThrough: { readonly reason: string; readonly at: string } | undefined
  readonly action: string
  readonly withdrawAction: string
  readonly listHref: string
  /** The reason as it was typed, for the access log. */
  readonly reason: string
  readonly error: string | undefined
}

/** The page's model. */
export function stoppedFileModel(
  feed: Pick<Feed, 'feed' | 'source'>,
  file: StoppedFile,
  error?: string,
): StoppedFileModel {
  const action = stoppedPath(feed.feed, file.loadId)
  return {
    feed: feed.feed,
    sourceName: feed.source,
    fileName: file.fileName,
    stoppedAt: londonMoment(file.refusedAt),
    stops: file.stops,
    isOver: file.isOver,
    letThrough: file.letThrough && {
      reason: file.letThrough.reason,
      at: londonMoment(file.letThrough.at),
    },
    action,
    withdrawAction: `${action}/withdraw`,
    listHref: extractPaths.sources,
    reason: '',
    error,
  }
}
