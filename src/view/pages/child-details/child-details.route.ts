import { definePage } from '#platform/web'
import { type DoubtNotice, doubtNotice } from '../../person/doubt-notice.ts'
import { readPerson } from '../../person/read-person.ts'
import { viewEvents } from '../../view.audit.ts'
import { viewPaths } from '../../view.paths.ts'
import type { ViewPermission } from '../../view.permissions.ts'
import { type ChildDetailsModel, childDetailsModel } from './child-details.view.ts'

/** Who the child is, where they live, who cares for them, and what each source holds. */
export const childDetailsPage = definePage<
  ChildDetailsModel & { doubt: DoubtNotice },
  ViewPermission
>({
  method: 'GET',
  path: viewPaths.details,
  permission: 'view.child.read',
  audit: { event: viewEvents.read, people: (_request, model) => [model.reference] },
  handle: async (context) => {
    const record = await readPerson(context)
    return {
      template: 'child-details/child-details.njk',
      model: {
        ...childDetailsModel(record, context.today),
        doubt: await doubtNotice(context, record),
      },
    }
  },
})
