import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '#kernel'
import type { Handle } from '#platform/db'
import { type Answer, definePage, type Page, type PageContext } from '#platform/web'
import { roleKeys, roles as roleTexts } from '../../access.permissions.ts'
import type { AccessSettings } from '../../access-settings.ts'
import {
  addGrant,
  endGrant,
  grantsInForce,
  liftShield,
  openAccountOf,
  referenceOfShield,
  reviewShield,
  shieldsInForce,
} from '../../data/shield.queries.ts'
import type { NamedPerson } from '../../restricted-people.ts'
import { grantFault, reviewFault } from '../../rules/shield-rule.ts'
import {
  emailAddress,
  type FieldError,
  line,
  readForm,
  type ShownErrors,
  shownErrors,
  typedText,
} from '../access-parts/form.ts'
import {
  type ListedPerson,
  listedPeople,
  shownGrant,
  shownShield,
} from './restricted-records.view.ts'
import { shownOrNotFound } from './shown-person.ts'

const permission = 'access.shield.manage'
const template = 'shield/restricted-record.njk'
const mostListed = 500

interface ListModel {
  readonly rows: readonly ListedPerson[]
  readonly isCut: boolean
}

interface RecordModel extends ShownErrors {
  readonly title: string
  readonly person: NamedPerson
  readonly shields: readonly ReturnType<typeof shownShield>[]
  readonly grants: readonly ReturnType<typeof shownGrant>[]
  readonly typed: { email: string; untilOn: string; reason: string; opensWhereabouts: boolean }
}

interface DoneModel {
  readonly reference: string
  readonly what: Record<string, string>
}

const grantForm = z.object({
  email: emailAddress('Enter the email address of the account'),
  untilOn: z.string('Enter the last day'),
  reason: line('Say why they need it', 500),
  opensWhereabouts: z.literal('yes').optional(),
})

/** The restricted records officer's pages: who is restricted, who may see them, and what is lifted. */
export function restrictedRecordPages(settings: AccessSettings): Page[] {
  const find = (context: PageContext) => {
    const { reference } = context.request.params as { reference: string }
    return shownOrNotFound(settings, context, reference)
  }
  return [
    definePage<ListModel, typeof permission>({
      method: 'GET',
      path: '/restricted-records',
      permission,
      audit: {
        event: 'access.restricted-records.listed',
        people: (_request, { rows }) => rows.map(({ reference }) => reference),
      },
      async handle({ database: { db }, today }) {
        const people = (await settings.restrictedPeople?.list(db, mostListed + 1)) ?? []
        const rows = listedPeople(people.slice(0, mostListed), await shieldsInForce(db), today)
        return {
          template: 'shield/restricted-records.njk',
          model: { rows, isCut: people.length > mostListed },
        }
      },
    }),
    definePage<RecordModel, typeof permission>({
      method: 'GET',
      path: '/restricted-records/:reference',
      permission,
      audit: {
        event: 'access.restricted-record.read',
        people: (_request, model) => [model.person.reference],
      },
      async handle(context) {
        const { database, today } = context
        return { template, model: await recordModel(database.db, await find(context), {}, today) }
      },
    }),
    grantPage(find),
    endGrantPage,
    liftPage,
    reviewPage,
  ]
}

