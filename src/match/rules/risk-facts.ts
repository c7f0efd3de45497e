/**
 * Statuses that change what a practitioner does tonight: a join or a split that adds or takes one away
 * is what reviewers are asked about first, and what readers are told of. In the spelling of
 * `normaliseKind`: small letters, hyphens.
 *
 * Child protection plan: Children Act 1989 section 47 and Working Together 2023; looked after: section
 * 22; child in need: section 17.
 */
export const riskKinds: readonly string[] = [
  'cpp',
  'child-protection',
  'child-protection-plan',
  'cp',
  'cla',
  'lac',
  'looked-after',
  'looked-after-child',
  'cin',
  'child-in-need',
  'child-in-need-plan',
  'missing',
  'police-marker',
]

const words: Readonly<Record<string, string>> = {
  cpp: 'child protection plan',
  cp: 'child protection plan',
  'child-protection': 'child protection plan',
  cla: 'looked after',
  lac: 'looked after',
  'looked-after-child': 'looked after',
  cin: 'child in need plan',
  'child-in-need': 'child in need plan',
  'sensitive-event': 'sensitive event',
}

/** A kind of risk fact in words: `cpp` → `child protection plan`. */
export function riskWords(kind: string): string {
  return words[kind] ?? kind.replaceAll('-', ' ')
}
