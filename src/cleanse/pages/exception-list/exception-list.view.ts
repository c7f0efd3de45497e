import { formatDate } from '#kernel'
import type { ExceptionRow, SourceCount } from '../../data/exception.queries.ts'
import type { RuleBook } from '../../rules/rule-book.ts'
import {
  downloadPath,
  exceptionPath,
  type ListQuery,
  listPath,
  sourcePath,
} from '../cleanse.paths.ts'
import { causeOf, kindWords, ruleOf, stateColours, stateWords } from '../words.ts'
import type { ListFilter } from './list-filter.ts'

/** How many rows a page shows; the file has them all. */
export const rowsPerPage = 50

/** A source's exceptions that match, one page of them. */
export interface ExceptionListModel {
  readonly title: string
  readonly feed: string
  readonly sourceName: string
  readonly sourceHref: string
  readonly action: string
  readonly count: string
  readonly rows: readonly ExceptionLine[]
  readonly downloadHref: string
  /** What to do, where one rule is chosen. */
  readonly whatToDo: string | undefined
  readonly filters: readonly FilterSelect[]
  readonly recordKey: string
  readonly pages: Paging | undefined
}

export interface ExceptionLine {
  readonly recordKey: string
  readonly href: string
  readonly kind: string
  readonly ruleTitle: string
  readonly detail: string
  readonly since: string
  readonly state: { readonly text: string; readonly colour: string }
  /** `3 times`; undefined for one that has opened once. */
  readonly times: string | undefined
}

export interface FilterSelect {
  readonly name: string
  readonly label: string
  readonly items: readonly {
    readonly value: string
    readonly text: string
    readonly selected: boolean
  }[]
}

export interface Paging {
  readonly previous: string | undefined
  readonly next: string | undefined
  readonly words: string
}

export function exceptionListModel(
  source: SourceCount,
  filter: ListFilter,
  found: { readonly rows: readonly ExceptionRow[]; readonly count: number },
  book: RuleBook,
): ExceptionListModel {
  const { feed, sourceName } = source
  const query = queryOf(filter)
  return {
    title: `${sourceName}: exceptions`,
    feed,
    sourceName,
    sourceHref: sourcePath(feed),
    action: listPath(feed),
    count: found.count.toLocaleString('en-GB'),
    rows: found.rows.map((row) => lineOf(row, book)),
    downloadHref: downloadPath(feed, query),
    whatToDo: filter.rule && ruleOf(book, filter.rule).whatToDo,
    filters: selects(filter, book),
    recordKey: filter.record ?? '',
    pages: pagingOf(feed, filter, found.count),
  }
}

function lineOf(row: ExceptionRow, book: RuleBook): ExceptionLine {
  return {
    recordKey: row.recordKey,
    href: exceptionPath(row.exceptionKey),
    kind: kindWords(row.recordKind),
    ruleTitle: ruleOf(book, row.rule).title,
    detail: row.detail,
    since: formatDate(row.openedOn),
    state: { text: stateWords[row.state], colour: stateColours[row.state] },
    times: row.round > 1 ? `${row.round} times` : undefined,
  }
}

function selects(filter: ListFilter, book: RuleBook): FilterSelect[] {
  const any = (text: string, chosen: string | undefined) => ({ value: '', text, selected: !chosen })
  const option = (value: string, text: string, chosen: string | undefined) => ({
    value,
    text,
    selected: value === chosen,
  })
  return [
    {
      name: 'state',
      label: 'Where it stands',
      items: [
        any('To do', filter.state),
        ...(['waiting', 'not-an-error', 'cannot-repair', 'closed'] as const).map((state) =>
          option(state, stateWords[state], filter.state),
        ),
      ],
    },
    {
      name: 'rule',
      label: 'What is wrong',
      items: [
        any('Anything', filter.rule),
        ...book.rules
          .filter(({ rule }) => rule !== 'restricted-elsewhere')
          .map(({ rule, title }) => option(rule, title, filter.rule)),
      ],
    },
    {
      name: 'cause',
      label: 'How it got in',
      items: [
        any('Any way', filter.cause),
        ...Object.keys(book.causes).map((cause) =>
          option(cause, causeOf(book, cause).title, filter.cause),
        ),
      ],
    },
  ]
}

function queryOf({ page: _page, ...filter }: ListFilter): ListQuery {
  return filter
}

function pagingOf(feed: string, filter: ListFilter, count: number): Paging | undefined {
  const last = Math.max(1, Math.ceil(count / rowsPerPage))
  if (last === 1) return undefined
  const page = Math.min(filter.page, last)
  const to = (at: number) =>
    at < 1 || at > last ? undefined : listPath(feed, { ...queryOf(filter), page: String(at) })
  return { previous: to(page - 1), next: to(page + 1), words: `Page ${page} of ${last}` }
}
