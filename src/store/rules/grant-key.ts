import type { DataKind } from '#access'
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
