/** The events that this module writes to the access log, past tense. */
export const viewEvents = {
  opened: 'view.search.opened',
  searched: 'view.child.searched',
  read: 'view.child.read',
  servicesRead: 'view.services.read',
} as const
