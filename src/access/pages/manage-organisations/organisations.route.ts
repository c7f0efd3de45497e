import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '#kernel'
import type { Handle } from '#platform/db'
import { type Answer, definePage, type Page } from '#platform/web'
import { type Role, roleKeys, roleName, roles as roleTexts } from '../../access.permissions.ts'
import {
  addOrganisation,
  changeOrganisation,
  listOrganisations,
  type Organisation,
  organisationByKey,
  organisationOfDomain,
} from '../../data/organisation.queries.ts'
import { endSessionsOfOrganisation } from '../../data/session.queries.ts'
import { organisationKey, readDomains } from '../../rules/organisation-rule.ts'
import {
  type FieldError,
  line,
  readForm,
  type ShownErrors,
  shownErrors,
  typedText,
} from '../access-parts/form.ts'

interface OrganisationsModel {
  readonly organisations: readonly { href: string; name: string; domains: string; state: string }[]
}

interface OrganisationModel extends ShownErrors {
  readonly action: string
  readonly isNew: boolean
  readonly name: string
  readonly kinds: readonly { value: string; text: string; selected: boolean }[]
  readonly emailDomains: string
  readonly roles: readonly {
    value: string
    text: string
    hint: { text: string }
    checked: boolean
  }[]
  readonly isClosed: boolean
}

const kinds = {
  council: 'Council',
  health: 'Health',
  police: 'Police',
  school: 'School or college',
  probation: 'Probation',
  charity: 'Charity',
  other: 'Other',
} as const

const permission = 'access.organisation.manage'
const template = 'manage-organisations/organisation.njk'

const form = z.object({
  name: line('Enter the organisation’s name', 100),
  kind: z.enum(Object.keys(kinds) as [keyof typeof kinds], 'Choose a kind'),
  emailDomains: z.string().max(5000).default(''),
  roles: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) => [given ?? []].flat())
    .refine((given) => given.length > 0, 'Choose at least one role')
    .refine(
      (given) => given.every((role) => Object.hasOwn(roleTexts, role)),
      'Choose from the list',
    ),
  isClosed: z.literal('yes').optional(),
})

/** Which organisations may use Kith, from which addresses and in what roles. */
export const organisationPages: readonly Page[] = [
  definePage<OrganisationsModel, typeof permission>({
    method: 'GET',
    path: '/organisations',
    permission,
    audit: { event: 'access.organisations.listed', people: () => [] },
    async handle({ database: { db } }) {
      const organisations = (await listOrganisations(db)).map((one) => ({
        href: `/organisations/${one.organisation}`,
        name: one.name,
        domains: one.emailDomains.join(', ') || 'None: nobody can register',
        state: one.closedAt ? 'Closed' : 'Open',
      }))
      return { template: 'manage-organisations/organisations.njk', model: { organisations } }
    },
  }),
  definePage<OrganisationModel, typeof permission>({
    method: 'GET',
    path: '/organisations/new',
    permission,
    audit: { event: 'access.organisation.begun', people: () => [] },
    handle: async () => ({ template, model: modelOf('/organisations/new', blank) }),
  }),
  definePage<OrganisationModel, typeof permission>({
    method: 'POST',
    path: '/organisations/new',
    permission,
    isGrave: true,
    audit: { event: 'access.organisation.added', people: () => [], criteria: whatChanged },
    async handle({ database: { db }, request }): Promise<Answer<OrganisationModel>> {
      const read = await readOrganisation(db, request.body)
      if ('errors' in read) return refused('/organisations/new', request, read.errors)
      const key = organisationKey(read.organisation.name)
      const isAdded = await addOrganisation(db, { ...read.organisation, organisation: key })
      if (!isAdded) {
        const message = 'There is an organisation of this name already'
        return refused('/organisations/new', request, [{ field: 'name', message }])
      }
      return { redirect: '/organisations', model: modelOf('', read.organisation) }
    },
  }),
  definePage<OrganisationModel, typeof permission>({
    method: 'GET',
    path: '/organisations/:key',
    permission,
    audit: { event: 'access.organisation.read', people: () => [] },
    async handle({ database: { db }, request }) {
      const found = await organisationOf(db, request)
      return { template, model: modelOf(`/organisations/${found.organisation}`, found) }
    },
  }),
  definePage<OrganisationModel, typeof permission>({
    method: 'POST',
    path: '/organisations/:key',
    permission,
    isGrave: true,
    audit: { event: 'access.organisation.changed', people: () => [], criteria: whatChanged },
    async handle({ database: { db }, request }): Promise<Answer<OrganisationModel>> {
      const { organisation: key, closedAt } = await organisationOf(db, request)
      const read = await readOrganisation(db, request.body, key)
      if ('errors' in read) return refused(`/organisations/${key}`, request, read.errors)
      const isClosed = read.organisation.closedAt !== null
      const to = isClosed ? { closedAt: closedAt ?? new Date() } : { closedAt: null }
      await changeOrganisation(db, key, { ...read.organisation, ...to })
      if (isClosed) await endSessionsOfOrganisation(db, key)
      return { redirect: '/organisations', model: modelOf('', read.organisation) }
    },
  }),
]

