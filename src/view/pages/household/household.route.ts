import { definePage } from '#platform/web'
import { readHouseholds } from '#store'
import { type DoubtNotice, doubtNotice } from '../../person/doubt-notice.ts'
import { readPerson } from '../../person/read-person.ts'
import { viewEvents } from '../../view.audit.ts'
import { viewPaths } from '../../view.paths.ts'
import type { ViewPermission } from '../../view.permissions.ts'
import { type HouseholdModel, householdModel } from './household.view.ts'

/** Who lives or lived at the person's addresses, and who is related. Everybody shown is in the log. */
export const householdPage = definePage<HouseholdModel & { doubt: DoubtNotice }, ViewPermission>({
  method: 'GET',
  path: viewPaths.household,
  permission: 'view.child.read',
  audit: { event: viewEvents.householdRead, people: (_request, { people }) => [...people] },
  handle: async (context) => {
    const record = await readPerson(context)
    const households = await readHouseholds(context.database.db, record, context.today)
    return {
      template: 'household/household.njk',
      model: {
        ...householdModel(record, households, context.today),
        doubt: await doubtNotice(context, record),
      },
    }
  },
})
