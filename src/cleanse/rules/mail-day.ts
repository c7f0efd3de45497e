import { addDays, addMonths, type IsoDate } from '#kernel'
import type { Every } from './rule-book.ts'

/** Whether a source's list is to be mailed on a day, given when it last was. */
export function isMailDay(every: Every, lastSentOn: IsoDate | undefined, today: IsoDate): boolean {
  if (every === 'never') return false
  if (lastSentOn === undefined) return true
  if (every === 'day') return lastSentOn < today
  return (every === 'week' ? addDays(lastSentOn, 7) : addMonths(lastSentOn, 1)) <= today
}

/** What a mail says of a source: counts, and nothing of a person. */
export interface MailFacts {
  readonly sourceName: string
  readonly toDo: number
  readonly stillWrong: number
  readonly opened: number
  readonly closed: number
  /** Where the list is read and downloaded after signing in. */
  readonly href: string
}

/** The mail's subject and text. */
export function exceptionMail(facts: MailFacts): { subject: string; text: string } {
  const { sourceName, toDo, stillWrong, opened, closed, href } = facts
  const lines = [
    `What is wrong in the records of ${sourceName}:`,
    `- ${plural(toDo, 'exception is', 'exceptions are')} to do`,
    ...(stillWrong > 0
      ? [
          `- ${plural(stillWrong, 'of them was', 'of them were')} answered as repaired and the extract still has the error`,
        ]
      : []),
    `- ${opened.toLocaleString('en-GB')} new since the last mail`,
    `- ${closed.toLocaleString('en-GB')} closed since then, because the extract showed the repair`,
    '',
    'The list, with what to do and as a spreadsheet file, after signing in:',
    href,
    '',
    'There you also choose how often this mail comes.',
  ]
  return {
    subject: `Kith: ${toDo.toLocaleString('en-GB')} to do in ${sourceName}`,
    text: lines.join('\n'),
  }
}

function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}
