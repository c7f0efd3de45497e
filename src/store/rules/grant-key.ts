import { type DataKind, dataKindKeys, type Grants, opensKind } from '#access'
import type { Attribute } from './candidates.ts'

/** Which kind of data each attribute of a person is. */
const kindOf: Readonly<Record<Attribute, DataKind>> = {
  name: 'identity',
  bornOn: 'identity',
  expectedOn: 'identity',
  diedOn: 'identity',
  sex: 'identity',
  nhsNumber: 'identifier',
  upn: 'identifier',
  uln: 'identifier',
  gpPractice: 'gp',
  languages: 'communication',
  needsInterpreter: 'communication',
  disabilities: 'communication',
  ethnicity: 'ethnicity',
}

/** Which kind of data an attribute of a person is. */
export function dataKindOf(attribute: Attribute): DataKind {
  return kindOf[attribute]
}

/** Which kind of data a field of a source is: `bornOn`, `address`, `indicator:caf`. */
export function kindOfField(field: string): DataKind {
  const [record = field] = field.split(':')
  return Object.hasOwn(kindOf, record) ? kindOf[record as Attribute] : (record as DataKind)
}

/** Which kinds of a source's data the reader's grants open, whatever the source holds. */
export function sharedKinds(grants: Grants, feed: string): ReadonlySet<DataKind> {
  return new Set(dataKindKeys.filter((kind) => opensKind(grants, feed, kind)))
}
