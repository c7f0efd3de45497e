import type { Openings } from '#access'
import { personPage } from '../../person/person-page.ts'
import { viewEvents } from '../../view.audit.ts'
import { viewPaths } from '../../view.paths.ts'
import { childDetailsModel } from './child-details.view.ts'

/** Who the child is, where they live, who cares for them, and what each source holds. */
export function childDetailsPage(opens: Openings) {
  return personPage(
    {
      path: viewPaths.details,
      event: viewEvents.read,
      show: ({ record }, { today }) => ({
        template: 'child-details/child-details.njk',
        model: childDetailsModel(record, today),
      }),
    },
    opens,
  )
}
