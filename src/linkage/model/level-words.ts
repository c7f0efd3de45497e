/** A column's name as people read it: `birth_place` is "birth place". */
export const labelOf = (column: string): string => column.replaceAll(/[_\s]+/g, ' ').trim()

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five']

/** So many slips of the finger. */
export const slipWords = (slips: number): string =>
  slips === 1 ? 'one slip apart' : `up to ${NUMBERS[slips] ?? slips} slips apart`

/** How alike two texts are, of a likeness between 0 and 1. */
export function alikeWords(likeness: number): string {
  if (likeness >= 0.9) return 'spelt almost the same'
  if (likeness >= 0.8) return 'spelt much alike'
  if (likeness >= 0.7) return 'somewhat alike'
  return 'a little alike'
}
