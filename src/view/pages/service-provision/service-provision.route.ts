import { definePage } from '#platform/web'
import { type DoubtNotice, doubtNotice } from '../../person/doubt-notice.ts'
import { readPerson } from '../../person/read-person.ts'
import { viewEvents } from '../../view.audit.ts'
import { viewPaths } from '../../view.paths.ts'
import type { ViewPermission } from '../../view.permissions.ts'
import { type ServiceProvisionModel, serviceProvisionModel } from './service-provision.view.ts'

/** Which services work or worked with the child, whom to ring, and which statuses hold. */
export const serviceProvisionPage = definePage<
  ServiceProvisionModel & { doubt: DoubtNotice },
  ViewPermission
>({
  method: 'GET',
  path: viewPaths.services,
  permission: 'view.child.read',
  audit: { event: viewEvents.servicesRead, people: (_request, model) => [model.reference] },
  handle: async (context) => {
    const record = await readPerson(context)
    return {
      template: 'service-provision/service-provision.njk',
      model: {
        ...serviceProvisionModel(record, context.today),
        doubt: await doubtNotice(context, record),
      },
    }
  },
})
