import type { KnownReference, TrailEvent } from '../../data/reference.queries.ts'
import { type ReasonKey, reasons } from '../../review/settle.ts'
import { trailPath } from '../match.paths.ts'
import { momentWords } from '../match.words.ts'

/** What became of a reference, as a page. */
export interface TrailModel {
  readonly title: string
  readonly reference: string
  readonly now: string
  readonly leadsToHref: string | undefined
  readonly people: readonly string[]
  readonly rows: readonly { at: string; what: string; why: string }[]
}

export function trailModel(known: KnownReference, events: readonly TrailEvent[]): TrailModel {
  const { reference, leadsTo, givenAt } = known
  const isFormer = leadsTo !== reference
  return {
    title: `What became of ${reference}`,
    reference,
    now: isFormer
      ? `${reference} is a former Child ID. It leads to ${leadsTo}.`
      : `${reference} is in use.`,
    leadsToHref: isFormer ? trailPath(leadsTo) : undefined,
    people: [...new Set([reference, leadsTo])],
    rows: [
      ...events.map((event) => ({
        at: momentWords(event.at),
        what: whatWords(event),
        why: whyWords(event),
      })),
      {
        at: momentWords(givenAt),
        what: `${reference} was given.`,
        why: 'A record came that was of nobody known.',
      },
    ],
  }
}

/** One event as a sentence. */
export function whatWords({ kind, reference, other, records }: TrailEvent): string {
  const count = records === 1 ? 'one record' : `${records} records`
  switch (kind) {
    case 'joined-to':
      return `${reference} was joined to ${other}, and leads there.`
    case 'split-from':
      return `${reference} was given to ${count} that had stood under ${other}.`
    case 'back':
      return `${reference} has ${count} again that had been joined to ${other}.`
    case 'moved-from':
      return `${count.charAt(0).toUpperCase()}${count.slice(1)} moved from ${other} to ${reference}.`
  }
}

/** Why it happened, as a sentence. */
export function whyWords({ kind, because, reason }: TrailEvent): string {
  const said = reason === null ? '' : ` Reason: ${reasons[reason as ReasonKey] ?? reason}.`
  if (because === 'undone') return 'A reviewer’s decision that they are the same was undone.'
  if (because === 'decision') {
    return kind === 'joined-to'
      ? `Reviewers decided that they are the same.${said}`
      : `Reviewers decided that they are not the same.${said}`
  }
  return kind === 'joined-to'
    ? 'The records agree so far that the matching holds them to be one.'
    : 'The sources’ records have changed, and no longer agree so far.'
}
