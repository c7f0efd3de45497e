import type { Estimate } from '#linkage'
import type { MatchRow } from '../../src/match/rules/match-row.ts'
import type { GroupRow, Harm, Scored, Truth } from './score.ts'

const percent = (share: number, digits = 2) => `${(100 * share).toFixed(digits)} %`
const per10k = ({ value, low, high }: Estimate) =>
  `${(value * 1e4).toFixed(1)} (${(low * 1e4).toFixed(1)} to ${(high * 1e4).toFixed(1)})`
const interval = ({ value, low, high }: Estimate) =>
  Number.isNaN(value) ? '–' : `${percent(value)} (${percent(low)} to ${percent(high)})`
const cut = (share: number) => (Math.floor(share * 1e5) / 1e5).toFixed(5)

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Precision and recall, before and after the queue was answered. */
export function sayQuality(automatic: Scored, reviewed: Scored): string {
  const row = (
    name: string,
    { precision, recall, joinedPairs, rightPairs }: Scored,
    wanted: string,
  ) => [name, cut(precision), cut(recall), `${joinedPairs - rightPairs} of ${joinedPairs}`, wanted]
  return table(
    ['', 'Precision', 'Recall', 'False pairs', 'To reach'],
    [
      row('Automatic links alone', automatic, '0.999 / 0.97'),
      row('After a perfect reviewer answered the queue', reviewed, '0.9995 / 0.99'),
    ],
  )
}

/** Groups with their rates, and how far they lie from the best of those with 500 people. */
export function sayGroups(rows: readonly GroupRow[], isCompared: boolean): string {
  const large = rows.filter(({ people, truePairs }) => people >= 500 && truePairs > 0)
  const least = (of: (row: GroupRow) => number) => Math.min(...large.map(of))
  const bestMissed = least(({ missed }) => missed.value)
  const bestFalse = least(({ falsely }) => falsely.value)
  const verdict = (row: GroupRow) => {
    if (row.people < 500) return 'fewer than 500'
    const missed = row.missed.value - bestMissed
    const falsely = (row.falsely.value - bestFalse) * 1e4
    const isWorse = missed > 0.01 || falsely > 5
    return `${isWorse ? '**worse**' : 'within'}: +${percent(missed)} missed, +${falsely.toFixed(1)} false`
  }
  const head = [
    'Group',
    'People',
    'True pairs',
    'Missed links',
    'Joined with another, per 10,000',
    'In review',
  ]
  return table(
    isCompared ? [...head, 'Against the best of 500 and more'] : head,
    rows.map((row) => [
      row.group,
      String(row.people),
      String(row.truePairs),
      interval(row.missed),
      per10k(row.falsely),
      percent(row.asked.value),
      ...(isCompared ? [verdict(row)] : []),
    ]),
  )
}

export function sayHarm({
  children,
  shown,
  missing,
  atRisk,
  wrongPlans,
  wrongMarkers,
}: Harm): string {
  return [
    `- Children shown with a record of somebody else, per 10,000: ${per10k(shown)} of ${children}`,
    `- Children missing a fact of risk that some agency holds, per 10,000: ${per10k(missing)} of ${children}; ${atRisk} have one`,
    `- Records with a child protection plan on the wrong child: ${wrongPlans.length}`,
    `- Police records on the wrong child: ${wrongMarkers.length}`,
  ].join('\n')
}

/** Which planted cases the people are in whose records were joined with those of another. */
export function sayConfusion(
  partition: readonly (readonly string[])[],
  { mixed }: Scored,
  { personOf, cases, people }: Truth,
): string {
  const counts = new Map<string, number>()
  for (const place of mixed) {
    const persons = new Set((partition[place] ?? []).map((record) => personOf.get(record) ?? ''))
    const kinds = [...persons].map((person) => people.get(person)?.['kind'] ?? '?')
    const planted = new Set([...persons].flatMap((person) => [...(cases.get(person) ?? [])]))
    const telling = tellingCases.find((name) => planted.has(name))
    const name =
      telling ??
      (kinds.every((k) => k === 'child')
        ? 'other children'
        : 'grown-ups, or a child and a grown-up')
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return table(
    ['Why, by planted case', 'Persons found that are several'],
    [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => [name, String(count)]),
  )
}

const tellingCases = [
  'gave-brothers-name',
  'baby-of-one-and-two',
  'twins-numbers-swapped',
  'mothers-number-on-baby',
  'name-of-dead-brother',
  'same-name-same-birth-date',
  'twins-alike',
  'cousins-of-one-name',
  'adopted-two-lives',
  'adopted-by-carers',
  'surrogacy',
  'named-after-parent',
]

/** The records of one person found, as the matching sees them, with whose they truly are. */
export function sayRecords(
  records: readonly string[],
  rowOf: (record: string) => MatchRow | undefined,
  { personOf }: Truth,
): string {
  return table(
    ['Record', 'Truly', 'Given', 'Family', 'Born', 'NHS number', 'UPN', 'Home'],
    records.map((record) => {
      const row = rowOf(record)
      return [
        record.split('|')[0] ?? '',
        personOf.get(record) ?? '',
        row?.given ?? '',
        row?.family ?? '',
        row?.bornOn ?? '',
        row?.nhsNumber ?? '',
        row?.upn ?? '',
        row?.home ?? '',
      ]
    }),
  )
}
