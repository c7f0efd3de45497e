import { ageOn, formatDate, formatNhsNumber, type IsoDate } from '#kernel'
import type { ChildRecord } from '#store'
import { childName } from '../values/child-name.ts'
import { shownAge, shownBirth } from '../values/shown-age.ts'
import { shownValue } from '../values/shown-value.ts'
import {
  chooseDayPath,
  chronologyPath,
  detailsOnPath,
  detailsPath,
  householdPath,
  servicesOnPath,
  servicesPath,
} from '../view.paths.ts'
import { blankWords } from '../words/blank-words.ts'
import { inWords } from '../words/lists.ts'

/** What stands at the head of every page about one person. */
export interface PersonHeader {
  /** `Amina Hartwell: Child details`, for the browser’s tab. */
  readonly title: string
  readonly reference: string
  readonly banner: Banner
  /** Said first where the reference asked for has been joined to another. */
  readonly formerNotice: string | undefined
  /** Said before all else where the page is not of today. */
  readonly pastNotice: PastNotice | undefined
  /** Said to the few who are shown a record that is hidden from everybody else. */
  readonly restricted: string | undefined
  /** Whose whereabouts are hidden, and why; or since when nobody has had a record. */
  readonly warning: string | undefined
  /** Where to choose another day. */
  readonly chooseDayHref: string
  readonly tabs: readonly { text: string; href: string; isCurrent: boolean }[]
}

/** A day in the past as which the record is shown. */
export interface PastDay {
  /** `YYYY-MM-DD` */
  readonly on: IsoDate
  /** When what was shown on that day had been built, in words: `1 November 2026 at 4:12am`. */
  readonly builtAt: string
  /** Other references that today's record stood under on that day. */
  readonly otherReferences: readonly string[]
}

/** What is said of a page that is not of today. */
export interface PastNotice {
  readonly heading: string
  readonly text: string
  readonly currentHref: string
  readonly others: readonly { readonly reference: string; readonly href: string }[]
}

/** Who the page is about, as the component `child-banner` takes it. */
export interface Banner {
  /** `Results for child: Amina Hartwell`, the page's heading. */
  readonly name: string
  readonly reference: string
  /** Undefined for an unborn child, whose `age` is the due date. */
  readonly born: string | undefined
  readonly age: string | undefined
  readonly nhsNumber: string
  /** Short facts that must not be missed. */
  readonly notes: readonly string[]
}

/** The sections of a person's record, each with an address of its own. */
export type PersonTab = 'details' | 'services' | 'household' | 'chronology'

/** The head of a person's page. */
export function personHeader(
  record: ChildRecord,
  tab: PersonTab,
  today: IsoDate,
  past?: PastDay,
): PersonHeader {
  const { reference, formerReference } = record
  const stage = lifeStage(record, today)
  const name = childName(record)
  const tabs = [
    {
      text: stage === 'child' ? 'Child details' : 'Personal details',
      href: past ? detailsOnPath(reference, past.on) : detailsPath(reference),
      isCurrent: tab === 'details',
    },
    {
      text: 'Service provision',
      href: past ? servicesOnPath(reference, past.on) : servicesPath(reference),
      isCurrent: tab === 'services',
    },
    {
      text: 'Household and family',
      href: householdPath(reference, past?.on),
      isCurrent: tab === 'household',
    },
    {
      text: 'Chronology',
      href: chronologyPath(reference, past?.on),
      isCurrent: tab === 'chronology',
    },
  ]
  return {
    title: `${name}: ${tabs.find(({ isCurrent }) => isCurrent)?.text}${past ? `, as it was on ${formatDate(past.on)}` : ''}`,
    reference,
    banner: banner(record, `Results for ${stage}: ${name}`, today),
    formerNotice:
      formerReference === undefined
        ? undefined
        : `${formerReference} is a former Child ID. It has been joined to ${reference}, whose record this is.`,
    pastNotice: past && pastNotice(reference, past),
    restricted: record.isRestricted ? restrictedWords : undefined,
    warning: shieldWords(record),
    chooseDayHref: chooseDayPath(reference),
    tabs,
  }
}

