import type { PersonContent } from '#extract'
import { checkNhsNumber, checkUpn } from '#kernel'
import { saysNothing } from './says-nothing.ts'

/** The attributes of a person that sources may give different values for. */
export const attributes = [
  'name',
  'bornOn',
  'expectedOn',
  'diedOn',
  'sex',
  'ethnicity',
  'nhsNumber',
  'upn',
  'uln',
  'gpPractice',
  'languages',
  'needsInterpreter',
  'disabilities',
] as const

export type Attribute = (typeof attributes)[number]

/** One value that a source gives for one attribute. */
export interface Candidate {
  readonly attribute: Attribute
  readonly content: Readonly<Record<string, string>>
  /** How usable the value is in itself: the higher goes first, before trust in the source counts. */
  readonly quality: number
}

const plainAttributes = ['expectedOn', 'diedOn', 'sex', 'ethnicity', 'uln', 'gpPractice'] as const

const nameQuality = { legal: 3, preferred: 2, alias: 1, former: 0 } as const
const birthQuality = { exact: 2, approximate: 1, placeholder: 0 } as const

/**
 * All that one source's record of a person says, attribute by attribute. A value that can't be
 * right (an identifier whose check digit fails, a placeholder birth date) is kept, behind all others.
 */
export function candidatesOf(person: PersonContent): Candidate[] {
  const found: Candidate[] = []
  const add = (attribute: Attribute, quality: number, content: Record<string, string>) =>
    found.push({ attribute, quality, content })

  for (const { type, family, given } of person.names) {
    const parts = { ...(family && { family }), ...(given && { given }) }
    add('name', nameQuality[type], { type, ...parts })
  }
  if (person.bornOn) {
    const certainty = person.bornOnIs ?? 'exact'
    add('bornOn', birthQuality[certainty], { value: person.bornOn, certainty })
  }
  if (person.nhsNumber) {
    const { ok } = checkNhsNumber(person.nhsNumber)
    add('nhsNumber', ok ? 1 : 0, { value: person.nhsNumber, valid: String(ok) })
  }
  if (person.upn) {
    const { ok } = checkUpn(person.upn)
    add('upn', ok ? 1 : 0, { value: person.upn, valid: String(ok) })
  }
  for (const attribute of plainAttributes) {
    const value = person[attribute]
    if (value) add(attribute, saysNothing(attribute, value) ? 0 : 1, { value })
  }
  for (const attribute of ['languages', 'disabilities'] as const) {
    const value = person[attribute]?.join('; ')
    if (value) add(attribute, 1, { value })
  }
  if (person.needsInterpreter !== undefined) {
    add('needsInterpreter', 1, { value: person.needsInterpreter ? 'Yes' : 'No' })
  }
  return found
}
