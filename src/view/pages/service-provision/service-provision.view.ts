import { formatDate, type IsoDate } from '#kernel'
import type { ChildRecord, IndicatorRow, InvolvementRow } from '#store'
import {
  hiddenWords,
  type PastDay,
  type PersonHeader,
  personHeader,
} from '../../person/person-header.ts'
import { lateNotice } from '../../person/source-holdings.ts'
import { dialled, type ShownSource, shownSource } from '../../values/shown-value.ts'
import { blankOf } from '../../words/blank-words.ts'
import { indicatorWords, kindWords, normaliseKind } from '../../words/code-words.ts'

/** Whom to ring: the role first, since people leave and the role stays. */
export interface Contact {
  /** `SENCO`, or why there is none. */
  readonly role: string
  readonly name: string | undefined
  /** The number as the source wrote it, or why there is none. */
  readonly phone: string
  /** What a `tel:` link dials; undefined where the text is no number. */
  readonly tel: string | undefined
}

/** From when to when, with what is odd about it. */
export interface Period {
  readonly isCurrent: boolean
  readonly start: string
  readonly end: string
  /** Where the dates can't both be right. */
  readonly warning: string | undefined
}

/** A service that works or worked with the child. */
export interface ServiceRow extends Period {
  /** The service, or the reference where a source gives one in its place. */
  readonly name: string
  readonly reference: string | undefined
  readonly organisation: string
  readonly contact: Contact
  readonly from: ShownSource
}

/** A status: one that is held, or one that is always asked after and not held. */
export type StatusRow =
  | ({ readonly kind: string; readonly contact: Contact; readonly from: ShownSource } & Period)
  | { readonly kind: string; readonly blank: string }

/** Everything that the tab "Service provision" prints. */
export interface ServiceProvisionModel extends PersonHeader {
  readonly services: readonly ServiceRow[]
  readonly noServices: string
  readonly currentCount: number
  readonly endedCount: number
  readonly statuses: readonly StatusRow[]
  readonly lateNotice: string | undefined
}

/** The statuses that every record answers for, held or not. */
export const alwaysShown = ['caf', 'strengthening-families'] as const

/**
 * The tab "Service provision".
 *
 * @param today the day as which the record is read; that of `past` where it is given
 */
export function serviceProvisionModel(
  record: ChildRecord,
  today: IsoDate,
  past?: PastDay,
): ServiceProvisionModel {
  const hidden = hiddenWords(record)
  const services = serviceRows(record.involvements, today, hidden)
  const currentCount = services.filter(({ isCurrent }) => isCurrent).length
  return {
    ...personHeader(record, 'services', today, past),
    services,
    noServices: blankOf(record.empty.involvement),
    currentCount,
    endedCount: services.length - currentCount,
    statuses: statusRows(record, today, hidden),
    lateNotice: lateNotice(record.sources),
  }
}

/** Services as rows: current first, the latest start first; then the ended, the latest end first. */
export function serviceRows(
  rows: readonly InvolvementRow[],
  today: IsoDate,
  hidden?: string,
): ServiceRow[] {
  return inOrder(rows, today).map((row) => ({
    name: row.service === '' ? (row.reference ?? 'Name not recorded') : kindWords(row.service),
    reference: row.reference,
    organisation: hidden ?? row.organisation,
    ...period(row, today),
    contact: hiddenContact(
      contactOf(row.workerRole, row.workerName, row.workerPhone, row.from.sourceName),
      hidden,
    ),
    from: shownSource(row.from),
  }))
}

/** The statuses always asked after, each held or with the reason why not; then any other held. */
export function statusRows(
  { indicators, empty }: Pick<ChildRecord, 'indicators' | 'empty'>,
  today: IsoDate,
  hidden?: string,
): StatusRow[] {
  const rows = inOrder(indicators, today)
  const isAlways = (kind: string) => alwaysShown.some((always) => always === normaliseKind(kind))
  const always = alwaysShown.flatMap((kind): StatusRow[] => {
    const held = rows.filter((row) => normaliseKind(row.kind) === kind)
    return held.length > 0
      ? held.map((row) => statusRow(row, today, hidden))
      : [{ kind: indicatorWords(kind), blank: blankOf(empty.indicatorOf[kind] ?? empty.indicator) }]
  })
  return [
    ...always,
    ...rows.filter((row) => !isAlways(row.kind)).map((row) => statusRow(row, today, hidden)),
  ]
}

function statusRow(row: IndicatorRow, today: IsoDate, hidden?: string): StatusRow {
  return {
    kind: indicatorWords(row.kind),
    ...period(row, today),
    contact: hiddenContact(
      contactOf(row.contactRole, undefined, row.contactPhone, row.from.sourceName),
      hidden,
    ),
    from: shownSource(row.from),
  }
}

interface Dated {
  readonly startOn: string | undefined
  readonly endOn: string | undefined
  readonly from: { readonly sourceName: string }
}

/** No end date means current, and so does an end still to come. */
export function period({ startOn, endOn, from }: Dated, today: IsoDate): Period {
  const isCurrent = endOn === undefined || endOn >= today
  const ended =
    (isCurrent ? 'Ends' : 'Ended') + (endOn === undefined ? '' : ` ${formatDate(endOn)}`)
  return {
    isCurrent,
    start: startOn === undefined ? `Not recorded by ${from.sourceName}` : formatDate(startOn),
    end: endOn === undefined ? 'Current: no end recorded' : ended,
    warning:
      startOn !== undefined && endOn !== undefined && endOn < startOn
        ? `The end is before the start: ask ${from.sourceName} which is right`
        : undefined,
  }
}

function contactOf(
  role: string | undefined,
  name: string | undefined,
  phone: string | undefined,
  sourceName: string,
): Contact {
  return {
    role: role ?? `Role not recorded by ${sourceName}`,
    name,
    phone: phone ?? `Phone not recorded by ${sourceName}`,
    tel: phone === undefined ? undefined : dialled(phone),
  }
}

/** The role stays; who and where to ring would say where the person is. */
function hiddenContact(contact: Contact, hidden: string | undefined): Contact {
  return hidden === undefined
    ? contact
    : { ...contact, name: undefined, phone: hidden, tel: undefined }
}

function inOrder<Row extends Dated>(rows: readonly Row[], today: IsoDate): Row[] {
  const rank = (row: Row) => (row.endOn === undefined || row.endOn >= today ? 0 : 1)
  // The day that counts: the start of what is current, the end of what is over.
  const day = (row: Row) => (rank(row) === 0 ? row.startOn : row.endOn) ?? ''
  return [...rows].sort((a, b) => rank(a) - rank(b) || day(b).localeCompare(day(a)))
}
