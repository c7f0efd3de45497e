import { definePage } from '#platform/web'
import { sourceCoverage } from '#store'
import { cleanseEvents } from '../cleanse.audit.ts'
import { cleansePaths } from '../cleanse.paths.ts'
import type { CleansePermission } from '../cleanse.permissions.ts'
import { type CoverageModel, coverageModel } from './show-coverage.view.ts'

/** How fresh each source is and how full, field by field: what a blank on a page rests on. */
export const coveragePage = definePage<CoverageModel, CleansePermission>({
  method: 'GET',
  path: cleansePaths.coverage,
  permission: 'cleanse.coverage.read',
  // Figures of sources; no person is in them.
  audit: { event: cleanseEvents.coverageRead, people: () => [] },
  handle: async ({ database, today }) => {
    const now = new Date()
    // Where the day is fixed for a demonstration, sources are judged at its noon.
    const isToday = now.toLocaleDateString('en-CA', { timeZone: 'Europe/London' }) === today
    const moment = isToday ? now : new Date(`${today}T12:00:00Z`)
    return {
      template: 'show-coverage/show-coverage.njk',
      model: coverageModel(await sourceCoverage(database.db, moment)),
    }
  },
})