const restrictedWords =
  'Restricted record. It is hidden from everybody who has no grant, and so is that it exists. Tell nobody of it who need not know. Each look is reviewed.'

function pastNotice(reference: string, { on, builtAt, otherReferences }: PastDay): PastNotice {
  return {
    heading: `This is the record as it was on ${formatDate(on)}. It is not current.`,
    text: `It shows what Kith held then, built ${builtAt}. What is hidden today is hidden here too.`,
    currentHref: detailsPath(reference),
    others: otherReferences.map((other) => ({ reference: other, href: detailsOnPath(other, on) })),
  }
}

/**
 * What must be known before all else of a person who is gone from a source's extract: that
 * whereabouts are hidden and why, or that nobody has a record any more. Undefined where neither is so.
 */
export function shieldWords({
  gone,
  isShielded,
  notHeldSince,
}: Pick<ChildRecord, 'gone' | 'isShielded' | 'notHeldSince'>): string | undefined {
  const sentences = gone.map(
    ({ sourceName, sinceOn }) =>
      `${sourceName} has not had this person since its extract of ${formatDate(sinceOn)}, and has not said why.`,
  )
  if (isShielded) {
    sentences.push(
      'This person’s whereabouts are shielded: address, school, GP, pupil number, places and telephone numbers are hidden here, whichever source has them. Do not try to find them another way.',
    )
  }
  if (gone.length > 0) {
    sentences.push(
      `Until ${inWords(
        gone.map(({ sourceName }) => sourceName),
        'and',
      )} says why, address, school, GP, pupil number, places and telephone numbers are hidden here, whichever source has them.`,
    )
  }
  if (notHeldSince !== undefined) {
    sentences.push(
      `No source has had a record of this person since ${formatDate(notHeldSince)}. This is what was held last.`,
    )
  }
  return sentences.length === 0 ? undefined : sentences.join(' ')
}

/** In place of a telephone number or a place, where whereabouts are hidden; undefined where they are not. */
export function hiddenWords({
  gone,
  isShielded,
}: Pick<ChildRecord, 'gone' | 'isShielded'>): string | undefined {
  return gone.length === 0 && !isShielded
    ? undefined
    : blankWords(
        'whereabouts-masked',
        gone.map(({ sourceName }) => sourceName),
      )
}

/**
 * What the heading calls the person. The index holds all ages; under 18 is a child (Children Act
 * 1989, section 105), and so is everyone whose age is not known: better seen as a child than not.
 */
export function lifeStage(
  record: Pick<ChildRecord, 'bornOn' | 'bornOnIs'>,
  today: IsoDate,
): 'child' | 'adult' {
  if ('blank' in record.bornOn || record.bornOnIs === 'placeholder') return 'child'
  const age = ageOn(record.bornOn.value, today)
  return age.kind === 'born' && age.years >= 18 ? 'adult' : 'child'
}

function banner(record: ChildRecord, heading: string, today: IsoDate): Banner {
  const birth = shownBirth(record, today)
  const age = shownAge(record, today)
  const isUnborn = 'blank' in record.bornOn && !('blank' in record.expectedOn)
  const nhsNumber = shownValue(record.nhsNumber, formatNhsNumber)
  return {
    name: heading,
    reference: record.reference,
    born: isUnborn ? undefined : 'blank' in birth ? birth.blank : birth.text,
    age: 'blank' in age ? undefined : age.text,
    nhsNumber: 'blank' in nhsNumber ? nhsNumber.blank : nhsNumber.text,
    notes: [
      ...('blank' in record.diedOn ? [] : [`Died ${formatDate(record.diedOn.value)}`]),
      ...('note' in birth ? ['The date of birth is approximate'] : []),
    ],
  }
}
