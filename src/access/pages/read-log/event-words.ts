/** What happened, in words, by the event's name in the log. Other modules' events have theirs here too. */
const words: Readonly<Record<string, string>> = {
  'view.search.opened': 'Opened the search form',
  'view.search.asked': 'Sent a search',
  'view.child.searched': 'Searched, and was shown who was found',
  'view.child.read': 'Opened a child’s details',
  'view.services.read': 'Opened a child’s services',
  'access.password.given': 'Gave a password',
  'access.code.asked': 'Was asked for a code',
  'access.account.signed-in': 'Signed in',
  'access.account.signed-out': 'Signed out',
  'access.log.read': 'Read the access log',
  'access.child-readers.read': 'Looked who had looked at a child',
  'access.registration.decided': 'Decided on an account',
  'access.account.changed': 'Changed an account',
  'access.account.closed': 'Closed an account',
  'access.account.reopened': 'Opened an account again',
  'access.second-factor.reset': 'Reset a second factor',
  'access.agreement.accepted': 'Accepted the confidentiality agreement',
  'access.organisation.added': 'Added an organisation',
  'access.organisation.changed': 'Changed an organisation',
  'access.criteria.erased': 'Erased what had been searched for',
}

/** An event in words; one without any of its own keeps its name. */
export function eventWords(event: string): string {
  return Object.hasOwn(words, event) ? (words[event] ?? event) : event
}

/** Groups of events to look for, by the beginning of their names. */
export const eventGroups = [
  { value: '', text: 'All' },
  { value: 'view.', text: 'Looking at children, and searches' },
  { value: 'cleanse.', text: 'Data quality' },
  { value: 'access.account.', text: 'Signing in and out, and changes to accounts' },
  { value: 'access.', text: 'All about accounts and the log itself' },
] as const
