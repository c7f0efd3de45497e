import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatDate, NotFound } from '#kernel'
import type { Handle } from '#platform/db'
import { type Answer, definePage, type Page, type Reader } from '#platform/web'
import { momentWords } from '../../access.words.ts'
import { type BrokenGlass, brokenGlasses, reviewGlass } from '../../data/broken-glass.queries.ts'
import { endGrant } from '../../data/shield.queries.ts'
import { groundWords, reviewDueOn } from '../../rules/shield-rule.ts'
import { line, readForm, type ShownErrors, shownErrors, typedText } from '../access-parts/form.ts'

const permission = 'access.glass.review'
const template = 'break-glass/review-glass.njk'
const outcomes = { justified: 'Justified', 'not-justified': 'Not justified' } as const

interface UsesModel {
  readonly uses: readonly {
    id: string
    at: string
    who: string
    what: string
    review: string
    isDue: boolean
    reference: string | null
  }[]
}

interface UseModel extends ShownErrors {
  readonly id: string
  readonly reference: string | undefined
  readonly rows: readonly { key: { text: string }; value: { text: string } }[]
  readonly canReview: boolean
  readonly canEnd: boolean
  readonly outcome: string
  readonly note: string
}

const form = z.object({
  outcome: z.enum(['justified', 'not-justified'], 'Choose what you found'),
  note: line('Say what you asked and what you found', 500),
})

/** Information governance reviews each time that somebody broke the glass. */
export const reviewGlassPages: readonly Page[] = [
  definePage<UsesModel, typeof permission>({
    method: 'GET',
    path: '/break-glass/uses',
    permission,
    audit: {
      event: 'access.glass.uses-listed',
      people: (_request, { uses }) => uses.flatMap(({ reference }) => reference ?? []),
    },
    async handle({ database: { db }, today }) {
      const uses = (await brokenGlasses(db, {})).map((one) => ({
        id: one.glassId,
        at: momentWords(one.askedAt),
        who: `${one.askedByName}, ${one.organisation}`,
        what: whatCameOfIt(one),
        review: one.outcome ? outcomes[one.outcome] : `By ${formatDate(reviewDueOn(one.askedOn))}`,
        isDue: one.outcome === null && reviewDueOn(one.askedOn) <= today,
        reference: one.reference,
      }))
      return { template: 'break-glass/uses.njk', model: { uses } }
    },
  }),
  definePage<UseModel, typeof permission>({
    method: 'GET',
    path: '/break-glass/uses/:id',
    permission,
    audit: { event: 'access.glass.use-read', people: peopleOf },
    async handle({ database: { db }, request, reader }) {
      return { template, model: modelOf(await useOf(db, request), reader, {}) }
    },
  }),
  definePage<UseModel, typeof permission>({
    method: 'POST',
    path: '/break-glass/uses/:id',
    permission,
    audit: {
      event: 'access.glass.reviewed',
      people: peopleOf,
      criteria: (_request, { id, outcome }) => ({ id, outcome }),
    },
    async handle({ database: { db }, request, reader }): Promise<Answer<UseModel>> {
      const use = await useOf(db, request)
      const read = readForm(form, request.body)
      const model = modelOf(use, reader, request.body)
      if (!read.isComplete) {
        const shown = { ...model, ...shownErrors(read.errors) }
        return { template, status: 400, outcome: 'refused', model: shown }
      }
      await reviewGlass(db, use.glassId, { ...read.values, by: reader.accountId })
      return { redirect: '/break-glass/uses', model }
    },
  }),
  definePage<UseModel, typeof permission>({
    method: 'POST',
    path: '/break-glass/uses/:id/end',
    permission,
    audit: { event: 'access.shield.grant-ended', people: peopleOf },
    async handle({ database: { db }, request, reader }): Promise<Answer<UseModel>> {
      const use = await useOf(db, request)
      if (use.grantId !== null) await endGrant(db, use.grantId, reader.accountId)
      return { redirect: `/break-glass/uses/${use.glassId}`, model: modelOf(use, reader, {}) }
    },
  }),
]

function peopleOf(_request: FastifyRequest, { reference }: UseModel): string[] {
  return reference === undefined ? [] : [reference]
}

async function useOf(db: Handle, request: FastifyRequest): Promise<BrokenGlass> {
  const { id } = request.params as { id: string }
  const [use] = z.uuid().safeParse(id).success ? await brokenGlasses(db, { glassId: id }) : []
  if (use === undefined) throw new NotFound('The glass was not broken under this id.')
  return use
}

/** Information governance is told more than whoever asked: also that somebody was there and stayed shut. */
function whatCameOfIt({ state, grantId, reference }: BrokenGlass): string {
  if (state === 'waiting') return 'Waits for a second person'
  if (state === 'refused') return 'The second person did not agree'
  if (grantId !== null) return 'Opened a record'
  return reference === null ? 'Found nobody' : 'Stayed shut: restricted by law'
}

function modelOf(use: BrokenGlass, reader: Reader, body: unknown): UseModel {
  const { glassId, reference, untilAt, outcome, note } = use
  const rows: [string, string][] = [
    ['When', momentWords(use.askedAt)],
    ['Who', `${use.askedByName}, ${use.organisation}`],
    ['Why', groundWords(use.ground)],
    ['What has happened', use.reason],
    ['What came of it', whatCameOfIt(use)],
    ['Whose record', reference ?? 'Nobody’s'],
    ['Whereabouts', use.wantsWhereabouts ? 'Asked for' : 'Not asked for'],
    ['Second person', use.decidedByName ?? 'None'],
    ['Open until', untilAt === null ? 'Never open' : momentWords(untilAt)],
    ...(outcome === null
      ? []
      : ([
          ['Review', `${outcomes[outcome]}, by ${use.reviewedByName}`],
          ['What the review found', note ?? ''],
        ] as [string, string][])),
  ]
  return {
    id: glassId,
    reference: reference ?? undefined,
    rows: rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } })),
    canReview: outcome === null && use.askedBy !== reader.accountId,
    canEnd: untilAt !== null && untilAt > new Date(),
    outcome: typedText(body, 'outcome'),
    note: typedText(body, 'note'),
    ...shownErrors(),
  }
}
