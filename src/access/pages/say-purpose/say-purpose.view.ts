import { type PurposeKey, purposeKeys, purposes, type Support } from '../../rules/purposes.ts'
import { type FieldError, type ShownErrors, shownErrors } from '../access-parts/form.ts'

/** Everything that "Why are you looking?" prints. */
export interface SayPurposeModel extends ShownErrors {
  readonly reference: string
  readonly action: string
  readonly next: string
  readonly items: readonly {
    readonly value: PurposeKey
    readonly text: string
    readonly hint: { readonly text: string }
    readonly checked: boolean
  }[]
  /** Purposes that something must be on record for, and is not. */
  readonly others: readonly { readonly name: string; readonly needs: string }[]
  /** What was chosen, for the access log. */
  readonly said?: PurposeKey
}

const needs: Readonly<Record<Support, string>> = {
  nothing: '',
  consent: 'the family’s consent must be on record',
  concern: 'a live concern that names your organisation must be on record',
  enquiry:
    'a live strategy discussion or section 47 enquiry that names your organisation must be on record, recorded by somebody else',
}

/**
 * The question why a reader looks.
 *
 * @param offered what a record supports and an agreement opens something for
 * @param said what they have said today
 */
export function sayPurposeModel(
  reference: string,
  next: string,
  offered: readonly PurposeKey[],
  said: string | undefined,
  errors: readonly FieldError[] = [],
): SayPurposeModel {
  return {
    reference,
    action: `/children/${reference}/purpose`,
    next,
    items: offered.map((value) => ({
      value,
      text: purposes[value].name,
      hint: { text: purposes[value].sentence },
      checked: value === said,
    })),
    others: purposeKeys
      .filter((key) => purposes[key].needs !== 'nothing' && !offered.includes(key))
      .map((key) => ({ name: purposes[key].name, needs: needs[purposes[key].needs] })),
    ...shownErrors(errors),
  }
}
