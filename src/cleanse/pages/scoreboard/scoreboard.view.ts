import type { SourceScore } from '../../data/scoreboard.queries.ts'
import type { RuleBook } from '../../rules/rule-book.ts'

/** A source's row. */
export interface ScoreLine {
  readonly feed: string
  readonly sourceName: string
  readonly open: string
  readonly opened: string
  readonly closed: string
  readonly age: string
  readonly oldest: string
  readonly repair: string
  readonly returned: string
  readonly saved: string
  readonly spent: string
}

/** How many of a rule were found and closed in a source. */
export interface RuleCount {
  readonly feed: string
  readonly rule: string
  readonly opened: number
  readonly closed: number
}

/** What checking by hand that a repair has arrived would take. */
const checkMinutes = 2

/**
 * The scoreboard's rows. Time saved is an estimate: what finding each error by hand would have taken, by
 * the rule book, and two minutes for each proof of repair that nobody had to look for. Time spent is
 * what stewards said, carried over to the answers without a word about it.
 */
export function scoreLines(
  scores: readonly SourceScore[],
  counts: readonly RuleCount[],
  book: RuleBook,
): ScoreLine[] {
  return scores.map((score) => ({
    feed: score.feed,
    sourceName: score.sourceName,
    open: score.open.toLocaleString('en-GB'),
    opened: score.opened.toLocaleString('en-GB'),
    closed: score.closed.toLocaleString('en-GB'),
    age: days(score.medianDays),
    oldest: days(score.oldestDays),
    repair: days(score.medianRepairDays),
    returned: score.returned.toLocaleString('en-GB'),
    saved: hours(
      minutesSaved(
        counts.filter(({ feed }) => feed === score.feed),
        book,
      ),
    ),
    spent: spentWords(score),
  }))
}

/** Minutes that finding and checking by hand would have taken, for what has closed. */
export function minutesSaved(counts: readonly RuleCount[], book: RuleBook): number {
  return counts.reduce((sum, { rule, closed }) => {
    const find = book.rules.find((one) => one.rule === rule)?.findMinutes ?? 0
    return sum + closed * (find + checkMinutes)
  }, 0)
}

function spentWords({ minutesSaid, answersTimed, answers }: SourceScore): string {
  if (answers === 0) return 'No answers yet'
  if (answersTimed === 0) return `Not said in ${answers.toLocaleString('en-GB')} answers`
  const all = (minutesSaid / answersTimed) * answers
  return `${hours(all)}, of ${answersTimed} of ${answers} answers`
}

function days(count: number | null): string {
  if (count === null) return 'None'
  return count === 1 ? '1 day' : `${count.toLocaleString('en-GB')} days`
}

function hours(minutes: number): string {
  if (minutes < 60) return `${Math.round(minutes)} minutes`
  return `${(minutes / 60).toLocaleString('en-GB', { maximumFractionDigits: 1 })} hours`
}
