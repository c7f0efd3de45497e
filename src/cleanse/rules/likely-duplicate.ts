import type { RuleWords } from './rule.ts'

/** Records of one source that the matching holds, or nearly holds, to be one person. */
export const likelyDuplicate: RuleWords = {
  rule: 'likely-duplicate',
  title: 'Likely duplicate inside this source',
  whatToDo:
    'Compare the two records in your system. Where they are the same person, merge them there; where they are not, check what they share by mistake.',
}

/** Two records of one source; `isSure` when the machine joined them, otherwise a person must say. */
export interface DuplicatePair {
  readonly feed: string
  readonly personKey: string
  readonly otherKey: string
  readonly isSure: boolean
}

/** What to tell the steward about one record of the pair. */
export function duplicateDetail(pair: DuplicatePair): string {
  const how = pair.isSure ? 'Looks like' : 'May be'
  return `${how} the same person as record ${pair.otherKey}.`
}
