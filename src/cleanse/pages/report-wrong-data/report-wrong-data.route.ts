import type { Openings } from '#access'
import { NotFound } from '#kernel'
import { definePage, type Page, type PageContext } from '#platform/web'
import { type ChildRecord, findAsked, readChild } from '#store'
import { type OwnReport, reportsBy, saveReport } from '../../data/report.queries.ts'
import { cleanseEvents } from '../cleanse.audit.ts'
import { cleansePaths } from '../cleanse.paths.ts'
import type { CleansePermission } from '../cleanse.permissions.ts'
import type { CleanseParts } from '../cleanse-parts.ts'
import { stateColours } from '../words.ts'
import { type Choice, choicesOf, slug } from './choices.ts'
import { checkReportForm, type FormError, type ReportForm, readReportForm } from './report.form.ts'

interface ReportModel {
  readonly title: string
  readonly reference: string
  readonly action: string
  readonly childHref: string
  readonly form: ReportForm
  readonly errors: readonly FormError[]
  readonly items: readonly {
    value: string
    text: string
    hint: { text: string }
    checked: boolean
  }[]
}

interface MyReportsModel {
  readonly title: string
  readonly saved: boolean
  readonly people: readonly string[]
  readonly rows: readonly {
    readonly reference: string
    readonly href: string
    readonly what: string
    readonly sourceName: string
    readonly when: string
    readonly state: { readonly text: string; readonly colour: string }
    readonly reason: string
  }[]
}

/** "Report wrong data": from a child's page to the source's steward, and back what became of it. */
export function reportPages(parts: CleanseParts): Page[] {
  const show = definePage<ReportModel | undefined, CleansePermission>({
    method: 'GET',
    path: cleansePaths.reportWrongData,
    permission: 'cleanse.report.make',
    audit: {
      event: cleanseEvents.reportShown,
      people: (_request, model) => (model ? [model.reference] : []),
    },
    handle: async (context) => {
      const record = await ownChild(context, parts.opens)
      if ('askAt' in record) return sayWhyFirst(record)
      const asked = (context.request.query as { value?: string }).value ?? ''
      return {
        template: 'report-wrong-data/report-wrong-data.njk',
        model: modelOf(record, preselected(choicesOf(record), asked), []),
      }
    },
  })
  const send = definePage<ReportModel | undefined, CleansePermission>({
    method: 'POST',
    path: cleansePaths.reportWrongData,
    permission: 'cleanse.report.make',
    audit: {
      event: cleanseEvents.reported,
      people: (_request, model) => (model ? [model.reference] : []),
      criteria: (_request, model) => (model ? { value: model.form.value } : {}),
    },
    handle: async (context) => {
      const { database, request, reader, today } = context
      const record = await ownChild(context, parts.opens)
      if ('askAt' in record) return sayWhyFirst(record)
      const form = readReportForm(request.body)
      const checked = checkReportForm(form, choicesOf(record))
      const refused = (errors: readonly FormError[]) => ({
        template: 'report-wrong-data/report-wrong-data.njk',
        status: 400,
        outcome: 'refused' as const,
        model: modelOf(record, form, errors),
      })
      if ('errors' in checked) return refused(checked.errors)
      const { feed, kind, aspect, holds, label } = checked.choice
      const rule = parts.book(today).rules.find((one) => one.rule === 'reported')
      const keys = await saveReport(database.db, {
        personId: record.personId,
        reference: record.reference,
        ...{ feed, kind, aspect, holds },
        what: label,
        note: form.note === '' ? undefined : form.note,
        accountId: reader.accountId,
        name: reader.displayName,
        today,
        cause: rule?.cause ?? 'seen-by-reader',
      })
      if (keys.length === 0) {
        const text = 'The source has changed this value since. Look at the child’s page again'
        return refused([{ field: 'value', text }])
      }
      return { redirect: `${cleansePaths.myReports}?saved=yes`, model: modelOf(record, form, []) }
    },
  })
  const mine = definePage<MyReportsModel, CleansePermission>({
    method: 'GET',
    path: cleansePaths.myReports,
    permission: 'cleanse.report.make',
    audit: { event: cleanseEvents.reportsListed, people: (_request, { people }) => [...people] },
    handle: async ({ database, reader, request, today }) => {
      const reports = await reportsBy(database.db, reader.accountId)
      const grants = await parts.opens.finding(database.db, reader, today)
      const shown = new Set<string>()
      for (const reference of new Set(reports.map((one) => one.reference))) {
        if (await readChild(database.db, grants, reference, today)) shown.add(reference)
      }
      const rows = reports.filter(({ reference }) => shown.has(reference)).map(rowOf)
      const saved = (request.query as { saved?: string }).saved === 'yes'
      return {
        template: 'report-wrong-data/my-reports.njk',
        model: { title: 'What I have reported', saved, people: [...shown], rows },
      }
    },
  })
  return [show, send, mine]
}

