import type { Agency } from '../errors.ts'
import type { AgencyPlan } from './agency.ts'
import { charity } from './charity.ts'
import { childHealth } from './child-health.ts'
import { education } from './education.ts'
import { educationWelfare } from './education-welfare.ts'
import { hospital } from './hospital.ts'
import { police } from './police.ts'
import { socialCare } from './social-care.ts'
import { youthJustice } from './youth-justice.ts'

/** The eight agencies. */
export const agencyPlans: Record<Agency, AgencyPlan> = {
  'social-care': socialCare,
  education,
  'education-welfare': educationWelfare,
  'child-health': childHealth,
  hospital,
  police,
  'youth-justice': youthJustice,
  charity,
}
