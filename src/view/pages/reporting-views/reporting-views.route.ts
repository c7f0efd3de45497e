import { z } from 'zod'
import { NotFound } from '#kernel'
import { definePage, type Page } from '#platform/web'
import { type ReportView, reportViews } from '#store'
import { viewEvents } from '../../view.audit.ts'
import { viewPaths } from '../../view.paths.ts'
import type { ViewPermission } from '../../view.permissions.ts'

interface ListModel {
  readonly title: string
  readonly views: readonly { name: string; href: string; purpose: string; columns: number }[]
}

interface ViewModel {
  readonly title: string
  readonly listHref: string
  readonly view: ReportView
  readonly disclosures: Readonly<Record<string, string>>
}

const disclosures = {
  identifying: 'Says who it is',
  personal: 'About a person',
  none: 'No',
} as const
const permission = 'view.reporting.read'

/** What reports may rely on: every view, and every column with its meaning. Words, and no figures. */
export const reportingViewPages: Page[] = [
  definePage<ListModel, ViewPermission>({
    method: 'GET',
    path: viewPaths.reporting,
    permission,
    audit: { event: viewEvents.reportingListed, people: () => [] },
    handle: async () => ({
      template: 'reporting-views/reporting-views.njk',
      model: {
        title: 'Data for reports',
        views: reportViews.map(({ name, purpose, columns }) => ({
          name: `reporting.${name}`,
          href: `${viewPaths.reporting}/${name}`,
          purpose,
          columns: columns.length,
        })),
      },
    }),
  }),
  definePage<ViewModel, ViewPermission>({
    method: 'GET',
    path: viewPaths.reportingView,
    permission,
    audit: {
      event: viewEvents.reportingRead,
      people: () => [],
      criteria: (_request, { view }) => ({ view: view.name }),
    },
    handle: async ({ request }) => {
      const { name } = z.object({ name: z.string() }).parse(request.params)
      const view = reportViews.find((one) => one.name === name)
      if (!view) throw new NotFound('There is no such view.')
      return {
        template: 'reporting-views/reporting-view.njk',
        model: { title: `reporting.${name}`, listHref: viewPaths.reporting, view, disclosures },
      }
    },
  }),
]
