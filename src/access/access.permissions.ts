/** What this module's pages ask for, each with what it opens. */
export const accessPermissions = {
  'access.account.manage': 'Approve, change and close the accounts of one’s own organisation.',
  'access.account.manage-all': 'The same for every organisation.',
  'access.organisation.manage': 'Say which organisations may use Kith, and for what roles.',
  'access.mail.read': 'See the mail that Kith has sent or is about to send.',
  'access.log.read': 'Read the access log: who has looked at what.',
  'access.child-readers.read': 'See who has looked at a child.',
  'access.purpose.say':
    'Say why one looks at a child, and record consent and decisions not to share.',
  'access.concern.record':
    'Record a live concern, a strategy discussion or an enquiry, and close it.',
  'access.agreement.read': 'Read the sharing agreements, and try out what they open to whom.',
  'access.agreement.change': 'Change and end sharing agreements.',
  'access.shield.raise': 'Shield a child or adult at once: the whole record, or where they are.',
  'access.shield.pass': 'See everybody whom a shield hides.',
  'access.shield.manage': 'Look after restricted records: review and lift shields, grant by name.',
  'access.glass.break': 'Break the glass: open one restricted record in an emergency.',
  'access.glass.agree': 'Agree as second person that somebody else breaks the glass.',
  'access.glass.review': 'Review each time that somebody broke the glass.',
} as const

/** What people's work is. Access rules by agreement and purpose come on top of it. */
export type Role =
  | 'practitioner'
  | 'screening-officer'
  | 'social-worker'
  | 'team-manager'
  | 'matching-reviewer'
  | 'data-steward'
  | 'restricted-records-officer'
  | 'information-governance'
  | 'analyst'
  | 'administrator'

/** What a role is for, and what whoever has it may do: the names are those that pages declare. */
export interface RoleDefinition {
  readonly name: string
  readonly sentence: string
  readonly permissions: readonly string[]
}

const seeChildren = [
  'view.child.search',
  'view.child.read',
  'view.join.doubt',
  'cleanse.report.make',
  'access.purpose.say',
]
const frontDoor = ['access.concern.record']
const shieldAndBreakGlass = ['access.shield.raise', 'access.glass.break']
const seeDataQuality = ['cleanse.exception.read', 'cleanse.coverage.read', 'extract.feed.read']

export const roles: Readonly<Record<Role, RoleDefinition>> = {
  practitioner: {
    name: 'Practitioner',
    sentence: 'Finds a child and sees who is involved and whom to ring.',
    permissions: seeChildren,
  },
  'screening-officer': {
    name: 'Screening officer',
    sentence: 'Works at the front door: finds the child whom a concern is about.',
    permissions: [...seeChildren, ...shieldAndBreakGlass, ...frontDoor],
  },
  'social-worker': {
    name: 'Social worker',
    sentence: 'Finds a child and sees who is involved, for statutory work.',
    permissions: [...seeChildren, ...shieldAndBreakGlass, ...frontDoor],
  },
  'team-manager': {
    name: 'Team manager',
    sentence: 'Answers for a team’s work: sees children, and who has looked at them.',
    permissions: [
      ...seeChildren,
      ...shieldAndBreakGlass,
      ...frontDoor,
      'access.glass.agree',
      'access.child-readers.read',
      'cleanse.not-seen.read',
    ],
  },
  'matching-reviewer': {
    name: 'Matching reviewer',
    sentence:
      'Decides which records are of one person. Sees no child’s page by virtue of the role.',
    permissions: ['match.review.decide', 'match.reference.read', 'match.quality.read'],
  },
  'data-steward': {
    name: 'Data steward',
    sentence: 'Sees what is wrong in source systems, by record key. Sees no child’s page.',
    permissions: [
      ...seeDataQuality,
      'cleanse.exception.answer',
      'extract.file.upload',
      'extract.file.let-through',
      'extract.gone.explain',
    ],
  },
  'restricted-records-officer': {
    name: 'Restricted records officer',
    sentence: 'Looks after restricted records: sees them, says who may, and lifts shields.',
    permissions: [
      ...seeChildren,
      'access.shield.raise',
      'access.shield.pass',
      'access.shield.manage',
      'cleanse.restricted.read',
      'access.child-readers.read',
      'match.review.decide',
      'match.reference.read',
    ],
  },
  'information-governance': {
    name: 'Information governance lead',
    sentence: 'Answers for who may see what, and reads who has looked. Sees no child’s page.',
    permissions: [
      'match.breach.assess',
      'match.reference.read',
      'access.log.read',
      'access.child-readers.read',
      'access.glass.review',
      'retention.read',
      'retention.run',
      'access.agreement.read',
      'access.agreement.change',
    ],
  },
  analyst: {
    name: 'Analyst',
    sentence: 'Works with figures. Sees no child’s page.',
    permissions: ['view.reporting.read', 'cleanse.coverage.read', 'match.quality.read'],
  },
  administrator: {
    name: 'Administrator',
    sentence: 'Looks after the service and its organisations. Sees no child’s page.',
    permissions: [
      'match.quality.read',
      ...seeDataQuality,
      'cleanse.exception.read-all',
      'access.organisation.manage',
      'access.account.manage',
      'access.account.manage-all',
      'access.mail.read',
    ],
  },
}

/** Every role, in the order in which they are offered. */
export const roleKeys: readonly Role[] = Object.keys(roles) as Role[]

/** What an account's permissions follow from. */
export interface Entitled {
  readonly role: string
  /** The roles that people of the organisation may have. */
  readonly organisationRoles: readonly string[]
  readonly isLead: boolean
}

/**
 * What an account may do: what its role grants, if its organisation's people may have that role, and
 * the accounts of its organisation if it is its lead. A role that is not known may do nothing.
 */
export function permissionsOf({ role, organisationRoles, isLead }: Entitled): ReadonlySet<string> {
  const isGranted = Object.hasOwn(roles, role) && organisationRoles.includes(role)
  return new Set([
    ...(isGranted ? roles[role as Role].permissions : []),
    ...(isLead ? ['access.account.manage'] : []),
  ])
}

/** `Practitioner`; a role that is not known by its key. */
export function roleName(role: string): string {
  return Object.hasOwn(roles, role) ? roles[role as Role].name : role
}
