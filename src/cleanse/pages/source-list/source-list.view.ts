import type { SourceCount } from '../../data/exception.queries.ts'
import { sourcePath } from '../cleanse.paths.ts'

/** The sources with what waits in each. */
export interface SourceListModel {
  readonly title: string
  readonly sources: readonly SourceLine[]
  readonly links: readonly { readonly text: string; readonly href: string; readonly hint: string }[]
}

export interface SourceLine {
  readonly sourceName: string
  readonly organisation: string
  /** Undefined where the reader sees the counts alone. */
  readonly href: string | undefined
  readonly toDo: string
  readonly stillWrong: string
  readonly waiting: string
  readonly setAside: string
}

/** One's own sources first, then by name. */
export function sourceListModel(
  counts: readonly SourceCount[],
  maySee: (organisation: string) => boolean,
  links: SourceListModel['links'],
): SourceListModel {
  const isOwn = ({ organisation }: SourceCount) => (maySee(organisation) ? 0 : 1)
  const sorted = [...counts].sort(
    (a, b) => isOwn(a) - isOwn(b) || a.sourceName.localeCompare(b.sourceName),
  )
  return {
    title: 'Data quality',
    links,
    sources: sorted.map((count) => ({
      sourceName: count.sourceName,
      organisation: count.organisation,
      href: maySee(count.organisation) ? sourcePath(count.feed) : undefined,
      toDo: words(count.toDo),
      stillWrong: words(count.stillWrong),
      waiting: words(count.waiting),
      setAside: words(count.setAside),
    })),
  }
}

function words(count: number): string {
  return count === 0 ? 'None' : count.toLocaleString('en-GB')
}
