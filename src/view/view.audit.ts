/** The events that this module writes to the access log, past tense. */
export const viewEvents = {
  opened: 'view.search.opened',
  /** A form was sent: the search itself is the next event. */
  asked: 'view.search.asked',
  searched: 'view.child.searched',
  read: 'view.child.read',
  servicesRead: 'view.services.read',
  chronologyRead: 'view.chronology.read',
  householdRead: 'view.household.read',
  /** Somebody was about to choose a day in the past. */
  dayAsked: 'view.day.asked',
  readAsOf: 'view.child.read-as-of',
  servicesReadAsOf: 'view.services.read-as-of',
  chronologyReadAsOf: 'view.chronology.read-as-of',
  householdReadAsOf: 'view.household.read-as-of',
  /** Somebody was about to say that records are not of the same child. */
  doubtOpened: 'view.doubt.opened',
  doubted: 'view.join.doubted',
  reportingListed: 'view.reporting.listed',
  reportingRead: 'view.reporting.read',
} as const
