import { z } from 'zod'
import { type Openings, readForm, type ShownErrors, shownErrors, typedText } from '#access'
import { NotFound } from '#kernel'
import { doubtJoin, openDoubtOf, type PersonRecord } from '#match'
import { type Answer, definePage, type Page, type PageContext } from '#platform/web'
import type { ChildRecord } from '#store'
import { sharedRecordsOf } from '../../person/doubt-notice.ts'
import { type AskFirst, readPerson } from '../../person/read-person.ts'
import { childName } from '../../values/child-name.ts'
import { viewEvents } from '../../view.audit.ts'
import { detailsPath, doubtPath, viewPaths } from '../../view.paths.ts'
import type { ViewPermission } from '../../view.permissions.ts'

interface DoubtModel extends ShownErrors {
  readonly title: string
  readonly name: string
  readonly reference: string
  readonly backHref: string
  readonly action: string
  readonly records: readonly { value: string; text: string; checked: boolean }[]
  readonly because: string
  /** Asked already, and not decided yet. */
  readonly isOpen: boolean
}

const permission = 'view.join.doubt'
const template = 'doubt-join/doubt-join.njk'

/** "These are not the same child": opens a review and splits nothing. */
export function doubtJoinPages(opens: Openings): Page[] {
  return [
    definePage<DoubtModel | undefined, ViewPermission>({
      method: 'GET',
      path: viewPaths.doubt,
      permission,
      audit: {
        event: viewEvents.doubtOpened,
        people: (_request, model) => (model ? [model.reference] : []),
      },
      async handle(context): Promise<Answer<DoubtModel | undefined>> {
        const joined = await joinedPerson(context, opens)
        if ('askAt' in joined)
          return { redirect: joined.askAt, model: undefined, outcome: 'refused' }
        const { record, records } = joined
        return { template, model: await modelOf(context, record, records) }
      },
    }),
    definePage<DoubtModel | undefined, ViewPermission>({
      method: 'POST',
      path: viewPaths.doubt,
      permission,
      audit: {
        event: viewEvents.doubted,
        people: (_request, model) => (model ? [model.reference] : []),
      },
      async handle(context): Promise<Answer<DoubtModel | undefined>> {
        const joined = await joinedPerson(context, opens)
        if ('askAt' in joined)
          return { redirect: joined.askAt, model: undefined, outcome: 'refused' }
        const { record, records } = joined
        const { body } = context.request
        const chosen = chosenOf(body)
        const refused = async (problems: ShownErrors): Promise<Answer<DoubtModel>> => ({
          template,
          status: 400,
          outcome: 'refused',
          model: { ...(await modelOf(context, record, records)), ...problems },
        })
        const read = readForm(becauseForm, body)
        const problems = [
          ...(chosen.length === 0 ? [{ field: 'record', message: chooseOne }] : []),
          ...(chosen.length === records.length ? [{ field: 'record', message: notAll }] : []),
          ...(read.isComplete ? [] : read.errors),
        ]
        if (!read.isComplete || problems.length > 0) return refused(shownErrors(problems))
        await doubtJoin(context.database.db, {
          personId: record.personId,
          records: records.filter((_, at) => chosen.includes(at)),
          accountId: context.reader.accountId,
          because: read.values.because,
        })
        return {
          redirect: detailsPath(record.reference),
          model: await modelOf(context, record, records),
        }
      },
    }),
  ]
}

const chooseOne = 'Choose the records that do not belong'
const notAll = 'Leave at least one record that belongs to this child'

const becauseForm = z.object({
  because: z
    .string('Say why you think so')
    .trim()
    .min(1, 'Say why you think so')
    .max(500, 'Use 500 characters or fewer'),
})

function chosenOf(body: unknown): number[] {
  const asked = z.object({ record: z.union([z.string(), z.array(z.string())]) }).safeParse(body)
  const values = asked.success ? [asked.data.record].flat() : []
  return [...new Set(values.filter((value) => /^\d{1,3}$/.test(value)).map(Number))]
}

/** A person of whom there are two records at least: a single one is no join. */
async function joinedPerson(
  context: PageContext,
  opens: Openings,
): Promise<{ record: ChildRecord; records: PersonRecord[] } | AskFirst> {
  const opened = await readPerson(context, opens)
  if ('askAt' in opened) return opened
  const { record } = opened
  const records = await sharedRecordsOf(context.database.db, record)
  if (records.length < 2) throw new NotFound('There is only one record, so nothing was joined.')
  return { record, records }
}

async function modelOf(
  { database, request }: PageContext,
  record: ChildRecord,
  records: readonly PersonRecord[],
): Promise<DoubtModel> {
  const { reference } = record
  const chosen = chosenOf(request.body)
  return {
    title: 'These are not the same child',
    name: childName(record),
    reference,
    backHref: detailsPath(reference),
    action: doubtPath(reference),
    records: records.map((one, at) => ({
      value: String(at),
      text: recordWords(one, records),
      checked: chosen.includes(at),
    })),
    because: typedText(request.body, 'because'),
    isOpen: (await openDoubtOf(database.db, record.personId)) !== undefined,
    ...shownErrors(),
  }
}

/** `Social care`; where a source has several, `Hospital, record 2 of 3`. */
function recordWords(record: PersonRecord, all: readonly PersonRecord[]): string {
  const ofSource = all.filter(({ feed }) => feed === record.feed)
  if (ofSource.length === 1) return record.sourceName
  return `${record.sourceName}, record ${ofSource.indexOf(record) + 1} of ${ofSource.length}`
}
