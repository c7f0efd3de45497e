import type { ExceptionState } from '../data/exception.queries.ts'
import type { Cause, RuleBook } from '../rules/rule-book.ts'

/** Where an exception stands, in words. */
export const stateWords: Readonly<Record<ExceptionState, string>> = {
  'to-do': 'To do',
  'still-wrong': 'Still wrong after a repair',
  waiting: 'Waiting for the next extract',
  'not-an-error': 'Not an error',
  'cannot-repair': 'Cannot be repaired',
  closed: 'Closed: the extract no longer shows it',
}

export const stateColours: Readonly<Record<ExceptionState, string>> = {
  'to-do': 'blue',
  'still-wrong': 'red',
  waiting: 'yellow',
  'not-an-error': 'grey',
  'cannot-repair': 'grey',
  closed: 'green',
}

const kindNames: Readonly<Record<string, string>> = {
  person: 'Person',
  address: 'Address',
  relationship: 'Relationship',
  involvement: 'Service',
  indicator: 'Indicator',
  event: 'Event',
  feed: 'The extract',
}

/** `Service` for an involvement, as a steward calls it. */
export function kindWords(kind: string): string {
  return kindNames[kind] ?? kind
}

const severityNames = { high: 'High', medium: 'Medium', low: 'Low' } as const

/** A rule's words; one that is not in force any more is called by its key. */
export function ruleOf(
  book: RuleBook,
  rule: string,
): { readonly title: string; readonly whatToDo: string; readonly severity: string } {
  const found = book.rules.find((one) => one.rule === rule)
  return found
    ? { ...found, severity: severityNames[found.severity] }
    : { title: rule, whatToDo: 'This is no longer looked for.', severity: 'None' }
}

/** A cause's words. */
export function causeOf(book: RuleBook, cause: string): Cause {
  return book.causes[cause] ?? { title: cause, process: '' }
}
