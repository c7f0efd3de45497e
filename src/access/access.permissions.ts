/** The roles of this version. Access rules by agreement and purpose come on top of them. */
export type Role = 'practitioner' | 'data-steward' | 'administrator' | 'information-governance'

/** What a role is for, and what whoever has it may do: the names are those that pages declare. */
export interface RoleDefinition {
  readonly name: string
  readonly sentence: string
  readonly permissions: readonly string[]
}

const seeChildren = ['view.child.search', 'view.child.read']
const seeDataQuality = ['cleanse.exception.read']

export const roles: Readonly<Record<Role, RoleDefinition>> = {
  practitioner: {
    name: 'Practitioner',
    sentence: 'Finds a child and sees who is involved and whom to ring.',
    permissions: seeChildren,
  },
  'data-steward': {
    name: 'Data steward',
    sentence: 'Sees what is wrong in source systems, by record key. Sees no child’s page.',
    permissions: seeDataQuality,
  },
  administrator: {
    name: 'Administrator',
    sentence: 'Looks after the service. Sees data quality, and no child’s page.',
    permissions: seeDataQuality,
  },
  'information-governance': {
    name: 'Information governance lead',
    sentence: 'Answers for who may see what. Sees no child’s page by virtue of the role.',
    permissions: [],
  },
}

/** What a role may do; a role that is not known may do nothing. */
export function permissionsOf(role: string): ReadonlySet<string> {
  return new Set(Object.hasOwn(roles, role) ? roles[role as Role].permissions : [])
}
