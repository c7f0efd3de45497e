import { formatDate, formatNhsNumber } from '#kernel'
import type { HeldRecord, SideRecord } from '../../data/review.queries.ts'

/** One value of one side, with every source that holds it so. */
export interface ComparedValue {
  /** The text in parts; those in which it differs from the other side are marked. */
  readonly parts: readonly { readonly text: string; readonly isDifferent: boolean }[]
  /** `Social care, as of 21 November 2026`. */
  readonly sources: readonly string[]
}

/** One line of the comparison: what is compared, both sides, and how they stand to each other. */
export interface ComparedRow {
  readonly label: string
  readonly a: readonly ComparedValue[]
  readonly b: readonly ComparedValue[]
  readonly mark: Mark
}

/** Said in words; colour only goes beside them. */
export type Mark = 'Same' | 'Partly the same' | 'Different' | 'On one side only'

interface Told {
  readonly label: string
  readonly text: string
}

/** The lines in their order; others are not shown. */
const labels = [
  'First name',
  'Family name',
  'Other names',
  'Date of birth',
  'Due date',
  'Date of death',
  'Sex',
  'NHS number',
  'Unique pupil number (UPN)',
  'Unique learner number (ULN)',
  'GP practice',
  'Address',
  'Earlier address',
  'Parents, carers and others',
  'School',
  'Services',
  'Statuses',
] as const

/** Lines that say where somebody is, or lead there. */
export const whereaboutsLabels: ReadonlySet<string> = new Set<(typeof labels)[number]>([
  'Unique pupil number (UPN)',
  'GP practice',
  'Address',
  'Earlier address',
  'Parents, carers and others',
  'School',
  'Services',
])

type Label = (typeof labels)[number]

/** The two sides line by line. What neither side has is left out; what only one has is said. */
export function compareRecords(
  sides: readonly SideRecord[],
  held: readonly HeldRecord[],
): ComparedRow[] {
  const of = (side: 'a' | 'b') => gather(held.filter((record) => isOn(sides, record, side)))
  const [a, b] = [of('a'), of('b')]
  return labels.flatMap((label) => {
    const [left, right] = [a.get(label) ?? new Map(), b.get(label) ?? new Map()]
    if (left.size + right.size === 0) return []
    return [compareLine(label, left, right)]
  })
}

function isOn(sides: readonly SideRecord[], record: HeldRecord, side: 'a' | 'b'): boolean {
  return sides.some(
    (one) => one.side === side && one.feed === record.feed && one.personKey === record.personKey,
  )
}

type Values = ReadonlyMap<string, readonly string[]>

function compareLine(label: Label, a: Values, b: Values): ComparedRow {
  const shared = [...a.keys()].filter((text) => hasLike(b, text))
  const mark: Mark =
    a.size === 0 || b.size === 0
      ? 'On one side only'
      : shared.length === 0
        ? 'Different'
        : shared.length === a.size && shared.length === b.size
          ? 'Same'
          : 'Partly the same'
  const show = (own: Values, other: Values): ComparedValue[] =>
    [...own].map(([text, sources]) => ({
      parts: hasLike(other, text) || other.size === 0 ? plain(text) : marked(text, other),
      sources,
    }))
  return { label, a: show(a, b), b: show(b, a), mark }
}

const plain = (text: string) => [{ text, isDifferent: false }]
const alike = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()

function hasLike(values: Values, text: string): boolean {
  return [...values.keys()].some((other) => alike(other) === alike(text))
}

/** Marks what differs from the other side's nearest value: all but the beginning and end in common. */
function marked(text: string, others: Values): ComparedValue['parts'] {
  const middles = [...others.keys()].map((other) => differingPart(text, other))
  const [from, to] = middles.reduce((best, one) =>
    one[1] - one[0] < best[1] - best[0] ? one : best,
  )
  return [
    { text: text.slice(0, from), isDifferent: false },
    { text: text.slice(from, to), isDifferent: true },
    { text: text.slice(to), isDifferent: false },
  ].filter((part) => part.text !== '')
}

