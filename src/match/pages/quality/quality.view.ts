import type { Estimate } from '#linkage'
import type { Grouping, ReviewLoad, Sample } from '../../data/sample.queries.ts'
import { estimateQuality, type QualityOfGroup } from '../../review/estimate-quality.ts'
import { momentWords } from '../match.words.ts'

/** How well matching works, as a page. */
export interface QualityModel {
  readonly title: string
  /** Undefined where no sample was drawn yet. */
  readonly drawn: string | undefined
  readonly answered: string
  readonly groups: readonly { caption: string; rows: readonly QualityRow[] }[]
  readonly loads: readonly { caption: string; rows: readonly LoadRow[] }[]
  readonly drawHref: string
}

interface QualityRow {
  readonly value: string
  readonly precision: string
  readonly recall: string
  readonly answered: string
}

interface LoadRow {
  readonly value: string
  readonly open: number
  readonly oldest: string
  readonly answered: number
  readonly median: string
}

const captions: Readonly<Record<Grouping, string>> = {
  all: 'Everybody',
  source: 'By the two sources',
  age: 'By age',
  sex: 'By sex',
  ethnicity: 'By recorded ethnicity, to measure only',
}

const order: readonly Grouping[] = ['all', 'source', 'age', 'sex', 'ethnicity']

export function qualityModel(
  sample: Sample | undefined,
  loads: readonly ReviewLoad[],
  drawHref: string,
): QualityModel {
  const answered = sample?.pairs.filter(({ answer }) => answer !== null).length ?? 0
  return {
    title: 'How well matching works',
    drawn: sample && momentWords(sample.drawnAt),
    answered: `${answered} of ${sample?.pairs.length ?? 0}`,
    groups: sample
      ? order.map((by) => ({
          caption: captions[by],
          rows: estimateQuality(sample, by).map((group) => qualityRow(group)),
        }))
      : [],
    loads: order.map((by) => ({
      caption: captions[by],
      rows: loads.filter((load) => load.by === by).map(loadRow),
    })),
    drawHref,
  }
}

function qualityRow({ value, precision, recall, answered, drawn }: QualityOfGroup): QualityRow {
  return {
    value: groupWords(value),
    precision: estimateWords(precision, answered),
    recall: estimateWords(recall, answered),
    answered: `${answered} of ${drawn}`,
  }
}

const groupWords = (value: string) => (value === 'all' ? 'All pairs' : value)

/** `99.1 % (97.0 to 99.8)`; in words where nothing is known. */
export function estimateWords(estimate: Estimate | undefined, answered: number): string {
  if (estimate === undefined) return 'No such pairs'
  const { value, low, high } = estimate
  if (answered === 0 || Number.isNaN(value)) return 'Not known yet'
  const percent = (share: number) => (Math.min(1, Math.max(0, share)) * 100).toFixed(1)
  return `${percent(value)} % (${percent(low)} to ${percent(high)})`
}

function loadRow({ value, open, oldestDays, answered, medianHours }: ReviewLoad): LoadRow {
  return {
    value: groupWords(value),
    open,
    oldest: open === 0 ? 'Nothing waits' : oldestDays === 1 ? '1 day' : `${oldestDays} days`,
    answered,
    median: medianHours === null ? 'None answered' : hoursWords(medianHours),
  }
}

/** Hours up to two days, days from there on. */
export function hoursWords(hours: number): string {
  if (hours < 1) return 'Less than an hour'
  if (hours < 48) return `${Math.round(hours)} ${Math.round(hours) === 1 ? 'hour' : 'hours'}`
  return `${Math.round(hours / 24)} days`
}
