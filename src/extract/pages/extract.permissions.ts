/** What a role may be allowed to do in this module, each with one plain sentence for administrators. */
export const extractPermissions = {
  'extract.feed.read':
    'See what each source has sent, what is late and what was refused, without personal details',
  'extract.file.upload': 'Send in a file of a source of one’s own organisation',
} as const

export type ExtractPermission = keyof typeof extractPermissions
