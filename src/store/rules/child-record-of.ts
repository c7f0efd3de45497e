import type {
  AddressRow,
  ChildRecord,
  EmptyLists,
  EventRow,
  IndicatorRow,
  InvolvementRow,
  NamedByRow,
  RelationshipRow,
  Sourced,
} from '../child-record.ts'
import type { ItemRow, NamedByItem, PersonRow, SourceRow, ValueRow } from '../data/child.queries.ts'
import { birthCertainty } from './birth-certainty.ts'
import { blankFor, type Locate, provenanceFrom, sourcedValue } from './sourced-value.ts'

/** What was read of one person, before it is put together. */
export interface ChildRows {
  readonly asked: string
  readonly person: PersonRow
  readonly values: readonly ValueRow[]
  readonly items: readonly ItemRow[]
  readonly namedBy: readonly NamedByItem[]
  readonly sources: readonly SourceRow[]
}

/** Puts a person's rows together as a record in which no value stands without its source. */
export function childRecord(rows: ChildRows): ChildRecord {
  const provenance = provenanceFrom(rows.sources)
  const valuesOf = (attribute: string) => rows.values.filter((v) => v.attribute === attribute)
  const blank = (attribute: string) => blankFor(attribute, rows.sources)
  const first = (attribute: string) => sourcedValue(attribute, valuesOf(attribute), rows.sources)
  const addresses = addressesOf(rows.items, provenance)
  const [address] = addresses
  return {
    personId: rows.person.personId,
    reference: rows.person.reference,
    formerReference: rows.asked === rows.person.reference ? undefined : rows.asked,
    ...mainName(valuesOf('name'), provenance, blank),
    otherNames: otherNames(valuesOf('name'), provenance),
    bornOn: first('bornOn'),
    bornOnIs: birthCertainty(valuesOf('bornOn')[0]?.content['certainty']),
    expectedOn: first('expectedOn'),
    diedOn: first('diedOn'),
    sex: first('sex'),
    ethnicity: first('ethnicity'),
    nhsNumber: first('nhsNumber'),
    upn: first('upn'),
    gpPractice: first('gpPractice'),
    uln: first('uln'),
    languages: first('languages'),
    needsInterpreter: first('needsInterpreter'),
    disabilities: first('disabilities'),
    address: address ? { value: address, from: address.from } : blank('address'),
    addresses,
    relationships: relationshipsOf(rows.items, provenance),
    namedBy: namedByOf(rows.namedBy, provenance),
    involvements: involvementsOf(rows.items, provenance),
    indicators: indicatorsOf(rows.items, provenance),
    events: eventsOf(rows.items, provenance),
    empty: emptyLists(rows.sources),
    sources: rows.sources.map(({ attributes: _, sharedKinds: __, ...coverage }) => coverage),
    gone: [],
  }
}

function emptyLists(sources: readonly SourceRow[]): EmptyLists {
  const given = new Set(sources.flatMap(({ attributes }) => attributes))
  const kinds = [...given].filter((attribute) => attribute.startsWith(indicatorPrefix))
  return {
    name: blankFor('name', sources),
    address: blankFor('address', sources),
    relationship: blankFor('relationship', sources),
    involvement: blankFor('involvement', sources),
    indicator: blankFor('indicator', sources),
    event: blankFor('event', sources),
    indicatorOf: Object.fromEntries(
      kinds.map((kind) => [kind.slice(indicatorPrefix.length), blankFor(kind, sources)]),
    ),
  }
}

const indicatorPrefix = 'indicator:'

/** Family and given name come from one candidate, the best: never one source's half and another's. */
function mainName(
  names: readonly ValueRow[],
  provenance: Locate,
  blank: (attribute: string) => Sourced,
): { family: Sourced; given: Sourced } {
  const [best] = names
  const part = (which: 'family' | 'given'): Sourced => {
    const value = best?.content[which]
    return best && value ? { value, from: provenance(best) } : blank('name')
  }
  return { family: part('family'), given: part('given') }
}

