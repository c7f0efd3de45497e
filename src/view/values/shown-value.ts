import type { Compared, Provenance, Sourced } from '#store'
import { blankOf, blankWords } from '../words/blank-words.ts'

/** Where a value comes from, as the components `sourced-value` and `source-note` take it. */
export type ShownSource = Pick<Provenance, 'sourceName' | 'asOf'>

/** What another source says instead. */
export interface OtherValue {
  readonly text: string
  readonly from: ShownSource
}

/**
 * One value as a page prints it: the text with its source, or the reason for its absence. There is
 * no third state, so that no template can print a bare blank.
 */
export type ShownValue =
  | {
      readonly text: string
      /** How far it can be trusted, where that is not fully. */
      readonly note?: string
      /** What to dial, where the text is a telephone number. */
      readonly tel?: string
      readonly from: ShownSource
      /** Sources that say otherwise; empty where all agree. */
      readonly others: readonly OtherValue[]
    }
  | { readonly blank: string }

/** What is printed of a value's provenance: the source's name and the day. */
export function shownSource({ sourceName, asOf }: Provenance): ShownSource {
  return { sourceName, asOf }
}

/** A value that has a source. */
export function present(
  text: string,
  from: Provenance,
  more: { note?: string; others?: readonly OtherValue[] } = {},
): ShownValue {
  return {
    text,
    ...(more.note === undefined ? {} : { note: more.note }),
    from: shownSource(from),
    others: more.others ?? [],
  }
}

/**
 * A value of the index, its text put in words by `words`, or the reason for its absence. What other
 * sources have instead comes along, unless `more` has it.
 */
export function shownValue<T>(
  sourced: Sourced<T> | Compared<T>,
  words: (value: T) => string,
  more: { note?: string; others?: readonly OtherValue[] } = {},
): ShownValue {
  if ('blank' in sourced) return { blank: blankOf(sourced) }
  const text = words(sourced.value)
  const others = 'others' in sourced ? otherValues(sourced.others, words) : []
  // A code and its own words are one value.
  const differing = others.filter((other) => other.text !== text)
  return present(text, sourced.from, { others: differing, ...more })
}

/** What other sources have instead, in words. */
function otherValues<T>(
  others: readonly { readonly value: T; readonly from: Provenance }[],
  words: (value: T) => string,
): OtherValue[] {
  return others.map(({ value, from }) => ({ text: words(value), from: shownSource(from) }))
}

/** A field of one source's own row: where it is empty, that source does not record it. */
export function ownValue(text: string | undefined, from: Provenance): ShownValue {
  return text === undefined
    ? { blank: blankWords('none-recorded', [from.sourceName]) }
    : present(text, from)
}

/** A telephone number of one source's own row, with what a phone can dial. */
export function ownPhone(text: string | undefined, from: Provenance): ShownValue {
  const shown = ownValue(text, from)
  const tel = text === undefined ? undefined : dialled(text)
  return tel === undefined || 'blank' in shown ? shown : { ...shown, tel }
}

/** What a `tel:` link dials, or undefined where the text holds something else than a number. */
export function dialled(text: string): string | undefined {
  // "01709 000000 ext 12" and "ask for Jo" are read by a person, not dialled by a machine.
  const number = text.replace(/\(0\)/g, '').replace(/[\s().-]/g, '')
  return /^\+?\d{3,15}$/.test(number) ? number : undefined
}
