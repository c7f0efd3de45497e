import type { Attribute } from './candidates.ts'

/**
 * The kinds of data that a sharing agreement can open one by one. A record of a person holds several;
 * every other record is a kind of its own.
 */
export const dataKinds = {
  identity: 'Names, birth, expected birth, death, sex',
  identifier: 'NHS number, unique pupil number, unique learner number',
  gp: 'GP practice',
  communication: 'Languages, interpreter, disabilities',
  ethnicity: 'Ethnicity (special category data)',
  address: 'Addresses and what is found by postcode',
  relationship: 'Parents, carers and others in the person’s life',
  involvement: 'Services that work with the person, and whom to ring',
  indicator: 'Statuses such as a plan or an assessment',
  event: 'What happened: episodes, attendances, notifications',
} as const

export type DataKind = keyof typeof dataKinds

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
