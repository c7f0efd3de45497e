import { addDays, type IsoDate } from '#kernel'
import { groupElement, textElement, type XmlElement } from '../formats/xml.ts'
import type { Involvement, TrueEvent } from '../people/life.ts'
import { begunBy, knownWorker } from '../slips/known-workers.ts'
import type { Moment } from '../slips/moment.ts'
import type { AgencyRecord } from './agency.ts'
import { eventsEntered, referenceOf } from './event-lines.ts'

/** What a person's record holds of cases: referrals with their steps, plans, early help, events. */
export function caseElements(record: AgencyRecord, moment: Moment): XmlElement[] {
  if (record.because !== undefined) return []
  const { involvements } = record.person.life
  const cases = begunBy(moment, involvements, 'case')
  return [
    ...groupElement(
      'Referrals',
      cases.map((one) => referral(record, moment, one)),
    ),
    ...groupElement(
      'Plans',
      cases.flatMap((one) => plans(record, moment, one)),
    ),
    ...groupElement(
      'EarlyHelp',
      begunBy(moment, involvements, 'early-help').map((one) => earlyHelp(record, moment, one)),
    ),
    ...eventGroups(record, moment),
  ]
}

function referral(record: AgencyRecord, moment: Moment, one: Involvement): XmlElement {
  const { care } = one
  const worker = knownWorker(moment, one)
  const isWrong = one.to !== '' && moment.errs('end-before-start')
  const closed = isWrong ? addDays(one.from, -moment.draws.between('ends before', 1, 60)) : one.to
  const factors = begun(moment, care?.assessment?.to) === '' ? [] : care?.assessment?.factors
  return {
    name: 'Referral',
    attributes: [['id', referenceOf(record, 'R', one.from)]],
    content: [
      ...textElement('Date', one.from),
      ...textElement('SourceCode', care?.source ?? ''),
      ...textElement('PrimaryNeed', care?.need ?? ''),
      ...textElement('NFA', care?.isNoFurtherAction ? '1' : '0'),
      ...textElement('AssessmentStart', begun(moment, care?.assessment?.from)),
      ...textElement('AssessmentAuthorised', begun(moment, care?.assessment?.to)),
      ...textElement('AssessmentFactors', factors?.join(' ') ?? ''),
      ...textElement('S47Start', begun(moment, care?.section47?.from)),
      ...textElement('ICPCDate', begun(moment, care?.section47?.conferenceOn)),
      ...textElement('ClosureDate', closed),
      ...textElement('ClosureReason', one.to === '' ? '' : (care?.closeReason ?? '')),
      ...textElement('WorkerName', worker?.name ?? ''),
      ...textElement('WorkerRole', worker?.role ?? ''),
      ...textElement('WorkerEmail', worker?.email ?? ''),
      ...textElement('Team', worker?.team ?? 'Children’s social care'),
      ...textElement('TeamPhone', worker?.teamPhone ?? ''),
    ],
  }
}

function plans(record: AgencyRecord, moment: Moment, one: Involvement): XmlElement[] {
  const { care } = one
  const worker = knownWorker(moment, one)
  const plan = (
    type: string,
    span: { from: IsoDate; to: IsoDate | '' } | undefined,
    category = '',
  ): XmlElement[] =>
    span === undefined || !moment.isReached(span.from)
      ? []
      : [
          {
            name: 'Plan',
            attributes: [
              ['id', referenceOf(record, type, span.from)],
              ['type', type],
            ],
            content: [
              ...textElement('Start', span.from),
              ...textElement('End', begun(moment, span.to)),
              ...textElement('Category', category),
              ...textElement('ContactRole', worker?.role ?? ''),
              ...textElement('ContactPhone', worker?.teamPhone ?? ''),
            ],
          },
        ]
  return [
    ...plan('CIN', care?.inNeedPlan),
    ...plan('CP', care?.protectionPlan, care?.protectionPlan?.category),
    ...plan('LAC', care?.lookedAfter),
  ]
}

function earlyHelp(record: AgencyRecord, moment: Moment, one: Involvement): XmlElement {
  const worker = knownWorker(moment, one)
  return {
    name: 'Episode',
    attributes: [['id', referenceOf(record, 'EH', one.from)]],
    content: [
      ...textElement('Start', one.from),
      ...textElement('End', one.to),
      ...textElement('Reason', one.about),
      ...textElement('LeadName', worker?.name ?? ''),
      ...textElement('LeadRole', worker?.role ?? ''),
      ...textElement('LeadPhone', worker?.phone ?? ''),
    ],
  }
}

// The police report every missing child; the record has it where a case is open at the time.
function missingReported(record: AgencyRecord, moment: Moment): TrueEvent[] {
  const { events, involvements } = record.person.life
  const isInCase = (day: IsoDate) =>
    involvements.some(
      (one) => one.kind === 'case' && one.from <= day && (one.to === '' || one.to > day),
    )
  return events.filter(
    (event) =>
      event.kind === 'missing' &&
      event.agency === 'police' &&
      isInCase(event.on) &&
      moment.isReached(record.draws.dayAfter(`reported ${event.id}`, event.on, 0, 2)),
  )
}

function eventGroups(record: AgencyRecord, moment: Moment): XmlElement[] {
  const entered = [...eventsEntered(record, moment), ...missingReported(record, moment)]
  const group = (name: string, one: string, isIn: (event: TrueEvent) => boolean) =>
    groupElement(
      name,
      entered.filter(isIn).map((event) => ({
        name: one,
        attributes: [['id', referenceOf(record, 'E', event.id)]] as const,
        content: [
          ...textElement('Date', event.on),
          ...textElement('Returned', begun(moment, event.until)),
          ...textElement('Description', event.about),
        ],
      })),
    )
  const isVisit = ({ kind }: TrueEvent) => kind === 'visit' || kind === 'missed-appointment'
  return [
    ...group('MissingEpisodes', 'Missing', ({ kind }) => kind === 'missing'),
    ...group('Visits', 'Visit', isVisit),
    ...group('Contacts', 'Contact', (event) => event.kind !== 'missing' && !isVisit(event)),
  ]
}

// A day that the record may know of: empty while it lies ahead.
function begun(moment: Moment, day: IsoDate | '' | undefined): IsoDate | '' {
  return day !== undefined && day !== '' && moment.isReached(day) ? day : ''
}
