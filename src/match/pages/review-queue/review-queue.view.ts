import { sayExplanation } from '#linkage'
import type { OpenReview } from '../../data/review.queries.ts'
import { byUsefulness, type Question, usefulness } from '../../review/usefulness.ts'
import { matchPaths, pairPath } from '../match.paths.ts'

/** What the queue is narrowed to; empty is everything. */
export interface QueueFilter {
  readonly source: string
  readonly kind: string
}

/** The queue as a page. */
export interface QueueModel {
  readonly title: string
  readonly total: number
  readonly shown: readonly QueueRow[]
  /** Waiting, and not on this page. */
  readonly notShown: number
  readonly sources: readonly Choice[]
  readonly kinds: readonly Choice[]
  readonly filter: QueueFilter
  readonly isFiltered: boolean
  readonly oldest: string
  readonly nextHref: string
  readonly done: Done | undefined
}

/** What was just answered, with the way to undo it. */
export interface Done {
  readonly words: string
  readonly undoHref: string
}

interface Choice {
  readonly value: string
  readonly text: string
  readonly selected: boolean
}

interface QueueRow {
  readonly href: string
  readonly sources: string
  readonly summary: string
  /** What else is to be known; undefined for most. */
  readonly kind: string | undefined
  readonly reasons: readonly string[]
  readonly waiting: string
  readonly claimed: string
  readonly isRestricted: boolean
}

/** So many are listed; the queue is worked through from the top. */
const perPage = 50

export const kindWords: Readonly<Record<OpenReview['kind'], string>> = {
  pair: 'The machine is not sure',
  doubt: 'Somebody doubts a join',
  'weak-link': 'One weak link holds a person together',
  sample: 'Clerical sample',
}

/** The questions that a filter lets through, the most useful first. */
export function inOrder(reviews: readonly OpenReview[], filter: QueueFilter): OpenReview[] {
  return reviews
    .filter(({ feedA, feedB }) => !filter.source || [feedA, feedB].includes(filter.source))
    .filter(({ kind }) => !filter.kind || kind === filter.kind)
    .toSorted(
      (a, b) => byUsefulness(questionOf(a), questionOf(b)) || (a.reviewId < b.reviewId ? -1 : 1),
    )
}

/**
 * The next question for a reviewer: the most useful that nobody else is looking at, of one's own claim
 * first.
 */
export function nextOf(
  reviews: readonly OpenReview[],
  filter: QueueFilter,
  accountId: string,
): OpenReview | undefined {
  const free = inOrder(reviews, filter).filter(
    ({ claimedBy }) => claimedBy === null || claimedBy === accountId,
  )
  return free.find(({ claimedBy }) => claimedBy === accountId) ?? free[0]
}

export function queueModel(
  reviews: readonly OpenReview[],
  filter: QueueFilter,
  names: ReadonlyMap<string, string>,
  done?: Done,
): QueueModel {
  const ordered = inOrder(reviews, filter)
  const sources = new Map(
    reviews.flatMap((r) => [
      [r.feedA, r.sourceA],
      [r.feedB, r.sourceB],
    ]) as [string, string][],
  )
  const kinds = (['pair', 'doubt', 'weak-link', 'sample'] as const).map(
    (kind) => [kind, kindWords[kind]] as const,
  )
  const oldest = Math.max(0, ...ordered.map(({ daysWaiting }) => daysWaiting))
  return {
    title: 'Review',
    total: ordered.length,
    shown: ordered.slice(0, perPage).map((review) => row(review, names)),
    notShown: Math.max(0, ordered.length - perPage),
    sources: choices('All sources', [...sources].toSorted(byText), filter.source),
    kinds: choices('All kinds', kinds, filter.kind),
    filter,
    isFiltered: filter.source !== '' || filter.kind !== '',
    oldest: daysWords(oldest),
    nextHref: matchPaths.next,
    done,
  }
}

const byText = (a: readonly [string, string], b: readonly [string, string]) =>
  a[1].localeCompare(b[1])

function choices(
  all: string,
  found: readonly (readonly [string, string])[],
  chosen: string,
): Choice[] {
  return [['', all] as const, ...found].map(([value, text]) => ({
    value,
    text,
    selected: value === chosen,
  }))
}

function row(review: OpenReview, names: ReadonlyMap<string, string>): QueueRow {
  const { sourceA, sourceB, explanation, claimedBy, kind, answers } = review
  return {
    href: pairPath(review.reviewId),
    sources: sourceA === sourceB ? `${sourceA}, twice` : `${sourceA} and ${sourceB}`,
    summary: explanation ? sayExplanation(explanation).summary : 'Not weighed yet',
    kind:
      answers > 0 ? 'One reviewer has answered' : kind === 'sample' ? kindWords.sample : undefined,
    reasons: usefulness(questionOf(review)).reasons,
    waiting: daysWords(review.daysWaiting),
    claimed:
      claimedBy === null ? 'Nobody' : (names.get(claimedBy) ?? 'Somebody whose account is gone'),
    isRestricted: review.isRestricted,
  }
}

export function daysWords(days: number): string {
  if (days === 0) return 'Less than a day'
  return days === 1 ? '1 day' : `${days} days`
}

function questionOf(review: OpenReview): Question {
  const { kind, riskKinds, records, daysWaiting, probability } = review
  return { kind, riskKinds, records, daysWaiting, probability: probability ?? undefined }
}
