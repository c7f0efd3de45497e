import { addDays, type IsoDate } from '#kernel'
import type { Home, HomeKind } from '../people/life.ts'
import type { TruePerson } from '../people/person.ts'
import { emptyHousehold } from '../people/population.ts'
import { inSuccession } from '../people/span.ts'
import { drawHome } from '../places/town.ts'
import type { Random } from '../random.ts'
import { caseInCare, turnOf } from './care-cases.ts'
import { beginOn } from './fresh-starts.ts'
import type { Planting } from './planting.ts'

/**
 * Makes a child one who came to the borough alone on a day and is looked after from then on: no
 * parents here, nothing recorded from before. `where` says in what sort of home.
 */
export function makeAlone(
  planting: Planting,
  random: Random,
  child: TruePerson,
  from: IsoDate,
  need: string,
  where: { kind: HomeKind; address?: Home['address'] },
): void {
  const { setting, population } = planting
  const household = emptyHousehold(random, 'L', population.households.length + 1)
  household.hereFrom = from
  household.children.push(child)
  child.household.children = child.household.children.filter((other) => other !== child)
  child.household = household
  child.mother = undefined
  child.father = undefined
  const address = where.address ?? drawHome(random, setting.town)
  const home: Home = { address, kind: where.kind, isInBorough: true }
  household.homes = [{ from, to: '', value: home }]
  household.residences = [{ address, from }]
  household.phones = inSuccession([{ from, value: household.phone }])
  population.households.push(household)
  const { life } = child
  life.homes = household.homes
  life.phones = household.phones
  life.leftOn = ''
  life.legal = [{ from, to: '', value: 'V2' }]
  beginOn(child, from)
  life.nhsNumbers = life.nhsNumbers.map((span) =>
    span.from === from ? { ...span, from: addDays(from, 5) } : span,
  )
  life.involvements.push(caseInCare(setting, turnOf(child.id), from, { need }))
}
