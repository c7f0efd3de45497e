/** What a role may be allowed to do in this module, each with one plain sentence for administrators. */
export const cleansePermissions = {
  'cleanse.exception.read':
    'Read and download what is wrong in the sources’ records, by record key and without personal details',
} as const

export type CleansePermission = keyof typeof cleansePermissions
