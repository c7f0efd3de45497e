import { formatDate } from '#kernel'
import type { AnswerKind, AnswerRow } from '../../data/answer.queries.ts'
import type { ExceptionRow, RoundRow } from '../../data/exception.queries.ts'
import type { ReportRow } from '../../data/report.queries.ts'
import type { RuleBook } from '../../rules/rule-book.ts'
import { exceptionPath, listPath, sourcePath } from '../cleanse.paths.ts'
import { causeOf, kindWords, ruleOf, stateColours, stateWords } from '../words.ts'
import type { AnswerForm, FormError } from './answer.form.ts'

/** One exception with all that has become of it. */
export interface ExceptionModel {
  readonly title: string
  readonly feed: string
  readonly sourceName: string
  readonly sourceHref: string
  readonly listHref: string
  readonly facts: readonly { readonly key: string; readonly value: string }[]
  readonly state: { readonly text: string; readonly colour: string }
  readonly whatToDo: string
  readonly cause: { readonly title: string; readonly process: string }
  readonly history: readonly { readonly when: string; readonly what: string }[]
  readonly reports: readonly {
    readonly what: string
    readonly note: string
    readonly when: string
  }[]
  /** Undefined where the reader may not answer, or it is closed. */
  readonly form: AnswerFormModel | undefined
  readonly undoAction: string | undefined
  readonly saved: string | undefined
  readonly errors: readonly FormError[]
}

export interface AnswerFormModel extends AnswerForm {
  readonly action: string
  readonly errorFor: Readonly<Partial<Record<keyof AnswerForm, string>>>
}

const answerWords: Readonly<Record<AnswerKind, string>> = {
  repaired: 'Answered: repaired in the source',
  'not-an-error': 'Answered: not an error',
  'cannot-repair': 'Answered: cannot be repaired',
}

/** What the page is made from. */
export interface ExceptionFacts {
  readonly exception: ExceptionRow
  readonly rounds: readonly RoundRow[]
  readonly answers: readonly AnswerRow[]
  readonly reports: readonly ReportRow[]
  readonly mayAnswer: boolean
  readonly form: AnswerForm
  readonly errors: readonly FormError[]
  readonly saved?: string | undefined
}

export function exceptionModel(facts: ExceptionFacts, book: RuleBook): ExceptionModel {
  const { exception, answers, mayAnswer, errors } = facts
  const { title, whatToDo, severity } = ruleOf(book, exception.rule)
  const path = exceptionPath(exception.exceptionKey)
  const isOpen = exception.state !== 'closed'
  const stands = answers.some(({ undoneAt }) => undoneAt === null)
  return {
    title,
    feed: exception.feed,
    sourceName: exception.sourceName,
    sourceHref: sourcePath(exception.feed),
    listHref: listPath(exception.feed),
    facts: [
      { key: 'What is wrong', value: exception.detail },
      { key: 'Kind of record', value: kindWords(exception.recordKind) },
      { key: 'Record key', value: exception.recordKey },
      { key: 'How grave', value: severity },
      { key: 'Open since', value: formatDate(exception.openedOn) },
    ],
    state: { text: stateWords[exception.state], colour: stateColours[exception.state] },
    whatToDo,
    cause: causeOf(book, exception.cause),
    history: historyOf(facts),
    reports: facts.reports.map(({ what, note, reportedAt }) => ({
      what,
      note: note ?? 'No more was said.',
      when: moment(reportedAt),
    })),
    form:
      mayAnswer && isOpen
        ? {
            ...facts.form,
            action: `${path}/answer`,
            errorFor: Object.fromEntries(errors.map(({ field, text }) => [field, text])),
          }
        : undefined,
    undoAction: mayAnswer && isOpen && stands ? `${path}/undo` : undefined,
    saved: facts.saved,
    errors,
  }
}

/** What happened to it, the first thing first. */
function historyOf({ rounds, answers }: ExceptionFacts): ExceptionModel['history'] {
  const lines = rounds.flatMap(({ round, openedOn, closedOn }) => [
    {
      at: `${openedOn}T00`,
      when: formatDate(openedOn),
      what: round === 1 ? 'Found' : 'Found again: the error has come back',
    },
    ...(closedOn
      ? [
          {
            at: `${closedOn}T01`,
            when: formatDate(closedOn),
            what: 'Closed: the extract no longer shows it',
          },
        ]
      : []),
  ])
  const said = answers.flatMap(({ answer, reason, minutes, by, answeredAt, undoneAt }) => {
    const took = minutes === null ? '' : ` It took ${minutes} minutes.`
    const why = reason === null ? '' : ` “${reason}”`
    const undone = undoneAt
      ? [{ at: undoneAt.toISOString(), when: moment(undoneAt), what: 'Answer taken back' }]
      : []
    const what = `${answerWords[answer]}, by ${by}.${why}${took}`
    return [{ at: answeredAt.toISOString(), when: moment(answeredAt), what }, ...undone]
  })
  return [...lines, ...said]
    .sort((a, b) => a.at.localeCompare(b.at))
    .map(({ when, what }) => ({ when, what }))
}

/** `2 January 2026 at 02:00`, London time. */
function moment(date: Date): string {
  const zone = { timeZone: 'Europe/London' } as const
  const day = date.toLocaleDateString('en-GB', { ...zone, dateStyle: 'long' })
  return `${day} at ${date.toLocaleTimeString('en-GB', { ...zone, timeStyle: 'short' })}`
}
