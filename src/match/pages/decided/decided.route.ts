import { accountNames } from '#access'
import { definePage } from '#platform/web'
import { type GivenAnswer, givenAnswers } from '../../data/review.queries.ts'
import { answerWords, type ReasonKey, reasons } from '../../review/settle.ts'
import { matchEvents } from '../match.audit.ts'
import { matchPaths, pairPath } from '../match.paths.ts'
import type { MatchPermission } from '../match.permissions.ts'
import { momentWords } from '../match.words.ts'
import { reviewerOf } from '../match-settings.ts'

interface DecidedModel {
  readonly title: string
  readonly rows: readonly DecidedRow[]
  readonly isCut: boolean
}

interface DecidedRow {
  readonly href: string
  readonly sources: string
  readonly answer: string
  readonly reason: string
  readonly by: string
  readonly at: string
  readonly state: string
  /** Where the answer can be undone; undefined where it has been. */
  readonly undoHref: string | undefined
}

const most = 200

/** What reviewers have answered, the newest first, each with the way to undo it. */
export const decidedPage = definePage<DecidedModel, MatchPermission>({
  method: 'GET',
  path: matchPaths.decided,
  permission: 'match.review.decide',
  audit: { event: matchEvents.decidedListed, people: () => [] },
  async handle(context) {
    const { db } = context.database
    const given = await givenAnswers(db, reviewerOf(context), { limit: most + 1 })
    const names = await accountNames(
      db,
      given.map(({ account }) => account),
    )
    return {
      template: 'decided/decided.njk',
      model: {
        title: 'What has been decided',
        rows: given.slice(0, most).map((answer) => row(answer, names)),
        isCut: given.length > most,
      },
    }
  },
})

function row(given: GivenAnswer, names: ReadonlyMap<string, string>): DecidedRow {
  const { reviewId, sourceA, sourceB, answer, reason, words, undoneAt, outcome } = given
  const why = reasons[reason as ReasonKey] ?? reason
  return {
    href: pairPath(reviewId),
    sources: sourceA === sourceB ? `${sourceA}, twice` : `${sourceA} and ${sourceB}`,
    answer: answerWords[answer],
    reason: words === null ? why : `${why}: ${words}`,
    by: names.get(given.account) ?? 'An account that is gone',
    at: momentWords(given.answeredAt),
    state:
      undoneAt !== null
        ? `Undone ${momentWords(undoneAt)}`
        : outcome === null
          ? 'Waits for another reviewer'
          : 'Stands',
    undoHref: undoneAt === null ? `${pairPath(reviewId)}/undo` : undefined,
  }
}
