import { addDays, addMonths } from '#kernel'
import { addEvent } from '../people/events.ts'
import type { Home } from '../people/life.ts'
import { yearsOf } from '../people/lives.ts'
import { moveAlone } from '../people/moves.ts'
import { drawNewForename } from '../people/names-of-people.ts'
import { changeNames, namesOf } from '../people/names-over-time.ts'
import type { TruePerson } from '../people/person.ts'
import { inSuccession } from '../people/span.ts'
import { drawHome } from '../places/town.ts'
import { makeAlone } from './alone.ts'
import { caseInCare, turnOf } from './care-cases.ts'
import type { Planting } from './planting.ts'

/** Young people whose age, name or whereabouts are not what a record says. */
export function plantIdentity(planting: Planting): void {
  claimTwoBirthDates(planting)
  changeGenderMarker(planting)
  protectFromMarriage(planting)
}

// Came alone; gave one date at the border and another to social care; one of them makes an adult.
function claimTwoBirthDates(planting: Planting): void {
  const { setting } = planting
  const own = planting.random.fork('claimed dates')
  const fits = (child: TruePerson) => {
    const years = yearsOf(child, setting.asOf)
    return years >= 16 && years < 18 && child.household.children.length === 1
  }
  for (const child of planting.take(planting.scaled(18), fits)) {
    const arrivedOn = addDays(setting.asOf, -own.between(40, 420))
    makeAlone(planting, own, child, arrivedOn, 'N8', { kind: 'foster' })
    child.arrivedOn = arrivedOn
    planting.note('two-claimed-birth-dates', [child])
    const older = addMonths(child.bornOn, -12 * own.between(2, 4))
    const claims = [
      ['social-care', child.bornOn],
      ['police', older],
      ['hospital', own.chance(0.5) ? older : `${child.bornOn.slice(0, 4)}-01-01`],
    ] as const
    for (const [agency, value] of claims) {
      planting.record(child, 'two-claimed-birth-dates', {
        agency,
        what: 'born-on',
        value,
        isApproximate: true,
        error: 'claimed-birth-date',
      })
    }
    const on = addDays(arrivedOn, 1)
    const concern = { kind: 'police-notification', about: 'Child concern', role: 'Victim' } as const
    addEvent(child, { ...concern, agency: 'police', on, level: 'medium' })
  }
}

// A new forename, a new NHS number with no link to the old one, and a marker changed on that day.
function changeGenderMarker(planting: Planting): void {
  const { setting, registry } = planting
  const own = planting.random.fork('gender')
  const fits = (child: TruePerson) => yearsOf(child, setting.asOf) >= 14
  for (const [index, child] of planting.take(planting.scaled(14), fits).entries()) {
    const on = addDays(setting.asOf, index % 4 === 1 ? own.between(3, 28) : -own.between(20, 500))
    const sex = child.sex === 'M' ? 'F' : 'M'
    const names = own.fork(child.id)
    const forename = drawNewForename(names, child.community.tradition, sex, child.forename)
    changeNames(
      child,
      on,
      { ...namesOf(child), forename, middleNames: [], callName: '', why: 'gender' },
      true,
    )
    child.life.sexes = inSuccession([
      { from: '', value: child.sex },
      { from: on, value: sex },
    ])
    const [first] = child.life.nhsNumbers
    if (first === undefined) continue
    child.life.nhsNumbers = inSuccession([
      first,
      { from: on, value: registry.identifiers.nhsNumber() },
    ])
    planting.note('gender-marker-changed', [child])
  }
}

// An order of the court; she lives elsewhere in the borough and her family may not learn where.
function protectFromMarriage(planting: Planting): void {
  const { setting } = planting
  const own = planting.random.fork('marriage')
  const fits = (child: TruePerson) => {
    const years = yearsOf(child, setting.asOf)
    return years >= 15 && years < 18 && child.household.leavesOn === ''
  }
  for (const child of planting.take(planting.scaled(10), fits)) {
    const from = addDays(setting.asOf, -own.between(15, 300))
    const home: Home = { address: drawHome(own, setting.town), kind: 'foster', isInBorough: true }
    moveAlone(child, home, from, '')
    child.life.restrictions.push({ from, to: '', value: 'forced-marriage' })
    child.life.legal.push({ from, to: '', value: 'V2' })
    const details = { source: '2A', about: 'Forced marriage protection order' }
    child.life.involvements.push(caseInCare(setting, turnOf(child.id), from, details))
    planting.note('forced-marriage-protection', [child])
  }
}
