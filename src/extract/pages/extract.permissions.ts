/** What a role may be allowed to do in this module, each with one plain sentence for administrators. */
export const extractPermissions = {
  'extract.feed.read':
    'See what each source has sent, what is late and what was refused, without personal details',
  'extract.file.upload': 'Send in a file of a source of one’s own organisation',
  'extract.file.let-through':
    'Let a file through that a check has stopped, of a source of one’s own organisation',
  'extract.gone.explain':
    'Say why people are gone from a source of one’s own organisation, by their keys there',
} as const

export type ExtractPermission = keyof typeof extractPermissions
