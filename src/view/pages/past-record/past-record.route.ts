import type { Openings } from '#access'
import { formatDate } from '#kernel'
import { type Answer, definePage, type Page, type PageContext } from '#platform/web'
import { firstDay, readHouseholds } from '#store'
import { personPage, type ShownPurpose, shownPurpose } from '../../person/person-page.ts'
import { type PastRecord, readPersonOn } from '../../person/read-person.ts'
import { childName } from '../../values/child-name.ts'
import { viewEvents } from '../../view.audit.ts'
import { chooseDayPath, detailsOnPath, detailsPath, viewPaths } from '../../view.paths.ts'
import type { ViewPermission } from '../../view.permissions.ts'
import { childDetailsModel } from '../child-details/child-details.view.ts'
import { chronologyFilter } from '../chronology/chronology.route.ts'
import { chronologyModel } from '../chronology/chronology.view.ts'
import { householdModel } from '../household/household.view.ts'
import { serviceProvisionModel } from '../service-provision/service-provision.view.ts'
import { checkDayForm, type DayForm, dayFormSchema } from './choose-day.form.ts'

interface ChooseDayModel {
  readonly title: string
  readonly name: string
  readonly reference: string
  readonly action: string
  readonly backHref: string
  readonly form: DayForm
  readonly error: string | undefined
  readonly range: string
  /** Why there is no day to choose, where the portal's day is before the first run's. */
  readonly noDay: string | undefined
}

/** Which day to see a record as: then on to that day. */
export function chooseDayPage(opens: Openings) {
  return personPage<ChooseDayModel>(
    {
      path: viewPaths.chooseDay,
      event: viewEvents.dayAsked,
      show: async ({ record }, { database: { db }, request, today }) => {
        const first = (await firstDay(db)) ?? today
        const form = dayFormSchema.parse(request.query ?? {})
        const checked = checkDayForm(form, first, today)
        const error = checked !== 'unasked' && 'error' in checked ? checked.error : undefined
        const model = chooseDayModel(childName(record), record.reference, form, error, {
          first,
          today,
        })
        if (checked !== 'unasked' && 'day' in checked) {
          return { redirect: detailsOnPath(record.reference, checked.day), model }
        }
        return { template: 'past-record/choose-day.njk', model, status: error ? 400 : 200 }
      },
    },
    opens,
  )
}

function chooseDayModel(
  name: string,
  reference: string,
  form: DayForm,
  error: string | undefined,
  { first, today }: { first: string; today: string },
): ChooseDayModel {
  const title = `See a record as it was: ${name}`
  return {
    title: error ? `Error: ${title}` : title,
    name,
    reference,
    action: chooseDayPath(reference),
    backHref: detailsPath(reference),
    form,
    error,
    noDay:
      first > today
        ? `There is no day to choose: Kith began to hold records on ${formatDate(first)}, and this portal is set to ${formatDate(today)}.`
        : undefined,
    range: `From ${formatDate(first)}, when Kith began to hold records, to ${formatDate(today)}.`,
  }
}

/** What the access log says of a page of the past: both references, the day, and what for. */
type PastModel =
  | {
      readonly shown: PastRecord
      /** Whom it shows beside the person. */
      readonly people?: readonly string[]
      readonly purpose?: ShownPurpose
    }
  | undefined

function pastPage(
  opens: Openings,
  path: `/${string}`,
  event: string,
  template: string,
  modelOf: (
    shown: PastRecord & { record: NonNullable<PastRecord['record']> },
    context: PageContext,
  ) => object | Promise<object>,
): Page<PastModel, ViewPermission> {
  return definePage<PastModel, ViewPermission>({
    method: 'GET',
    path,
    permission: 'view.child.read',
    audit: {
      event,
      people: (_request, model) => (model ? peopleIn(model) : []),
      criteria: (_request, model) =>
        model ? { day: model.shown.day, purpose: model.shown.purpose } : {},
    },
    handle: async (context): Promise<Answer<PastModel>> => {
      const shown = await readPersonOn(context, opens)
      if ('askAt' in shown) return { redirect: shown.askAt, model: undefined, outcome: 'refused' }
      const { record } = shown
      if (record === undefined) {
        return { template: 'past-record/not-then.njk', model: { shown, ...notThenModel(shown) } }
      }
      const purpose = shownPurpose(shown.purpose, shown.reference, context.request.url)
      return {
        template,
        model: { shown, ...(await modelOf({ ...shown, record }, context)), purpose },
      }
    },
  })
}

function notThenModel({ reference, day, past }: PastRecord) {
  return {
    title: `Nothing held on ${formatDate(day)}`,
    reference,
    day: formatDate(day),
    currentHref: detailsPath(reference),
    chooseDayHref: chooseDayPath(reference),
    others: past.otherReferences.map((other) => ({
      reference: other,
      href: detailsOnPath(other, day),
    })),
  }
}

function peopleIn({ shown, people = [] }: NonNullable<PastModel>): string[] {
  const { reference, record } = shown
  return [...new Set([reference, record?.reference ?? reference, ...people])]
}

/** Each tab of a child's record as it was on a day, under a banner that says so. */
export function pastRecordPages(opens: Openings): readonly Page[] {
  return [
    pastPage(
      opens,
      viewPaths.detailsOn,
      viewEvents.readAsOf,
      'child-details/child-details.njk',
      ({ record, day, past }) => childDetailsModel(record, day, past),
    ),
    pastPage(
      opens,
      viewPaths.servicesOn,
      viewEvents.servicesReadAsOf,
      'service-provision/service-provision.njk',
      ({ record, day, past }) => serviceProvisionModel(record, day, past),
    ),
    pastPage(
      opens,
      viewPaths.chronologyOn,
      viewEvents.chronologyReadAsOf,
      'chronology/chronology.njk',
      ({ record, day, past }, { request }) =>
        chronologyModel(record, day, chronologyFilter(request.query), past),
    ),
    pastPage(
      opens,
      viewPaths.householdOn,
      viewEvents.householdReadAsOf,
      'household/household.njk',
      async ({ record, day, past, runId, grants }, { database }) =>
        householdModel(
          record,
          runId === undefined
            ? []
            : await readHouseholds(database.db, grants, record, day, { runId }),
          day,
          past,
        ),
    ),
  ]
}
