import { formatDate } from '#kernel'
import { drawWaterfall, type ExplanationWords, sayExplanation } from '#linkage'
import { drawnMarkup } from '#platform/web'
import type { HeldRecord, ReviewFaces, SideRecord } from '../../data/review.queries.ts'
import { answerWords, type ReviewAnswer, reasons } from '../../review/settle.ts'
import { matchPaths, pairPath, trailPath } from '../match.paths.ts'
import type { Done, QueueFilter } from '../review-queue/review-queue.view.ts'
import { kindWords } from '../review-queue/review-queue.view.ts'
import { type ComparedRow, compareRecords, whereaboutsLabels } from './compare-records.ts'

/** One question, on one screen. */
export interface PairModel {
  readonly title: string
  readonly kind: string
  /** The references of everybody whose records are shown, for the access log. */
  readonly people: readonly string[]
  readonly sides: readonly [Side, Side]
  readonly both: readonly string[]
  readonly rows: readonly ComparedRow[]
  readonly hidesWhereabouts: boolean
  readonly evidence: (ExplanationWords & { readonly waterfall: unknown }) | undefined
  readonly because: string | undefined
  readonly answers: readonly Option[]
  readonly reasons: readonly Option[]
  readonly answerHref: string
  readonly queueHref: string
  readonly filter: QueueFilter
  readonly claimedBy: string | undefined
  /** Said in place of the form where it has been answered. */
  readonly settled: string | undefined
  readonly isRestricted: boolean
  readonly done: Done | undefined
  readonly typed: { readonly answer: string; readonly reason: string; readonly words: string }
  readonly needed: number
  readonly errors: readonly { readonly text: string; readonly href: string }[]
  readonly error: Readonly<Record<string, { readonly text: string }>>
}

interface Side {
  readonly name: 'A' | 'B'
  readonly reference: string
  readonly trailHref: string | undefined
  readonly records: readonly string[]
}

interface Option {
  readonly value: string
  readonly text: string
  readonly checked: boolean
}

/** What a pair's page is made of. */
export interface PairParts {
  readonly review: ReviewFaces
  readonly sides: readonly SideRecord[]
  readonly held: readonly HeldRecord[]
  readonly filter: QueueFilter
  readonly claimedBy: string | undefined
  readonly done: Done | undefined
  readonly needed: number
  /** Whereabouts of one of the two are masked for this reader. */
  readonly hidesWhereabouts: boolean
  readonly typed?: PairModel['typed']
  readonly problems?: Pick<PairModel, 'errors' | 'error'>
}

const nothingTyped = { answer: '', reason: '', words: '' }

export function pairModel(parts: PairParts): PairModel {
  const { review, sides, held, filter, needed } = parts
  const typed = parts.typed ?? nothingTyped
  return {
    title: `Are these the same child? ${review.sourceA} and ${review.sourceB}`,
    kind: kindWords[review.kind],
    people: [...new Set([review.referenceA, review.referenceB].filter((one) => one !== null))],
    sides: [side('A', review.referenceA, sides, held), side('B', review.referenceB, sides, held)],
    both: recordWords('both', sides, held),
    rows: compareRecords(sides, held).filter(
      ({ label }) => !parts.hidesWhereabouts || !whereaboutsLabels.has(label),
    ),
    hidesWhereabouts: parts.hidesWhereabouts,
    evidence: evidenceOf(review),
    because: review.openedBecause ?? undefined,
    answers: options(Object.entries(answerWords), typed.answer),
    reasons: options(Object.entries(reasons), typed.reason),
    answerHref: `${pairPath(review.reviewId)}/answer`,
    queueHref: matchPaths.queue,
    filter,
    claimedBy: parts.claimedBy,
    settled: settledWords(review.outcome),
    isRestricted: review.isRestricted,
    done: parts.done,
    typed,
    needed,
    errors: [],
    error: {},
    ...parts.problems,
  }
}

function settledWords(outcome: ReviewAnswer | 'gone' | null): string | undefined {
  if (outcome === null) return undefined
  if (outcome === 'gone') return 'The question no longer arises: the sources’ records have changed.'
  return `This has been answered: ${answerWords[outcome].toLowerCase()}.`
}

function evidenceOf({ explanation, reviewId }: ReviewFaces): PairModel['evidence'] {
  if (explanation === null) return undefined
  const waterfall = drawnMarkup(drawWaterfall(explanation, { id: `w${reviewId.slice(0, 8)}` }))
  return { ...sayExplanation(explanation), waterfall }
}

function side(
  name: 'A' | 'B',
  reference: string | null,
  sides: readonly SideRecord[],
  held: readonly HeldRecord[],
): Side {
  return {
    name,
    reference: reference ?? 'No Child ID yet',
    trailHref: reference === null ? undefined : trailPath(reference),
    records: recordWords(name === 'A' ? 'a' : 'b', sides, held),
  }
}

function recordWords(
  of: SideRecord['side'],
  sides: readonly SideRecord[],
  held: readonly HeldRecord[],
): string[] {
  return sides
    .filter(({ side }) => side === of)
    .map(({ feed, personKey }) => {
      const record = held.find((one) => one.feed === feed && one.personKey === personKey)
      if (record === undefined) return `A record that its source no longer sends (${feed})`
      return `${record.sourceName}, as of ${formatDate(record.asOf)}`
    })
}

function options(entries: readonly (readonly [string, string])[], chosen: string): Option[] {
  return entries.map(([value, text]) => ({ value, text, checked: value === chosen }))
}