/** The child whom the address names, as far as the reader may see them; or where they say first why they look. */
async function ownChild(
  { database: { db }, reader, request, today }: PageContext,
  opens: Openings,
): Promise<ChildRecord | { readonly askAt: string }> {
  const { reference } = request.params as { reference: string }
  const asked = await findAsked(db, reference)
  if (asked === undefined) throw new NotFound('No record has this Child ID.')
  const { purpose, grants } = await opens.viewing(db, reader, asked, today)
  const record = await readChild(db, grants, reference, today)
  if (record === undefined) throw new NotFound('No record has this Child ID.')
  const next = encodeURIComponent(`/children/${record.reference}/report-wrong-data`)
  return purpose === undefined
    ? { askAt: `/children/${record.reference}/purpose?next=${next}` }
    : record
}

function sayWhyFirst({ askAt }: { readonly askAt: string }) {
  return { redirect: askAt, model: undefined, outcome: 'refused' as const }
}

/** The link beside a value names its label; the choice is the first of that label. */
function preselected(choices: readonly Choice[], asked: string): ReportForm {
  const wanted = slug(asked)
  const found = choices.find(({ id, label }) => {
    const own = slug(label)
    return (
      id === asked || own === wanted || (own === 'address' && wanted.startsWith('address-line'))
    )
  })
  const address =
    wanted === 'postcode' ? choices.find(({ label }) => label === 'Address') : undefined
  return { value: (found ?? address)?.id ?? '', note: '' }
}

function modelOf(record: ChildRecord, form: ReportForm, errors: readonly FormError[]): ReportModel {
  const { reference } = record
  return {
    title: 'Report wrong data',
    reference,
    action: `/children/${encodeURIComponent(reference)}/report-wrong-data`,
    childHref: `/children/${encodeURIComponent(reference)}`,
    form,
    errors,
    items: choicesOf(record).map(({ id, label, text, sourceName }) => ({
      value: id,
      text: `${label}: ${text}`,
      hint: { text: sourceName },
      checked: id === form.value,
    })),
  }
}

/** In the reporter's words: the steward's workflow is not theirs. */
const becameOf = {
  'to-do': 'With the source',
  'still-wrong': 'With the source',
  waiting: 'Repaired, not yet in an extract',
  'not-an-error': 'Looked at: not an error',
  'cannot-repair': 'Cannot be repaired',
  closed: 'Put right',
} as const

function rowOf(report: OwnReport): MyReportsModel['rows'][number] {
  return {
    reference: report.reference,
    href: `/children/${encodeURIComponent(report.reference)}`,
    what: report.what,
    sourceName: report.sourceName,
    when: report.reportedAt.toLocaleDateString('en-GB', {
      timeZone: 'Europe/London',
      dateStyle: 'long',
    }),
    state: { text: becameOf[report.state], colour: stateColours[report.state] },
    reason: report.reason ?? 'Nothing was said',
  }
}
