import { z } from 'zod'
import { type Answer, definePage, type Page, type PageContext } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { addShield } from '../../data/shield.queries.ts'
import type { NamedPerson } from '../../restricted-people.ts'
import {
  offeredReview,
  reviewFault,
  type ShieldGround,
  shieldGrounds,
} from '../../rules/shield-rule.ts'
import {
  type FieldError,
  line,
  readForm,
  type ShownErrors,
  shownErrors,
  typedText,
} from '../access-parts/form.ts'
import { shownOrNotFound, shownPerson } from './shown-person.ts'

const permission = 'access.shield.raise'
const template = 'shield/raise-shield.njk'
const byReference = 'shield/raise-by-reference.njk'

interface RaiseModel extends ShownErrors {
  readonly title: string
  readonly person: NamedPerson
  readonly scope: string
  readonly coversFamily: boolean
  readonly grounds: readonly { value: string; text: string; checked: boolean }[]
  readonly reason: string
  readonly reviewOn: string
}

interface ByReferenceModel extends ShownErrors {
  readonly title: string
  readonly reference: string
  readonly raised: string
  /** Whom the answer leads to, for the log. */
  readonly people: readonly string[]
}

const form = z.object({
  scope: z.enum(['record', 'whereabouts'], 'Choose what to hide'),
  coversFamily: z.literal('yes').optional(),
  ground: z.enum(
    Object.keys(shieldGrounds) as [ShieldGround, ...ShieldGround[]],
    'Choose why the person is shielded',
  ),
  reason: line('Say why in a sentence or two', 500),
  reviewOn: z.string('Enter the review date'),
})

/** Shielding somebody at once: from their page, or by their Child ID. */
export function raiseShieldPages(settings: AccessSettings): Page[] {
  const find = (context: PageContext, reference: string) =>
    shownOrNotFound(settings, context, reference)
  return [
    definePage<RaiseModel, typeof permission>({
      method: 'GET',
      path: '/children/:reference/shield',
      permission,
      audit: {
        event: 'access.shield.begun',
        people: (_request, model) => [model.person.reference],
      },
      async handle(context) {
        const { request, today } = context
        const person = await find(context, referenceOf(request.params))
        return { template, model: modelOf(person, {}, today) }
      },
    }),
    definePage<RaiseModel, typeof permission>({
      method: 'POST',
      path: '/children/:reference/shield',
      permission,
      audit: {
        event: 'access.shield.raised',
        people: (_request, model) => [model.person.reference],
        criteria: (_request, { scope, reviewOn }) => ({ scope, reviewOn }),
      },
      async handle(context): Promise<Answer<RaiseModel>> {
        const {
          database: { db },
          request,
          reader,
          today,
        } = context
        const person = await find(context, referenceOf(request.params))
        const model = modelOf(person, request.body, today)
        const read = readForm(form, request.body)
        const errors = read.isComplete ? reviewErrors(read.values.reviewOn, today) : read.errors
        if (!read.isComplete || errors.length > 0) {
          return {
            template,
            status: 400,
            outcome: 'refused',
            model: { ...model, title: `Error: ${model.title}`, ...shownErrors(errors) },
          }
        }
        const { scope, coversFamily, ground, reason, reviewOn } = read.values
        const shieldId = await addShield(db, {
          reference: person.reference,
          scope,
          coversFamily: scope === 'whereabouts' || coversFamily === 'yes',
          ground,
          reason,
          reviewOn,
          raisedBy: reader.accountId,
        })
        await settings.restrictedPeople?.bind(db, shieldId)
        return { redirect: `/shield?raised=${scope}`, model }
      },
    }),
    byReferencePage,
    byReferenceAsk(settings),
  ]
}

const byReferencePage: Page = definePage<ByReferenceModel, typeof permission>({
  method: 'GET',
  path: '/shield',
  permission,
  audit: { event: 'access.shield.begun', people: () => [] },
  async handle({ request }) {
    return {
      template: byReference,
      model: byReferenceModel('', typedText(request.query, 'raised')),
    }
  },
})

function byReferenceAsk(settings: AccessSettings): Page {
  return definePage<ByReferenceModel, typeof permission>({
    method: 'POST',
    path: '/shield',
    permission,
    audit: { event: 'access.shield.begun', people: (_request, { people }) => [...people] },
    async handle(context): Promise<Answer<ByReferenceModel>> {
      const { request } = context
      const typed = typedText(request.body, 'reference').toUpperCase().replaceAll(/[\s-]/g, '')
      const found = await shownPerson(settings, context, typed)
      if (found) {
        return {
          redirect: `/children/${found.reference}/shield`,
          model: { ...byReferenceModel(typed), people: [found.reference] },
        }
      }
      const message =
        typed === ''
          ? 'Enter a Child ID'
          : 'No record that you can see has this Child ID. Check it, or find the child by name'
      const model = byReferenceModel(typed, '', [{ field: 'reference', message }])
      return { template: byReference, status: 400, outcome: 'refused', model }
    },
  })
}

function byReferenceModel(
  reference: string,
  raised = '',
  errors: readonly FieldError[] = [],
): ByReferenceModel {
  const title = 'Shield a person'
  return {
    title: errors.length > 0 ? `Error: ${title}` : title,
    reference,
    raised: ['record', 'whereabouts'].includes(raised) ? raised : '',
    people: [],
    ...shownErrors(errors),
  }
}

function reviewErrors(reviewOn: string, today: string): FieldError[] {
  const message = reviewFault(reviewOn, today)
  return message === undefined ? [] : [{ field: 'reviewOn', message }]
}

function referenceOf(params: unknown): string {
  return (params as { reference: string }).reference
}

function modelOf(person: NamedPerson, body: unknown, today: string): RaiseModel {
  const ground = typedText(body, 'ground')
  return {
    title: `Shield ${person.name}`,
    person,
    scope: typedText(body, 'scope'),
    coversFamily: typedText(body, 'coversFamily') === 'yes',
    grounds: Object.entries(shieldGrounds).map(([value, { text }]) => ({
      value,
      text,
      checked: value === ground,
    })),
    reason: typedText(body, 'reason'),
    reviewOn: typedText(body, 'reviewOn') || offeredReview(today),
    ...shownErrors(),
  }
}