function otherNames(names: readonly ValueRow[], provenance: Locate): ChildRecord['otherNames'] {
  const key = ({ content }: ValueRow) => `${content['given'] ?? ''}|${content['family'] ?? ''}`
  const [best] = names
  const seen = new Set(best ? [key(best)] : [])
  return names.flatMap((row) => {
    if (seen.has(key(row))) return []
    seen.add(key(row))
    const { type = 'legal', family, given } = row.content
    return [{ type, family, given, from: provenance(row) }]
  })
}

function text(content: ItemRow['content'], field: string): string | undefined {
  const value = content[field]
  return typeof value === 'string' ? value : undefined
}

function flag(content: ItemRow['content'], field: string): boolean | undefined {
  const value = content[field]
  return typeof value === 'boolean' ? value : undefined
}

/** In the order in which they were read: the best first. */
function addressesOf(items: readonly ItemRow[], provenance: Locate): AddressRow[] {
  return items.filter((item) => item.kind === 'address').map((item) => addressOf(item, provenance))
}

/** An address as its source gave it. */
export function addressOf(
  item: Pick<ItemRow, 'content' | 'feed' | 'recordedOn'>,
  provenance: Locate,
): AddressRow {
  return {
    lines: Array.isArray(item.content['lines']) ? item.content['lines'].map(String) : [],
    postcode: text(item.content, 'postcode'),
    fromOn: text(item.content, 'fromOn'),
    toOn: text(item.content, 'toOn'),
    from: provenance(item),
  }
}

function relationshipsOf(items: readonly ItemRow[], provenance: Locate): RelationshipRow[] {
  return items
    .filter((item) => item.kind === 'relationship')
    .map((item) => ({
      kind: text(item.content, 'kind') ?? '',
      reference: item.otherReference ?? undefined,
      family: text(item.content, 'otherFamily'),
      given: text(item.content, 'otherGiven'),
      phone: text(item.content, 'otherPhone'),
      hasParentalResponsibility: flag(item.content, 'hasParentalResponsibility'),
      from: provenance(item),
    }))
}

function namedByOf(items: readonly NamedByItem[], provenance: Locate): NamedByRow[] {
  return items.map((item) => ({
    kind: text(item.content, 'kind') ?? '',
    reference: item.reference,
    family: item.name?.family,
    given: item.name?.given,
    from: provenance(item),
  }))
}

function involvementsOf(items: readonly ItemRow[], provenance: Locate): InvolvementRow[] {
  return items
    .filter((item) => item.kind === 'involvement')
    .map((item) => ({
      service: text(item.content, 'service') ?? '',
      reference: text(item.content, 'reference'),
      organisation: text(item.content, 'organisation') ?? '',
      startOn: text(item.content, 'startOn'),
      endOn: text(item.content, 'endOn'),
      workerRole: text(item.content, 'workerRole'),
      workerName: text(item.content, 'workerName'),
      workerPhone: text(item.content, 'workerPhone'),
      workerEmail: text(item.content, 'workerEmail'),
      from: provenance(item),
    }))
}

function indicatorsOf(items: readonly ItemRow[], provenance: Locate): IndicatorRow[] {
  return items
    .filter((item) => item.kind === 'indicator')
    .map((item) => ({
      kind: text(item.content, 'kind') ?? '',
      startOn: text(item.content, 'startOn'),
      endOn: text(item.content, 'endOn'),
      contactRole: text(item.content, 'contactRole'),
      contactPhone: text(item.content, 'contactPhone'),
      from: provenance(item),
    }))
}

/** The events among a person's items, in the order in which they were read: the latest first. */
function eventsOf(items: readonly ItemRow[], provenance: Locate): EventRow[] {
  return items
    .filter((item) => item.kind === 'event')
    .map((item) => ({
      kind: text(item.content, 'kind') ?? '',
      happenedOn: text(item.content, 'happenedOn') ?? '',
      fact: text(item.content, 'fact'),
      sensitivity: text(item.content, 'sensitivity') ?? 'ordinary',
      from: provenance(item),
    }))
}
