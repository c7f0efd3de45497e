import { withoutAccents } from '../formats/case.ts'
import { communities } from '../names/communities.ts'
import { drawForename } from '../names/name-table.ts'
import { adultSurname } from '../names/surname-customs.ts'
import type { Random } from '../random.ts'
import { drawLandline } from './phones.ts'

/** Somebody who works with children, as a record names them. */
export interface Staff {
  name: string
  role: string
  phone: string
  email: string
}

/** An invented professional. The e-mail's domain is one that can never be registered. */
export function drawStaff(random: Random, role: string): Staff {
  const { tradition } = random.weighted(communities)
  const sex = random.chance(0.75) ? 'F' : 'M'
  const forename = drawForename(random, tradition.names, sex, 'adult')
  const surname = adultSurname(random, tradition, sex)
  const mailbox = withoutAccents(`${forename}.${surname}`)
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase()
  return {
    name: `${forename} ${surname}`,
    role,
    phone: drawLandline(random),
    email: `${mailbox}@rosevale.example`,
  }
}
