/** What a role may be allowed to do in this module, each with one plain sentence for administrators. */
export const viewPermissions = {
  'view.child.search': 'Search for a child or adult by name, date of birth, postcode or number',
  'view.child.read': 'Open the page of a child or adult: details, services, and who holds a record',
  'view.join.doubt': 'Say that records which were joined are not of the same child',
  'view.reporting.read': 'Read what data reports may rely on, and what it means',
} as const

export type ViewPermission = keyof typeof viewPermissions
