import { formatDate } from '#kernel'
import type { SourceFields } from '#store'

/** One field of one source: how full, in words, and as a bar. */
export interface CoverageCell {
  /** `83%`, or why there is no figure. */
  readonly text: string
  /** 0 to 100 for the bar; undefined where the source does not ask for the field. */
  readonly percent: number | undefined
  /** `41,200 of 49,600`. */
  readonly detail: string
}

/** A field, source by source. */
export interface CoverageRow {
  readonly field: string
  readonly cells: readonly CoverageCell[]
}

/** How fresh a source is. */
export interface FreshnessRow {
  readonly source: string
  readonly organisation: string
  readonly asOf: string
  readonly late: string
  readonly isLate: boolean
  readonly people: string
}

/** Everything that the page "Coverage and freshness" prints. */
export interface CoverageModel {
  readonly title: string
  readonly freshness: readonly FreshnessRow[]
  readonly sources: readonly string[]
  readonly rows: readonly CoverageRow[]
}

/** Every field that may be covered, in the order of a child's page, in words. */
const fieldWords: Readonly<Record<string, string>> = {
  name: 'Name',
  bornOn: 'Date of birth',
  expectedOn: 'Due date',
  diedOn: 'Date of death',
  sex: 'Sex',
  ethnicity: 'Ethnicity',
  languages: 'Languages',
  needsInterpreter: 'Needs an interpreter',
  disabilities: 'Disabilities',
  nhsNumber: 'NHS number',
  upn: 'Unique pupil number',
  uln: 'Unique learner number',
  gpPractice: 'GP practice',
  address: 'Address',
  relationship: 'Parents, carers and others',
  involvement: 'Services',
  indicator: 'Indicators',
  event: 'Events',
}

/** Coverage and freshness by source and field, as a table whose cells are drawn too. */
export function coverageModel(sources: readonly SourceFields[]): CoverageModel {
  return {
    title: 'Coverage and freshness',
    freshness: sources.map(freshnessRow),
    sources: sources.map(({ sourceName }) => sourceName),
    rows: Object.entries(fieldWords)
      .map(([field, words]) => ({
        field: words,
        cells: sources.map((source) => cellOf(source, field)),
      }))
      .filter(({ cells }) => cells.some(({ percent }) => percent !== undefined)),
  }
}

function freshnessRow(source: SourceFields): FreshnessRow {
  const people = Math.max(0, ...source.fields.map((field) => field.people))
  return {
    source: source.sourceName,
    organisation: source.organisation,
    asOf: source.asOf === undefined ? 'No extract has come yet' : formatDate(source.asOf),
    late: `Late after ${source.lateAfterHours} hours`,
    isLate: source.isLate,
    people: people.toLocaleString('en-GB'),
  }
}

function cellOf({ fields }: SourceFields, field: string): CoverageCell {
  const found = fields.find((one) => one.field === field)
  if (found === undefined) return { text: 'Not asked', percent: undefined, detail: '' }
  const { people, filled } = found
  if (people === 0) return { text: 'Nobody yet', percent: undefined, detail: '' }
  const percent = (filled / people) * 100
  return {
    text: percentWords(percent, filled, people),
    percent: Math.round(percent),
    detail: `${filled.toLocaleString('en-GB')} of ${people.toLocaleString('en-GB')}`,
  }
}

/** Nearly all is not all, and nearly none is not none. */
function percentWords(percent: number, filled: number, people: number): string {
  if (filled === 0) return 'None'
  if (filled === people) return '100%'
  if (percent < 1) return 'Under 1%'
  return `${Math.min(99, Math.round(percent))}%`
}
