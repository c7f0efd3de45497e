import type { ShownErrors } from '#access'
import type { Breach, BreachReader } from '../../data/breach.queries.ts'
import { breachPath, trailPath } from '../match.paths.ts'
import { momentWords } from '../match.words.ts'

export const riskWords = {
  unlikely: 'Unlikely to be a risk to anybody',
  risk: 'A risk to somebody’s rights and freedoms',
  high: 'A high risk: somebody may come to harm',
} as const

export const decisionWords = {
  'not-reported': 'Do not report it; keep it in the record of breaches',
  reported: 'Report it to the Information Commissioner',
  'reported-and-told': 'Report it, and tell the people whom the records are about',
} as const

/** The list of assessments. */
export interface BreachListModel {
  readonly title: string
  readonly open: readonly BreachRow[]
  readonly decided: readonly BreachRow[]
  readonly people: readonly string[]
}

interface BreachRow {
  readonly href: string
  readonly reference: string
  readonly readers: number
  readonly when: string
  readonly state: string
  readonly isLate: boolean
}

export function breachListModel(breaches: readonly Breach[], now: Date): BreachListModel {
  const row = (breach: Breach): BreachRow => ({
    href: breachPath(breach.breachId),
    reference: breach.reference,
    readers: breach.readers,
    when: momentWords(breach.openedAt),
    state: breach.decision === null ? dueWords(breach.dueAt, now) : decisionWords[breach.decision],
    isLate: breach.decision === null && breach.dueAt < now,
  })
  return {
    title: 'Breaches',
    open: breaches.filter(({ decidedAt }) => decidedAt === null).map(row),
    decided: breaches.filter(({ decidedAt }) => decidedAt !== null).map(row),
    people: [...new Set(breaches.map(({ reference }) => reference))],
  }
}

/** Until when it must be decided, and whether that has passed. */
export function dueWords(due: Date, now: Date): string {
  const hours = Math.floor((due.getTime() - now.getTime()) / 3_600_000)
  if (hours < 0) return `Late: it was due ${momentWords(due)}`
  return `Decide by ${momentWords(due)}: ${hours === 1 ? '1 hour' : `${hours} hours`} left`
}

/** One assessment as a page. */
export interface BreachModel extends ShownErrors {
  readonly title: string
  readonly people: readonly string[]
  readonly happened: readonly string[]
  readonly trailHref: string
  readonly due: string
  readonly isLate: boolean
  readonly readers: readonly ReaderRow[]
  readonly action: string
  readonly risks: readonly Option[]
  readonly decisions: readonly Option[]
  readonly reasons: string
  /** What was decided; undefined while it is open. */
  readonly decided:
    | {
        readonly risk: string
        readonly decision: string
        readonly reasons: string
        readonly by: string
      }
    | undefined
}

interface ReaderRow {
  readonly who: string
  readonly looks: number
  readonly when: string
  readonly what: string
  readonly told: string
}

interface Option {
  readonly value: string
  readonly text: string
  readonly checked: boolean
}

export type ReaderOfBreach = Omit<BreachReader, 'isTold'> & { readonly toldAt: Date | null }

/** What a breach's page is made of. */
export interface BreachParts {
  readonly breach: Breach
  readonly readers: readonly ReaderOfBreach[]
  readonly names: ReadonlyMap<string, string>
  readonly now: Date
  readonly typed?: { readonly risk: string; readonly decision: string; readonly reasons: string }
  readonly problems?: ShownErrors
}

export function breachModel(parts: BreachParts): BreachModel {
  const { breach, readers, names, now, typed } = parts
  const { reference, otherReference, risk, decision, decidedBy, decidedAt } = breach
  return {
    title: `Breach: ${reference}`,
    people: [reference, otherReference],
    happened: happenedWords(breach),
    trailHref: trailPath(reference),
    due: dueWords(breach.dueAt, now),
    isLate: decision === null && breach.dueAt < now,
    readers: readers.map((reader) => readerRow(reader, names)),
    action: breachPath(breach.breachId),
    risks: options(riskWords, typed?.risk),
    decisions: options(decisionWords, typed?.decision),
    reasons: typed?.reasons ?? '',
    decided:
      risk === null || decision === null || decidedAt === null
        ? undefined
        : {
            risk: riskWords[risk],
            decision: decisionWords[decision],
            reasons: breach.reasons ?? '',
            by: `${names.get(decidedBy ?? '') ?? 'An account that is gone'}, ${momentWords(decidedAt)}`,
          },
    errors: [],
    error: {},
    ...parts.problems,
  }
}

const causes = {
  decision: 'Reviewers decided that they are not of the same child.',
  undone: 'A reviewer’s decision that they are of the same child was undone.',
  matching: 'The sources’ records have changed, so that they no longer agree.',
} as const

function happenedWords(breach: Breach): string[] {
  const { reference, otherReference, records, because, wrongSince, openedAt } = breach
  const count = records === 1 ? 'One record' : `${records} records`
  return [
    `${count} stood under ${reference} that ${records === 1 ? 'is' : 'are'} now under ${otherReference}.`,
    `They stood there from ${momentWords(wrongSince)} until the run that found it; this was opened ${momentWords(openedAt)}.`,
    causes[because],
  ]
}

/** What somebody did who was shown a record, by the events' names in the log. */
export function didWords(events: readonly string[]): string {
  const has = (pattern: RegExp) => events.some((event) => pattern.test(event))
  const did = [
    has(/search/) && 'found in a search',
    has(/^view\.(?!.*search)/) && 'opened the record',
    has(/export|download|trace/) && 'took it away in a file',
    has(/^match\.review/) && 'reviewed the records',
    has(/^(front-door|cases)\./) && 'decided on the child',
  ].filter((words) => words !== false)
  const text = did.length > 0 ? did.join(', ') : 'was shown the record'
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function readerRow(reader: ReaderOfBreach, names: ReadonlyMap<string, string>): ReaderRow {
  const { account, organisation, looks, firstAt, lastAt, toldAt } = reader
  const name = names.get(account) ?? 'An account that is gone'
  return {
    who: organisation === null ? name : `${name}, ${organisation}`,
    looks,
    when: looks === 1 ? momentWords(firstAt) : `${momentWords(firstAt)} to ${momentWords(lastAt)}`,
    what: didWords(reader.events),
    told: toldAt === null ? 'Not told: the account is closed' : momentWords(toldAt),
  }
}

function options(words: Readonly<Record<string, string>>, chosen = ''): Option[] {
  return Object.entries(words).map(([value, text]) => ({ value, text, checked: value === chosen }))
}
