import type { Openings } from '#access'
import { readHouseholds } from '#store'
import { personPage } from '../../person/person-page.ts'
import { viewEvents } from '../../view.audit.ts'
import { viewPaths } from '../../view.paths.ts'
import { type HouseholdModel, householdModel } from './household.view.ts'

/** Who lives or lived at the person's addresses, and who is related. Everybody shown is in the log. */
export function householdPage(opens: Openings) {
  return personPage<HouseholdModel>(
    {
      path: viewPaths.household,
      event: viewEvents.householdRead,
      people: ({ people }) => people,
      show: async ({ record, grants }, { database, today }) => ({
        template: 'household/household.njk',
        model: householdModel(
          record,
          await readHouseholds(database.db, grants, record, today),
          today,
        ),
      }),
    },
    opens,
  )
}
