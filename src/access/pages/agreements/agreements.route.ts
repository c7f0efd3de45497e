import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays, isIsoDate, NotFound } from '#kernel'
import { type Answer, definePage, type Page, type PageContext } from '#platform/web'
import { roleKeys, roleName } from '../../access.permissions.ts'
import {
  type AgreementVersion,
  addVersion,
  listAgreements,
  versionsOf,
} from '../../data/agreement.queries.ts'
import { listOrganisations } from '../../data/organisation.queries.ts'
import { dataKindKeys, dataKinds } from '../../rules/data-kinds.ts'
import { grantsOf, opensKind } from '../../rules/grants.ts'
import { type PurposeKey, purposeKeys, purposes } from '../../rules/purposes.ts'
import type { SharingAgreement } from '../../rules/sharing-agreement.ts'
import {
  type FieldError,
  line,
  readForm,
  type ShownErrors,
  shownErrors,
  typedText,
} from '../access-parts/form.ts'
import {
  type AgreementRow,
  type AgreementWords,
  agreementRow,
  agreementWords,
  type VersionRow,
  versionRow,
} from './agreements.view.ts'

interface ListModel {
  readonly rows: readonly AgreementRow[]
}

interface AgreementModel extends ShownErrors {
  readonly shown: AgreementWords
  readonly versions: readonly VersionRow[]
  readonly typed: { readonly toOn: string; readonly reason: string }
  readonly mayChange: boolean
}

interface Choice {
  readonly value: string
  readonly text: string
  readonly selected: boolean
}

interface PreviewModel {
  readonly organisations: readonly Choice[]
  readonly roles: readonly Choice[]
  readonly purposes: readonly Choice[]
  readonly kinds: readonly string[]
  /** For each source what of it is open; undefined before anything is chosen. */
  readonly rows:
    | readonly { readonly source: string; readonly cells: readonly string[] }[]
    | undefined
  readonly limited: number
}

/** The agreements for the information governance lead: in plain words, tried out, ended. */
export const agreementPages: readonly Page[] = [
  definePage<ListModel, 'access.agreement.read'>({
    method: 'GET',
    path: '/agreements',
    permission: 'access.agreement.read',
    audit: { event: 'access.agreements.listed', people: () => [] },
    async handle({ database: { db }, today }) {
      const rows = (await listAgreements(db)).map((one) => agreementRow(one, today))
      return { template: 'agreements/agreements.njk', model: { rows } }
    },
  }),
  definePage<PreviewModel, 'access.agreement.read'>({
    method: 'GET',
    path: '/agreements/preview',
    permission: 'access.agreement.read',
    audit: {
      event: 'access.agreements.tried',
      people: () => [],
      criteria: (request) => asked(request),
    },
    async handle(context) {
      return { template: 'agreements/preview.njk', model: await previewModel(context) }
    },
  }),
  definePage<AgreementModel, 'access.agreement.read'>({
    method: 'GET',
    path: '/agreements/:agreement',
    permission: 'access.agreement.read',
    audit: {
      event: 'access.agreement.read',
      people: () => [],
      criteria: (_request, { shown }) => ({ agreement: shown.agreement }),
    },
    async handle(context) {
      const versions = await foundVersions(context)
      return { template, model: await agreementModel(context, versions) }
    },
  }),
  definePage<AgreementModel, 'access.agreement.change'>({
    method: 'POST',
    path: '/agreements/:agreement/end',
    permission: 'access.agreement.change',
    isGrave: true,
    audit: {
      event: 'access.agreement.ended',
      people: () => [],
      criteria: (_request, { shown, typed }) => ({ agreement: shown.agreement, ...typed }),
    },
    async handle(context): Promise<Answer<AgreementModel>> {
      const { database, request, reader, today } = context
      const versions = await foundVersions(context)
      const [standing] = versions
      const read = readForm(endForm, request.body)
      const toOn = typedText(request.body, 'toOn')
      const fault = standing && endFault(standing.content, toOn, today)
      const errors: FieldError[] = [
        ...(read.isComplete ? [] : read.errors),
        ...(fault ? [{ field: 'toOn', message: fault }] : []),
      ]
      if (!read.isComplete || errors.length > 0 || standing === undefined) {
        const model = await agreementModel(context, versions, errors)
        return { template, status: 400, outcome: 'refused', model }
      }
      const isAdded = await addVersion(
        database.db,
        { ...standing.content, toOn },
        { after: standing.version, changedBy: reader.accountId, reason: read.values.reason },
      )
      const model = await agreementModel(context, versions, [
        { field: 'reason', message: 'Somebody else has changed this agreement. Look at it again' },
      ])
      if (!isAdded) return { template, status: 400, outcome: 'refused', model }
      return { redirect: `/agreements/${standing.content.agreement}`, model }
    },
  }),
]

