import { z } from 'zod'
import { accountNames, readForm, shownErrors, typedText } from '#access'
import { Conflict, NotFound } from '#kernel'
import { type Answer, definePage, type Page, type PageContext } from '#platform/web'
import {
  type Breach,
  breachById,
  breachReaders,
  decideBreach,
  listBreaches,
} from '../../data/breach.queries.ts'
import { matchEvents } from '../match.audit.ts'
import { breachPath, matchPaths } from '../match.paths.ts'
import type { MatchPermission } from '../match.permissions.ts'
import {
  type BreachListModel,
  type BreachModel,
  type BreachParts,
  breachListModel,
  breachModel,
  decisionWords,
  riskWords,
} from './breach.view.ts'

const permission = 'match.breach.assess'
const template = 'breaches/breach.njk'
const mostBreaches = 500

const list: Page = definePage<BreachListModel, MatchPermission>({
  method: 'GET',
  path: matchPaths.breaches,
  permission,
  audit: { event: matchEvents.breachesListed, people: (_request, { people }) => [...people] },
  async handle({ database }) {
    const breaches = await listBreaches(database.db, mostBreaches)
    return { template: 'breaches/breaches.njk', model: breachListModel(breaches, new Date()) }
  },
})

const read: Page = definePage<BreachModel, MatchPermission>({
  method: 'GET',
  path: matchPaths.breach,
  permission,
  audit: { event: matchEvents.breachRead, people: (_request, { people }) => [...people] },
  async handle(context) {
    return { template, model: await modelOf(context, await breachOf(context)) }
  },
})

const form = z.object({
  risk: z.enum(keysOf(riskWords), 'Choose how great the risk is'),
  decision: z.enum(keysOf(decisionWords), 'Choose what is to be done'),
  reasons: z
    .string('Say why')
    .trim()
    .min(1, 'Say why, so that an inspector can follow it')
    .max(2000, 'Use 2,000 characters or fewer'),
})

const decide: Page = definePage<BreachModel, MatchPermission>({
  method: 'POST',
  path: matchPaths.breach,
  permission,
  audit: {
    event: matchEvents.breachDecided,
    people: (_request, { people }) => [...people],
    criteria: ({ body }) => ({ decision: typedText(body, 'decision') }),
  },
  async handle(context): Promise<Answer<BreachModel>> {
    const breach = await breachOf(context)
    const { body } = context.request
    const typed = {
      risk: typedText(body, 'risk'),
      decision: typedText(body, 'decision'),
      reasons: typedText(body, 'reasons'),
    }
    const values = readForm(form, body)
    if (!values.isComplete) {
      const model = await modelOf(context, breach, { typed, problems: shownErrors(values.errors) })
      return { template, status: 400, outcome: 'refused', model }
    }
    const by = context.reader.accountId
    if (!(await decideBreach(context.database.db, breach.breachId, { ...values.values, by }))) {
      throw new Conflict('Somebody else has decided on this already.', { fix: 'Open it again.' })
    }
    return { redirect: breachPath(breach.breachId), model: await modelOf(context, breach) }
  },
})

/** Wrong joins that somebody was shown, each with its assessment. */
export const breachPages: Page[] = [list, read, decide]

async function breachOf({ database, request }: PageContext): Promise<Breach> {
  const { breachId } = z.object({ breachId: z.string() }).parse(request.params)
  const breach = z.uuid().safeParse(breachId).success
    ? await breachById(database.db, breachId)
    : undefined
  if (!breach) throw new NotFound('There is no such assessment.')
  return breach
}

async function modelOf(
  { database: { db } }: PageContext,
  breach: Breach,
  more: Pick<BreachParts, 'typed' | 'problems'> = {},
): Promise<BreachModel> {
  const readers = await breachReaders(db, breach.breachId)
  const accounts = [...readers.map(({ account }) => account), breach.decidedBy]
  const names = await accountNames(
    db,
    accounts.filter((account) => account !== null),
  )
  return breachModel({ breach, readers, names, now: new Date(), ...more })
}

function keysOf<Words extends object>(
  words: Words,
): [keyof Words & string, ...(keyof Words & string)[]] {
  return Object.keys(words) as [keyof Words & string, ...(keyof Words & string)[]]
}
