import { z } from 'zod'
import { isIsoDate, NotFound } from '#kernel'
import { type Answer, definePage, type Page, type PageContext } from '#platform/web'
import { momentWords } from '../../access.words.ts'
import type { AccessSettings } from '../../access-settings.ts'
import {
  addConcern,
  addConsent,
  addDecisionNotToShare,
  closeConcern,
  concernsOf,
  type OnRecordRow,
  sharingOf,
} from '../../data/on-record.queries.ts'
import { listOrganisations } from '../../data/organisation.queries.ts'
import type { Viewed } from '../../viewing.ts'
import {
  type FieldError,
  line,
  readForm,
  type ShownErrors,
  shownErrors,
  typedText,
} from '../access-parts/form.ts'
import { personAsked } from '../say-purpose/person-asked.ts'

interface Shown extends Pick<OnRecordRow, 'id' | 'by' | 'words'> {
  readonly kind: string
  readonly when: string
  readonly organisations: string
  readonly isLive: boolean
}

interface RecordModel extends ShownErrors {
  readonly reference: string
  readonly rows: readonly Shown[]
  readonly organisations: readonly { value: string; text: string }[]
  readonly typed: Readonly<Record<string, string>>
}

const kindWords: Readonly<Record<string, string>> = {
  concern: 'Concern',
  discussion: 'Strategy discussion',
  enquiry: 'Section 47 enquiry',
  asked: 'Consent asked for',
  given: 'Consent given',
  refused: 'Consent refused',
  withdrawn: 'Consent withdrawn',
  'not-shared': 'Decided not to share',
}

const concernForm = z.object({
  kind: z.enum(['concern', 'discussion', 'enquiry'], 'Choose what it is'),
  organisations: z
    .union([z.string(), z.array(z.string())], 'Choose who takes part')
    .transform((given) => [given].flat()),
  reason: line('Say what it is about, without details of the child', 300),
})
const closeForm = z.object({ id: z.string(), because: line('Say why it is closed', 300) })
const consentForm = z.object({
  state: z.enum(['asked', 'given', 'refused', 'withdrawn'], 'Choose what was said'),
  saidBy: z.enum(['child', 'parent', 'carer'], 'Choose who said it'),
  saidOn: z.string('Enter the day').refine(isIsoDate, 'Enter the day, such as 2026-11-21'),
  note: z.string().trim().max(300, 'Use 300 characters or fewer').default(''),
})
const decisionForm = z.object({
  what: line('Say what is not shared', 300),
  askedBy: line('Say who asked for it', 200),
  reason: line('Say why it is not shared', 500),
})

/** Concerns that purposes rest on; consent, and decisions not to share. */
export function onRecordPages({ people }: AccessSettings): readonly Page[] {
  const readers = { concerns: concernsOf, consent: sharingOf } as const
  const templates = {
    concerns: 'on-record/concerns.njk',
    consent: 'on-record/consent.njk',
  } as const
  type Part = keyof typeof readers

  const modelOf = async (
    { database: { db }, request }: PageContext,
    { reference, formerReferences }: Viewed,
    part: Part,
    errors: readonly FieldError[] = [],
  ): Promise<RecordModel> => {
    const organisations = await listOrganisations(db)
    const names = new Map(organisations.map((one) => [one.organisation, one.name]))
    const rows = await readers[part](db, [reference, ...formerReferences])
    const fields = ['reason', 'because', 'saidOn', 'note', 'what', 'askedBy']
    return {
      reference,
      rows: rows.map((row) => ({
        ...row,
        kind: kindWords[row.kind] ?? row.kind,
        when: momentWords(row.at),
        organisations: row.organisations.map((key) => names.get(key) ?? key).join('; '),
        isLive: row.closedAt === null,
      })),
      organisations: organisations
        .filter(({ closedAt }) => closedAt === null)
        .map((one) => ({ value: one.organisation, text: one.name })),
      typed: Object.fromEntries(fields.map((field) => [field, typedText(request.body, field)])),
      ...shownErrors(errors),
    }
  }

  const page = (part: Part, permission: string, event: string): Page =>
    definePage<RecordModel, string>({
      method: 'GET',
      path: `/children/:reference/${part}`,
      permission,
      audit: { event, people: (_request, { reference }) => [reference] },
      async handle(context) {
        const viewed = await personAsked(context, people)
        return { template: templates[part], model: await modelOf(context, viewed, part) }
      },
    })

  const act = <Schema extends z.ZodType>(options: {
    part: Part
    tail: string
    permission: string
    event: string
    schema: Schema
    save(context: PageContext, viewed: Viewed, values: z.output<Schema>): Promise<void>
  }): Page =>
    definePage<RecordModel, string>({
      method: 'POST',
      path: `/children/:reference/${options.tail}`,
      permission: options.permission,
      audit: { event: options.event, people: (_request, { reference }) => [reference] },
      async handle(context): Promise<Answer<RecordModel>> {
        const viewed = await personAsked(context, people)
        const read = readForm(options.schema, context.request.body)
        if (!read.isComplete) {
          const model = await modelOf(context, viewed, options.part, read.errors)
          return { template: templates[options.part], status: 400, outcome: 'refused', model }
        }
        await options.save(context, viewed, read.values)
        const model = await modelOf(context, viewed, options.part)
        return { redirect: `/children/${viewed.reference}/${options.part}`, model }
      },
    })

  return [
    page('concerns', 'access.concern.record', 'access.concerns.read'),
    act({
      part: 'concerns',
      tail: 'concerns',
      permission: 'access.concern.record',
      event: 'access.concern.recorded',
      schema: concernForm,
      save: ({ database: { db }, reader }, { reference }, values) =>
        addConcern(db, { ...values, reference, openedBy: reader.accountId }),
    }),
    act({
      part: 'concerns',
      tail: 'concerns/close',
      permission: 'access.concern.record',
      event: 'access.concern.closed',
      schema: closeForm,
      async save({ database: { db }, reader }, viewed, { id, because }) {
        const references = [viewed.reference, ...viewed.formerReferences]
        const closed = await closeConcern(db, references, {
          id,
          closedBy: reader.accountId,
          because,
        })
        if (!closed) throw new NotFound('There is no such live concern.')
      },
    }),
    page('consent', 'access.purpose.say', 'access.consent.read'),
    act({
      part: 'consent',
      tail: 'consent',
      permission: 'access.purpose.say',
      event: 'access.consent.recorded',
      schema: consentForm,
      save: ({ database: { db }, reader }, { reference }, values) =>
        addConsent(db, {
          ...values,
          reference,
          recordedBy: reader.accountId,
          organisation: reader.organisation,
        }),
    }),
    act({
      part: 'consent',
      tail: 'consent/not-shared',
      permission: 'access.purpose.say',
      event: 'access.decision-not-to-share.recorded',
      schema: decisionForm,
      save: ({ database: { db }, reader }, { reference }, values) =>
        addDecisionNotToShare(db, {
          ...values,
          reference,
          decidedBy: reader.accountId,
          organisation: reader.organisation,
        }),
    }),
  ]
}
