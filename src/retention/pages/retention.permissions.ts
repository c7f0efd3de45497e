/** What a role may be allowed to do in this module, each with one plain sentence for administrators. */
export const retentionPermissions = {
  'retention.read': 'See what is kept how long, what is due, what is held, and what was erased',
  'retention.run': 'Have erased what is due',
} as const

export type RetentionPermission = keyof typeof retentionPermissions