function grantPage(find: (context: PageContext) => Promise<NamedPerson>): Page {
  return definePage<RecordModel, typeof permission>({
    method: 'POST',
    path: '/restricted-records/:reference/grants',
    permission,
    isGrave: true,
    audit: {
      event: 'access.shield.granted',
      people: (_request, model) => [model.person.reference],
      criteria: (_request, { typed }) => ({ to: typed.email, until: typed.untilOn }),
    },
    async handle(context): Promise<Answer<RecordModel>> {
      const {
        database: { db },
        request,
        reader,
        today,
      } = context
      const person = await find(context)
      const read = readForm(grantForm, request.body)
      const model = () => recordModel(db, person, request.body, today)
      const refuse = async (errors: readonly FieldError[]): Promise<Answer<RecordModel>> => ({
        template,
        status: 400,
        outcome: 'refused',
        model: { ...(await model()), ...shownErrors(errors) },
      })
      if (!read.isComplete) return refuse(read.errors)
      const { email, untilOn, reason, opensWhereabouts } = read.values
      const fault = grantFault(untilOn, today)
      if (fault !== undefined) return refuse([{ field: 'untilOn', message: fault }])
      const account = await openAccountOf(db, email)
      if (account === undefined || !maySeeChildren(account.role)) {
        const message = 'No open account of somebody who sees children has this address'
        return refuse([{ field: 'email', message }])
      }
      await addGrant(db, {
        ...person,
        account: account.id,
        kind: 'named',
        opensWhereabouts: opensWhereabouts === 'yes',
        reason,
        grantedBy: reader.accountId,
        until: { endOf: untilOn },
      })
      return { redirect: `/restricted-records/${person.reference}`, model: await model() }
    },
  })
}

function maySeeChildren(role: string): boolean {
  const known = roleKeys.find((key) => key === role)
  return known !== undefined && roleTexts[known].permissions.includes('view.child.read')
}

const endGrantPage: Page = definePage<DoneModel, typeof permission>({
  method: 'POST',
  path: '/restricted-records/grants/:id/end',
  permission,
  audit: {
    event: 'access.shield.grant-ended',
    people: (_request, { reference }) => [reference],
  },
  async handle({ database: { db }, request, reader }): Promise<Answer<DoneModel>> {
    const reference = await endGrant(db, idOf(request), reader.accountId)
    return done(reference, {})
  },
})

const liftPage: Page = definePage<DoneModel, typeof permission>({
  method: 'POST',
  path: '/restricted-records/shields/:id/lift',
  permission,
  isGrave: true,
  audit: {
    event: 'access.shield.lifted',
    people: (_request, { reference }) => [reference],
    criteria: (_request, { what }) => what,
  },
  async handle({ database: { db }, request, reader }): Promise<Answer<DoneModel>> {
    const id = idOf(request)
    const reference = await referenceOfShield(db, id)
    const read = readForm(z.object({ because: line('Say why', 500) }), request.body)
    if (!read.isComplete) return { ...done(reference, {}), outcome: 'refused' }
    const { because } = read.values
    await liftShield(db, id, { account: reader.accountId, because })
    return done(reference, { because })
  },
})

const reviewPage: Page = definePage<DoneModel, typeof permission>({
  method: 'POST',
  path: '/restricted-records/shields/:id/review',
  permission,
  audit: {
    event: 'access.shield.reviewed',
    people: (_request, { reference }) => [reference],
    criteria: (_request, { what }) => what,
  },
  async handle({ database: { db }, request, today }): Promise<Answer<DoneModel>> {
    const id = idOf(request)
    const reference = await referenceOfShield(db, id)
    const reviewOn = typedText(request.body, 'reviewOn')
    const isRight = reviewFault(reviewOn, today) === undefined
    if (isRight) await reviewShield(db, id, reviewOn)
    return { ...done(reference, { reviewOn }), outcome: isRight ? 'allowed' : 'refused' }
  },
})

function done(reference: string | undefined, what: Record<string, string>): Answer<DoneModel> {
  if (reference === undefined) throw new NotFound('There is no such shield or grant in force.')
  return { redirect: `/restricted-records/${reference}`, model: { reference, what } }
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!z.uuid().safeParse(id).success) throw new NotFound('There is no such shield or grant.')
  return id
}

async function recordModel(
  db: Handle,
  person: NamedPerson,
  body: unknown,
  today: string,
): Promise<RecordModel> {
  const { reference } = person
  return {
    title: `Restricted record: ${person.name}`,
    person,
    shields: (await shieldsInForce(db, reference)).map((shield) => shownShield(shield, today)),
    grants: (await grantsInForce(db, { reference })).map(shownGrant),
    typed: {
      email: typedText(body, 'email'),
      untilOn: typedText(body, 'untilOn'),
      reason: typedText(body, 'reason'),
      opensWhereabouts: typedText(body, 'opensWhereabouts') === 'yes',
    },
    ...shownErrors(),
  }
}
