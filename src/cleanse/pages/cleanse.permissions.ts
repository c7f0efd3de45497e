/** What a role may be allowed to do in this module, each with one plain sentence for administrators. */
export const cleansePermissions = {
  'cleanse.exception.read':
    'Read and download what is wrong in the records of one’s own organisation’s sources, by record key and without personal details; of others the counts',
  'cleanse.exception.read-all': 'The same of every source',
  'cleanse.exception.answer':
    'Answer an exception of one’s own organisation’s sources, and choose how often they are mailed',
  'cleanse.restricted.read':
    'See which records one source restricts and another shows, by record key',
  'cleanse.report.make': 'Report a value on a child’s page as wrong',
  'cleanse.not-seen.read':
    'See which children only one agency knows, who is on no roll, and who has moved and was not found again',
  'cleanse.coverage.read': 'See how full and how fresh each source is, field by field',
} as const

export type CleansePermission = keyof typeof cleansePermissions