type Described = Omit<Organisation, 'organisation'>

const blank: Described = {
  name: '',
  kind: 'school',
  emailDomains: [],
  roles: ['practitioner'],
  closedAt: null,
}

async function readOrganisation(
  db: Handle,
  body: unknown,
  key?: string,
): Promise<{ organisation: Described } | { errors: readonly FieldError[] }> {
  const read = readForm(form, body)
  if (!read.isComplete) return { errors: read.errors }
  const { name, kind, emailDomains, roles, isClosed } = read.values
  const domains = readDomains(emailDomains)
  const fault = 'fault' in domains ? domains.fault : await takenDomain(db, domains.domains, key)
  if (fault !== undefined) return { errors: [{ field: 'emailDomains', message: fault }] }
  const closedAt = isClosed === 'yes' ? new Date() : null
  const emails = 'domains' in domains ? domains.domains : []
  return { organisation: { name, kind, emailDomains: emails, roles, closedAt } }
}

async function takenDomain(
  db: Handle,
  domains: readonly string[],
  key: string | undefined,
): Promise<string | undefined> {
  for (const domain of domains) {
    const owner = await organisationOfDomain(db, domain)
    if (owner && owner.organisation !== key) return `${domain} belongs to ${owner.name}`
  }
  return undefined
}

async function organisationOf(db: Handle, request: FastifyRequest): Promise<Organisation> {
  const { key } = request.params as { key: string }
  const found = await organisationByKey(db, key)
  if (!found) throw new NotFound('There is no such organisation.')
  return found
}

function refused(
  action: string,
  request: FastifyRequest,
  errors: readonly FieldError[],
): Answer<OrganisationModel> {
  const typed = request.body
  const roles = typeof typed === 'object' && typed ? [Reflect.get(typed, 'roles') ?? []].flat() : []
  const model = {
    ...modelOf(
      action,
      { ...blank, kind: typedText(typed, 'kind'), roles: roles.map(String) },
      errors,
    ),
    name: typedText(typed, 'name'),
    emailDomains: typedText(typed, 'emailDomains'),
    isClosed: typedText(typed, 'isClosed') === 'yes',
  }
  return { template, status: 400, outcome: 'refused', model }
}

function whatChanged(_request: FastifyRequest, model: OrganisationModel): Record<string, string> {
  const roles = model.roles.filter(({ checked }) => checked).map(({ value }) => value)
  const { name, emailDomains, isClosed } = model
  return { name, emailDomains, roles: roles.join(' '), isClosed: String(isClosed) }
}

function modelOf(
  action: string,
  { name, kind, emailDomains, roles, closedAt }: Described,
  errors: readonly FieldError[] = [],
): OrganisationModel {
  return {
    action,
    isNew: action === '/organisations/new',
    name,
    kinds: Object.entries(kinds).map(([value, text]) => ({
      value,
      text,
      selected: value === kind,
    })),
    emailDomains: emailDomains.join('\n'),
    roles: roleKeys.map((value: Role) => ({
      value,
      text: roleName(value),
      hint: { text: roleTexts[value].sentence },
      checked: roles.includes(value),
    })),
    isClosed: closedAt !== null,
    ...shownErrors(errors),
  }
}
