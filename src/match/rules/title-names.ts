import { familyStem } from './name-sound.ts'

/**
 * Last names that are titles or courtesies: they go with somebody's sex or faith and are borne by
 * thousands who are no kin, so that two who share one are not of one family for that.
 */
const titles = new Set(
  'singh kaur begum bibi khatun khanum khanam akhtar akter bano banu sultana nessa devi kumari kumar miah mia'
    .split(' ')
    .map(familyStem),
)

/** The title that a record's last name is, whatever its spelling; nothing where it is a name of a family. */
export function titleOf(family: readonly string[]): string | undefined {
  const [only, ...others] = family
  if (only === undefined || others.length > 0) return undefined
  const stem = familyStem(only)
  return titles.has(stem) ? stem : undefined
}
