import { z } from 'zod'
import { type Answer, definePage, type Page, safePath } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { addSaidPurpose } from '../../data/purpose.queries.ts'
import { purposesFor } from '../../viewing.ts'
import { readForm, typedText } from '../access-parts/form.ts'
import { personAsked } from './person-asked.ts'
import { type SayPurposeModel, sayPurposeModel } from './say-purpose.view.ts'

const permission = 'access.purpose.say'
const path = '/children/:reference/purpose'
const template = 'say-purpose/say-purpose.njk'
const form = z.object({ purpose: z.string('Choose why you are looking').min(1) })

/** Why a reader looks at somebody: asked once a day, and again where they want to say otherwise. */
export function sayPurposePages({ people }: AccessSettings): readonly Page[] {
  return [
    definePage<SayPurposeModel, typeof permission>({
      method: 'GET',
      path,
      permission,
      audit: { event: 'access.purpose.asked', people: (_request, { reference }) => [reference] },
      async handle(context) {
        const { database, request, reader, today } = context
        const viewed = await personAsked(context, people)
        const { offered, said } = await purposesFor(database.db, reader, viewed, today)
        const keys = offered.map(({ purpose }) => purpose)
        const next = nextFor(viewed.reference, typedText(request.query, 'next'))
        return { template, model: sayPurposeModel(viewed.reference, next, keys, said) }
      },
    }),
    definePage<SayPurposeModel, typeof permission>({
      method: 'POST',
      path,
      permission,
      audit: {
        event: 'access.purpose.said',
        people: (_request, { reference }) => [reference],
        criteria: (_request, { said }) => (said ? { purpose: said } : {}),
      },
      async handle(context): Promise<Answer<SayPurposeModel>> {
        const { database, request, reader, today } = context
        const viewed = await personAsked(context, people)
        const { reference } = viewed
        const { offered, said } = await purposesFor(database.db, reader, viewed, today)
        const keys = offered.map(({ purpose }) => purpose)
        const next = nextFor(reference, typedText(request.body, 'next'))
        const read = readForm(form, request.body)
        const chosen = keys.find((key) => read.isComplete && key === read.values.purpose)
        if (chosen === undefined) {
          const errors = [{ field: 'purpose', message: 'Choose why you are looking' }]
          const model = sayPurposeModel(reference, next, keys, said, errors)
          return { template, status: 400, outcome: 'refused', model }
        }
        await addSaidPurpose(database.db, {
          account: reader.accountId,
          reference,
          on: today,
          purpose: chosen,
        })
        const model = { ...sayPurposeModel(reference, next, keys, chosen), said: chosen }
        return { redirect: next, model }
      },
    }),
  ]
}

/** Where the reader wanted to go; to the child's page where that is not said. */
function nextFor(reference: string, typed: string): string {
  const next = safePath(typed)
  return next === '/' ? `/children/${reference}` : next
}
