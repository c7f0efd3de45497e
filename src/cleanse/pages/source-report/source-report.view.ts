import { formatDate } from '#kernel'
import type { ExceptionGroup, ExceptionState, SourceCount } from '../../data/exception.queries.ts'
import type { Every, RuleBook } from '../../rules/rule-book.ts'
import { downloadPath, exceptionPath, listPath, sourcePath } from '../cleanse.paths.ts'
import type { SourceOwner } from '../cleanse-parts.ts'
import { causeOf, ruleOf, stateWords } from '../words.ts'

/** What is wrong in one source, by how it likely got in. */
export interface SourceReportModel {
  readonly title: string
  readonly feed: string
  readonly sourceName: string
  readonly organisation: string
  readonly owner: string
  readonly steward: string
  readonly toDo: string
  readonly causes: readonly CauseSection[]
  readonly others: readonly {
    readonly text: string
    readonly href: string
    readonly count: string
  }[]
  readonly allHref: string
  readonly downloadHref: string
  readonly schedule: ScheduleForm | undefined
  readonly saved: boolean
}

/** One likely cause, with the rules that found it at work. */
export interface CauseSection {
  readonly cause: string
  readonly title: string
  /** What to change, so that the errors stop coming. */
  readonly process: string
  readonly count: string
  readonly groups: readonly GroupLine[]
}

export interface GroupLine {
  readonly title: string
  readonly href: string
  readonly count: string
  readonly example: { readonly key: string; readonly href: string; readonly detail: string }
  readonly oldest: string
  /** Said where most came on one day: a load, not many hands. */
  readonly burst: string | undefined
}

export interface ScheduleForm {
  readonly action: string
  readonly choices: readonly {
    readonly value: Every
    readonly text: string
    readonly checked: boolean
  }[]
}

const everyWords: Readonly<Record<Every, string>> = {
  day: 'Every day on which something is new',
  week: 'Every week',
  month: 'Every month',
  never: 'Never',
}

/** From so many on, a group that mostly opened on one day is told as a load's. */
const burstFrom = 20

/** @param every how often the steward is mailed; undefined where the reader may not choose */
export function sourceReportModel(
  source: SourceCount,
  groups: readonly ExceptionGroup[],
  book: RuleBook,
  more: {
    readonly owner: SourceOwner | undefined
    readonly every: Every | undefined
    readonly saved: boolean
  },
): SourceReportModel {
  const { feed } = source
  const work = groups.filter(({ state }) => state === 'to-do' || state === 'still-wrong')
  return {
    title: source.sourceName,
    feed,
    sourceName: source.sourceName,
    organisation: source.organisation,
    owner: contactWords(more.owner?.owner),
    steward: contactWords(more.owner?.steward),
    toDo: source.toDo.toLocaleString('en-GB'),
    causes: causeSections(feed, work, book),
    others: (['waiting', 'not-an-error', 'cannot-repair'] as const).map((state) => ({
      text: stateWords[state],
      href: listPath(feed, { state }),
      count: sumOf(groups.filter((group) => group.state === state)),
    })),
    allHref: listPath(feed),
    downloadHref: downloadPath(feed),
    schedule: more.every && scheduleForm(feed, more.every),
    saved: more.saved,
  }
}

function causeSections(
  feed: string,
  work: readonly ExceptionGroup[],
  book: RuleBook,
): CauseSection[] {
  const byCause = Map.groupBy(work, ({ cause }) => cause)
  return [...byCause]
    .map(([cause, groups]) => ({ cause, groups, total: total(groups) }))
    .sort((a, b) => b.total - a.total)
    .map(({ cause, groups }) => ({
      cause,
      ...causeOf(book, cause),
      count: sumOf(groups),
      groups: mergeStates(groups).map((group) => groupLine(feed, group, book)),
    }))
}

/** Still wrong and to do are one group of work. */
function mergeStates(groups: readonly ExceptionGroup[]): ExceptionGroup[] {
  const merged = Map.groupBy(groups, ({ rule, aspect }) => `${rule} ${aspect}`)
  return [...merged.values()]
    .flatMap((parts) => {
      const [first] = [...parts].sort((a, b) => b.count - a.count)
      return first ? [{ ...first, count: total(parts) }] : []
    })
    .sort((a, b) => b.count - a.count)
}

function groupLine(feed: string, group: ExceptionGroup, book: RuleBook): GroupLine {
  const { rule, cause, aspect, count, peakCount } = group
  const isBurst = peakCount >= burstFrom && peakCount > count / 2
  return {
    title: ruleOf(book, rule).title,
    href: listPath(feed, { rule, cause, aspect: aspect || undefined }),
    count: count.toLocaleString('en-GB'),
    example: {
      key: group.exampleRecord,
      href: exceptionPath(group.exampleKey),
      detail: group.exampleDetail,
    },
    oldest: formatDate(group.oldestOn),
    burst: isBurst
      ? `${peakCount.toLocaleString('en-GB')} of them came on ${formatDate(group.peakOn)}: look at that day’s extract first.`
      : undefined,
  }
}

function scheduleForm(feed: string, every: Every): ScheduleForm {
  return {
    action: `${sourcePath(feed)}/schedule`,
    choices: (Object.keys(everyWords) as Every[]).map((value) => ({
      value,
      text: everyWords[value],
      checked: value === every,
    })),
  }
}

function contactWords(contact: { role: string; email: string } | undefined): string {
  return contact ? `${contact.role}, ${contact.email}` : 'Not named in the source’s definition'
}

function total(groups: readonly { readonly count: number }[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0)
}

function sumOf(
  groups: readonly { readonly count: number; readonly state?: ExceptionState }[],
): string {
  return total(groups).toLocaleString('en-GB')
}