function differingPart(text: string, other: string): [number, number] {
  let from = 0
  while (from < text.length && text[from] === other[from]) from += 1
  let end = 0
  const most = Math.min(text.length, other.length) - from
  while (end < most && text.at(-1 - end) === other.at(-1 - end)) end += 1
  const to = text.length - end
  // Little in common, or only something lacking: then all of it differs.
  const isWorthIt = to > from && from + end >= text.length / 2
  return isWorthIt ? [from, to] : [0, text.length]
}

function gather(records: readonly HeldRecord[]): Map<Label, Map<string, string[]>> {
  const found = new Map<Label, Map<string, string[]>>()
  for (const record of records) {
    const source = `${record.sourceName}, as of ${formatDate(record.asOf)}`
    for (const { label, text } of toldBy(record)) {
      const values = found.get(label as Label) ?? new Map<string, string[]>()
      const key = [...values.keys()].find((known) => alike(known) === alike(text)) ?? text
      const sources = values.get(key) ?? []
      if (!sources.includes(source)) sources.push(source)
      values.set(key, sources)
      found.set(label as Label, values)
    }
  }
  return found
}

function toldBy({ kind, content }: HeldRecord): Told[] {
  const text = (field: string) => {
    const value = content[field]
    return typeof value === 'string' ? value : undefined
  }
  if (kind === 'person') return [...namesOf(content), ...numbersOf(text)]
  if (kind === 'address') {
    const lines = Array.isArray(content['lines']) ? content['lines'].map(String) : []
    const where = [...lines, text('postcode')].filter(Boolean).join(', ')
    const label: Label = text('toOn') === undefined ? 'Address' : 'Earlier address'
    return told(label, where || undefined)
  }
  if (kind === 'relationship') {
    const name = [text('otherGiven'), text('otherFamily')].filter(Boolean).join(' ')
    return told('Parents, carers and others', name && `${text('kind') ?? 'Other'}: ${name}`)
  }
  if (kind === 'involvement') {
    const isSchool = /school/i.test(text('service') ?? '')
    return told(
      isSchool ? 'School' : 'Services',
      [isSchool ? undefined : text('service'), text('organisation'), ended(text('endOn'))]
        .filter(Boolean)
        .join(', '),
    )
  }
  if (kind === 'indicator') {
    return told('Statuses', [text('kind'), ended(text('endOn'))].filter(Boolean).join(', '))
  }
  return []
}

const told = (label: Label, text: string | undefined): Told[] => (text ? [{ label, text }] : [])
const ended = (on: string | undefined) => on && `ended ${formatDate(on)}`

function namesOf(content: HeldRecord['content']): Told[] {
  const names = Array.isArray(content['names']) ? (content['names'] as NameContent[]) : []
  return names.flatMap(({ type, given, family }, at) =>
    at === 0 || type === 'legal'
      ? [...told('First name', given), ...told('Family name', family)]
      : told('Other names', `${[given, family].filter(Boolean).join(' ')} (${type})`),
  )
}

interface NameContent {
  readonly type: string
  readonly given?: string
  readonly family?: string
}

const sexes: Readonly<Record<string, string>> = { M: 'Male', F: 'Female', U: 'Not known' }

function numbersOf(text: (field: string) => string | undefined): Told[] {
  const date = (field: string) => {
    const value = text(field)
    return value && formatDate(value)
  }
  const certainty = text('bornOnIs')
  const born = date('bornOn')
  const nhsNumber = text('nhsNumber')
  return [
    ...told(
      'Date of birth',
      born && (certainty && certainty !== 'exact' ? `${born} (${certainty})` : born),
    ),
    ...told('Due date', date('expectedOn')),
    ...told('Date of death', date('diedOn')),
    ...told('Sex', sexes[text('sex') ?? ''] ?? text('sex')),
    ...told('NHS number', nhsNumber && formatNhsNumber(nhsNumber)),
    ...told('Unique pupil number (UPN)', text('upn')),
    ...told('Unique learner number (ULN)', text('uln')),
    ...told('GP practice', text('gpPractice')),
  ]
}