const template = 'agreements/agreement.njk'

const endForm = z.object({ reason: line('Say why it ends', 300) })

/** Data that was open yesterday was open: an end lies no further back than yesterday. */
function endFault({ fromOn }: SharingAgreement, toOn: string, today: string): string | undefined {
  if (!isIsoDate(toOn)) return 'Enter the last day, such as 2027-03-31'
  if (toOn < addDays(today, -1)) return 'The last day must be yesterday or later'
  return toOn < fromOn ? 'The last day must not be before the first' : undefined
}

async function foundVersions({ database, request }: PageContext): Promise<AgreementVersion[]> {
  const { agreement } = request.params as { agreement: string }
  const versions = await versionsOf(database.db, agreement)
  if (versions.length === 0) throw new NotFound('There is no such agreement.')
  return versions
}

async function agreementModel(
  { database: { db }, request, reader, today }: PageContext,
  versions: readonly AgreementVersion[],
  errors: readonly FieldError[] = [],
): Promise<AgreementModel> {
  const [standing] = versions
  if (standing === undefined) throw new NotFound('There is no such agreement.')
  return {
    shown: agreementWords(standing.content, await organisationNames(db), today),
    versions: versions.map(versionRow),
    typed: { toOn: typedText(request.body, 'toOn'), reason: typedText(request.body, 'reason') },
    mayChange: reader.permissions.has('access.agreement.change'),
    ...shownErrors(errors),
  }
}

async function organisationNames(
  db: PageContext['database']['db'],
): Promise<ReadonlyMap<string, string>> {
  return new Map((await listOrganisations(db)).map((one) => [one.organisation, one.name]))
}

function asked(request: FastifyRequest): Record<string, string> {
  const { query } = request
  const fields = ['organisation', 'role', 'purpose'] as const
  return Object.fromEntries(
    fields.map((field) => [field, typedText(query, field)]).filter(([, text]) => text !== ''),
  )
}

async function previewModel({
  database: { db },
  request,
  today,
}: PageContext): Promise<PreviewModel> {
  const { organisation, role, purpose } = asked(request)
  const agreements = await listAgreements(db)
  const known = purposeKeys.find((key): key is PurposeKey => key === purpose)
  const grants =
    organisation && role && known
      ? grantsOf(agreements, { organisation, role, purpose: known, today })
      : undefined
  const sources = [...new Set(agreements.map(({ source }) => source))].sort()
  const choice = (value: string, text: string, chosen: string | undefined): Choice => ({
    value,
    text,
    selected: value === chosen,
  })
  return {
    organisations: (await listOrganisations(db)).map((one) =>
      choice(one.organisation, one.name, organisation),
    ),
    roles: roleKeys.map((key) => choice(key, roleName(key), role)),
    purposes: purposeKeys.map((key) => choice(key, purposes[key].name, purpose)),
    kinds: dataKindKeys.map((kind) => dataKinds[kind]),
    rows:
      grants &&
      sources.map((source) => ({
        source,
        cells: dataKindKeys.map((kind) => {
          if (opensKind(grants, source, kind)) return 'Shown'
          return grants.limited.some((one) => opensKind(one, source, kind))
            ? 'Of some people'
            : 'Not shared'
        }),
      })),
    limited: grants?.limited.length ?? 0,
  }
}
