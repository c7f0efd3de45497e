/** What a role may be allowed to do in this module, each with one plain sentence for administrators. */
export const matchPermissions = {
  'match.review.decide': 'See pairs of records that the machine is not sure of, and decide',
  'match.reference.read': 'See what became of a Child ID: joined, split, and why',
  'match.quality.read': 'See how well matching works, from reviewers’ answers',
  'match.model.manage': 'Choose which version of the matching model is used',
  'match.breach.assess': 'Assess whether a wrong join was a breach of personal data',
} as const

export type MatchPermission = keyof typeof matchPermissions
