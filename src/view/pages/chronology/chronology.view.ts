import { formatDate, type IsoDate } from '#kernel'
import type { ChildRecord, Provenance } from '#store'
import {
  hiddenWords,
  type PastDay,
  type PersonHeader,
  personHeader,
} from '../../person/person-header.ts'
import { lateNotice } from '../../person/source-holdings.ts'
import { addressWords } from '../../values/disagreements.ts'
import { type ShownSource, shownSource } from '../../values/shown-value.ts'
import { blankOf } from '../../words/blank-words.ts'
import { indicatorWords, kindWords } from '../../words/code-words.ts'

/** What can be shown alone. */
export const entryKinds = {
  event: 'Events',
  service: 'Services that began or ended',
  status: 'Statuses that began or ended',
  address: 'Moves',
  life: 'Birth and death',
} as const

export type EntryKind = keyof typeof entryKinds

/** What the reader wants to see of it; everything where nothing is said. */
export interface ChronologyFilter {
  readonly show?: EntryKind | undefined
  /** A feed. */
  readonly source?: string | undefined
}

/** One thing that happened, on its day. */
export interface Entry {
  readonly on: IsoDate
  readonly day: string
  readonly kind: EntryKind
  readonly what: string
  /** What the source tells of it, or why that is not shown; undefined where there is no more to say. */
  readonly detail: string | undefined
  readonly isSensitive: boolean
  /** Still to come. */
  readonly isAhead: boolean
  readonly from: ShownSource
}

/** Everything that the tab "Chronology" prints. */
export interface ChronologyModel extends PersonHeader {
  readonly years: readonly { readonly year: string; readonly entries: readonly Entry[] }[]
  readonly count: string
  readonly nothing: string
  readonly noEvents: string | undefined
  readonly undated: string | undefined
  readonly action: string
  readonly show: readonly { value: string; text: string; selected: boolean }[]
  readonly source: readonly { value: string; text: string; selected: boolean }[]
  readonly filter: Readonly<Record<string, string>>
  readonly lateNotice: string | undefined
}

/**
 * The tab "Chronology": what happened, the latest first, each with the source that says so. Facts in
 * the order of their days, and nothing worked out of them: no count of concerns, no score.
 */
export function chronologyModel(
  record: ChildRecord,
  today: IsoDate,
  filter: ChronologyFilter,
  past?: PastDay,
): ChronologyModel {
  const header = personHeader(record, 'chronology', today, past)
  const all = chronologyOf(record, today)
  const entries = all.filter(
    ({ kind, feed }) =>
      (filter.show === undefined || kind === filter.show) &&
      (filter.source === undefined || feed === filter.source),
  )
  const years = Map.groupBy(entries, ({ on }) => on.slice(0, 4))
  const undated = record.involvements.filter((row) => !row.startOn && !row.endOn).length
  return {
    ...header,
    years: [...years].map(([year, own]) => ({ year, entries: own })),
    count: countWords(entries.length, all.length),
    nothing:
      all.length === 0
        ? 'No source has anything with a date for this person.'
        : 'Nothing of this kind is held. Show everything to see the rest.',
    noEvents: record.events.length === 0 ? `No events: ${blankOf(record.empty.event)}.` : undefined,
    undated:
      undated === 0
        ? undefined
        : `${undated === 1 ? 'One service has' : `${undated} services have`} no date and ${undated === 1 ? 'stands' : 'stand'} under Service provision alone.`,
    action: header.tabs.find(({ isCurrent }) => isCurrent)?.href ?? '',
    show: options('Everything', Object.entries(entryKinds), filter.show),
    source: options(
      'Every source',
      [...new Map(all.map(({ feed, from }) => [feed, from.sourceName]))].sort((a, b) =>
        a[1].localeCompare(b[1]),
      ),
      filter.source,
    ),
    filter: {
      ...(filter.show && { show: filter.show }),
      ...(filter.source && { source: filter.source }),
    },
    lateNotice: lateNotice(record.sources),
  }
}

function countWords(shown: number, all: number): string {
  const entries = all === 1 ? 'entry' : 'entries'
  return shown === all
    ? `${all} ${entries}, the latest first.`
    : `${shown} of ${all} ${entries}, the latest first.`
}

function options(
  all: string,
  values: readonly (readonly [string, string])[],
  chosen: string | undefined,
) {
  return [['', all] as const, ...values].map(([value, text]) => ({
    value,
    text,
    selected: value === (chosen ?? ''),
  }))
}

type FromFeed = Entry & { readonly feed: string }

/** Everything that has a day, the latest first; of one day, events before the rest. */
export function chronologyOf(record: ChildRecord, today: IsoDate): FromFeed[] {
  const hidden = hiddenWords(record)
  const entry = (
    kind: EntryKind,
    on: IsoDate | undefined,
    what: string,
    from: Provenance,
    more: { detail?: string | undefined; isSensitive?: boolean } = {},
  ): FromFeed[] =>
    on === undefined
      ? []
      : [
          {
            ...{ on, kind, what, detail: more.detail },
            day: formatDate(on),
            isSensitive: more.isSensitive ?? false,
            isAhead: on > today,
            from: shownSource(from),
            feed: from.feed,
          },
        ]
  const ends = (on: IsoDate | undefined) => (on !== undefined && on > today ? 'ends' : 'ended')
  const began = (on: IsoDate | undefined) => (on !== undefined && on > today ? 'begins' : 'began')
  const { bornOn, expectedOn, diedOn, bornOnIs } = record
  return [
    ...record.events.flatMap(({ kind, happenedOn, fact, sensitivity, from }) =>
      entry('event', happenedOn, kindWords(kind), from, {
        detail: hidden ?? fact ?? `${from.sourceName} says no more`,
        isSensitive: sensitivity === 'sensitive',
      }),
    ),
    ...record.involvements.flatMap(({ service, reference, organisation, startOn, endOn, from }) => {
      const name = service === '' ? (reference ?? 'A service') : kindWords(service)
      const detail = hidden ?? organisation
      return [
        ...entry('service', startOn, `${name} ${began(startOn)}`, from, { detail }),
        ...entry('service', endOn, `${name} ${ends(endOn)}`, from, { detail }),
      ]
    }),
    ...record.indicators.flatMap(({ kind, startOn, endOn, from }) => [
      ...entry('status', startOn, `${indicatorWords(kind)} ${began(startOn)}`, from),
      ...entry('status', endOn, `${indicatorWords(kind)} ${ends(endOn)}`, from),
    ]),
    ...record.addresses.flatMap((row) => [
      ...entry('address', row.fromOn, 'Moved in', row.from, { detail: addressWords(row) }),
      ...entry('address', row.toOn, 'Moved out', row.from, { detail: addressWords(row) }),
    ]),
    ...('blank' in bornOn || bornOnIs === 'placeholder'
      ? []
      : entry('life', bornOn.value, 'Born', bornOn.from, {
          detail: bornOnIs === 'approximate' ? 'The date is approximate' : undefined,
        })),
    ...('blank' in expectedOn || !('blank' in bornOn)
      ? []
      : entry('life', expectedOn.value, 'Birth expected', expectedOn.from)),
    ...('blank' in diedOn ? [] : entry('life', diedOn.value, 'Died', diedOn.from)),
  ].sort((a, b) => b.on.localeCompare(a.on) || order(a) - order(b) || a.what.localeCompare(b.what))
}

function order({ kind }: Entry): number {
  return Object.keys(entryKinds).indexOf(kind)
}
