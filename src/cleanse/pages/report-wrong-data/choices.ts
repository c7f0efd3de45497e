import { formatDate } from '#kernel'
import type { ChildRecord, Compared, Provenance, Sourced } from '#store'

/** One value on a child's page that can be reported. */
export interface Choice {
  /** Stands in the form and in addresses: `born-on--education`. */
  readonly id: string
  /** `Date of birth`. */
  readonly label: string
  /** The value, as the page shows it. */
  readonly text: string
  readonly sourceName: string
  readonly feed: string
  readonly kind: string
  readonly aspect: string
  /** What the source's record holds, to find it by. */
  readonly holds: Readonly<Record<string, unknown>>
}

type Part = Pick<Choice, 'label' | 'text' | 'kind' | 'aspect' | 'holds'>

/** Every value of a record that its reader sees, with its source, in the order of the page. */
export function choicesOf(record: ChildRecord): Choice[] {
  const parts = [...identity(record), ...addresses(record), ...people(record), ...services(record)]
  const seen = new Map<string, number>()
  return parts.map(({ from, ...part }) => {
    const base = `${slug(part.label)}--${from.feed}`
    const times = (seen.get(base) ?? 0) + 1
    seen.set(base, times)
    const id = times === 1 ? base : `${base}--${times}`
    return { id, ...part, feed: from.feed, sourceName: from.sourceName }
  })
}

/** `Date of birth` as `date-of-birth`. */
export function slug(label: string): string {
  return label
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

type Found = Part & { readonly from: Provenance }

function identity(record: ChildRecord): Found[] {
  const name = (part: 'family' | 'given') => (value: string) => ({ names: [{ [part]: value }] })
  const field = (aspect: string) => (value: string) => ({ [aspect]: value })
  const all = (
    label: string,
    aspect: string,
    sourced: Sourced | Compared,
    holds: (value: string) => Record<string, unknown>,
    words: (value: string) => string = String,
  ): Found[] => {
    if ('blank' in sourced) return []
    const others = 'others' in sourced ? sourced.others : []
    return [sourced, ...others].map(({ value, from }) => ({
      label,
      text: words(value),
      kind: 'person',
      aspect,
      holds: holds(value),
      from,
    }))
  }
  return [
    ...all('Family name', 'names', record.family, name('family')),
    ...all('First name', 'names', record.given, name('given')),
    ...all('Date of birth', 'bornOn', record.bornOn, field('bornOn'), formatDate),
    ...all('Due date', 'expectedOn', record.expectedOn, field('expectedOn'), formatDate),
    ...all('Date of death', 'diedOn', record.diedOn, field('diedOn'), formatDate),
    ...all('Sex', 'sex', record.sex, field('sex')),
    ...all('Ethnicity', 'ethnicity', record.ethnicity, field('ethnicity')),
    ...all('NHS number', 'nhsNumber', record.nhsNumber, field('nhsNumber')),
    ...all('Unique pupil number (UPN)', 'upn', record.upn, field('upn')),
    ...all('GP practice', 'gpPractice', record.gpPractice, field('gpPractice')),
    ...record.otherNames.map(({ family, given, from }) => ({
      label: 'Other name',
      text: [given, family].filter(Boolean).join(' '),
      kind: 'person',
      aspect: 'names',
      holds: { names: [nameHeld(family, given)] },
      from,
    })),
  ]
}

function nameHeld(family: string | undefined, given: string | undefined) {
  return { ...(family && { family }), ...(given && { given }) }
}

function addresses(record: ChildRecord): Found[] {
  const rows = record.addresses.length > 0 ? record.addresses : held(record.address)
  return rows.map(({ lines, postcode, from }) => ({
    label: 'Address',
    text: [...lines, postcode].filter(Boolean).join(', '),
    kind: 'address',
    aspect: 'address',
    holds: { lines, ...(postcode && { postcode }) },
    from,
  }))
}

function held<T>(sourced: Sourced<T>): T[] {
  return 'blank' in sourced ? [] : [sourced.value]
}

function people(record: ChildRecord): Found[] {
  return record.relationships.map(({ kind, family, given, from }) => ({
    label: 'Parent, carer or other person',
    text: `${kind}: ${[given, family].filter(Boolean).join(' ') || 'no name recorded'}`,
    kind: 'relationship',
    aspect: 'relationship',
    holds: { kind },
    from,
  }))
}

function services(record: ChildRecord): Found[] {
  return [
    ...record.involvements.map(({ service, organisation, from }) => ({
      label: 'Service',
      text: `${service}, ${organisation}`,
      kind: 'involvement',
      aspect: 'involvement',
      holds: { service, organisation },
      from,
    })),
    ...record.indicators.map(({ kind, from }) => ({
      label: 'Indicator',
      text: kind,
      kind: 'indicator',
      aspect: 'indicator',
      holds: { kind },
      from,
    })),
  ]
}
