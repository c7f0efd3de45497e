import { ageOn, formatDate, formatNhsNumber, type IsoDate } from '#kernel'
import type { ChildRecord } from '#store'
import { childName } from '../values/child-name.ts'
import { shownAge, shownBirth } from '../values/shown-age.ts'
import { shownValue } from '../values/shown-value.ts'
import { detailsPath, servicesPath } from '../view.paths.ts'

/** What stands at the head of every page about one person. */
export interface PersonHeader {
  /** `Amina Hartwell: Child details`, for the browser’s tab. */
  readonly title: string
  readonly reference: string
  readonly banner: Banner
  /** Said first where the reference asked for has been joined to another. */
  readonly formerNotice: string | undefined
  readonly tabs: readonly { text: string; href: string; isCurrent: boolean }[]
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

/** The two sections of a person's record, each with an address of its own. */
export type PersonTab = 'details' | 'services'

/** The head of a person's page. */
export function personHeader(record: ChildRecord, tab: PersonTab, today: IsoDate): PersonHeader {
  const { reference, formerReference } = record
  const stage = lifeStage(record, today)
  const name = childName(record)
  const tabs = [
    {
      text: stage === 'child' ? 'Child details' : 'Personal details',
      href: detailsPath(reference),
      isCurrent: tab === 'details',
    },
    { text: 'Service provision', href: servicesPath(reference), isCurrent: tab === 'services' },
  ]
  return {
    title: `${name}: ${tabs.find(({ isCurrent }) => isCurrent)?.text}`,
    reference,
    banner: banner(record, `Results for ${stage}: ${name}`, today),
    formerNotice:
      formerReference === undefined
        ? undefined
        : `${formerReference} is a former Child ID. It has been joined to ${reference}, whose record this is.`,
    tabs,
  }
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
