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

/** Every kind, in the order in which they are offered. */
export const dataKindKeys: readonly DataKind[] = Object.keys(dataKinds) as DataKind[]

/** How sensitive a source says that something is. */
export const sensitivities = ['ordinary', 'sensitive'] as const

export type Sensitivity = (typeof sensitivities)[number]

/** What a value, an item or a search entry of the index is marked with: `police:event:sensitive`. */
export function grantKey(feed: string, kind: DataKind, sensitivity: Sensitivity): string {
  return `${feed}:${kind}:${sensitivity}`
}
