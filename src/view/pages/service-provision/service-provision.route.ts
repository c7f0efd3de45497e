import type { Openings } from '#access'
import { personPage } from '../../person/person-page.ts'
import { viewEvents } from '../../view.audit.ts'
import { viewPaths } from '../../view.paths.ts'
import { serviceProvisionModel } from './service-provision.view.ts'

/** Which services work or worked with the child, whom to ring, and which statuses hold. */
export function serviceProvisionPage(opens: Openings) {
  return personPage(
    {
      path: viewPaths.services,
      event: viewEvents.servicesRead,
      show: ({ record }, { today }) => ({
        template: 'service-provision/service-provision.njk',
        model: serviceProvisionModel(record, today),
      }),
    },
    opens,
  )
}
