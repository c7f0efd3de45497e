import { addDays, addMonths } from '#kernel'
import { addEvent } from '../people/events.ts'
import { homeElsewhere } from '../people/homes.ts'
import type { Home } from '../people/life.ts'
import { yearsOf } from '../people/lives.ts'
import { moveAlone } from '../people/moves.ts'
import { changeNames, namesOf } from '../people/names-over-time.ts'
import type { TruePerson } from '../people/person.ts'
import { createPerson } from '../people/registry.ts'
import { inSuccession } from '../people/span.ts'
import type { Random } from '../random.ts'
import { makeAlone } from './alone.ts'
import { caseInCare, turnOf } from './care-cases.ts'
import type { Planting } from './planting.ts'

/** What families do that records do not follow: deaths, carers of other names, places elsewhere. */
export function plantFamilies(planting: Planting): void {
  keepDeadParent(planting)
  fosterPrivately(planting)
  giveGuardiansName(planting)
  placeOutside(planting)
  placeHere(planting)
  die(planting)
}

function keepDeadParent(planting: Planting): void {
  const { asOf } = planting.setting
  const own = planting.random.fork('dead parent')
  const fits = (child: TruePerson) =>
    child.household.adults.length === 2 && yearsOf(child, asOf) >= 5
  for (const child of planting.take(planting.scaled(60), fits)) {
    const parent = child.household.adults[1]
    if (parent === undefined) continue
    const on = addDays(asOf, -own.between(30, 1400))
    parent.life.diedOn = on > child.bornOn ? on : addDays(child.bornOn, 30)
    planting.note('dead-parent-listed', [child, parent])
    for (const agency of ['education', 'social-care'] as const) {
      planting.record(child, 'dead-parent-listed', {
        agency,
        what: 'contact',
        person: parent,
        relationship: parent === child.father ? 'Father' : 'Parent',
        error: 'dead-contact',
      })
    }
  }
}

// Somebody else's grown-up, in another home.
function carerFor(planting: Planting, random: Random, child: TruePerson): TruePerson {
  const { households } = planting.population
  for (;;) {
    const household = random.pick(households)
    const [carer] = household.adults
    const isHere = household.leavesOn === '' && carer?.life.restrictions.length === 0
    if (carer !== undefined && household !== child.household && isHere) return carer
  }
}

function homeOf(carer: TruePerson, kind: Home['kind']): Home | undefined {
  const value = carer.household.homes.findLast((span) => span.value.isInBorough)?.value
  return value === undefined ? undefined : { ...value, kind }
}

function fosterPrivately(planting: Planting): void {
  const { setting } = planting
  const own = planting.random.fork('private fostering')
  const fits = (child: TruePerson) =>
    yearsOf(child, setting.asOf) >= 7 && yearsOf(child, setting.asOf) < 16
  for (const child of planting.take(planting.scaled(14), fits)) {
    const carer = carerFor(planting, own, child)
    const home = homeOf(carer, 'private-fostering')
    const from = addDays(setting.asOf, -own.between(30, 500))
    if (home === undefined) continue
    moveAlone(child, home, from, '')
    planting.note('private-fostering', [child, carer])
    planting.record(child, 'private-fostering', {
      agency: 'education',
      from,
      what: 'contact',
      person: carer,
      relationship: 'Carer',
      error: '',
    })
  }
}

function giveGuardiansName(planting: Planting): void {
  const { setting } = planting
  const own = planting.random.fork('guardian')
  const fits = (child: TruePerson) =>
    yearsOf(child, setting.asOf) >= 3 && yearsOf(child, setting.asOf) < 15
  for (const child of planting.take(planting.scaled(26), fits)) {
    const guardian = carerFor(planting, own, child)
    const home = homeOf(guardian, 'special-guardian')
    const from = addDays(setting.asOf, -own.between(60, 700))
    if (home === undefined) continue
    moveAlone(child, home, from, '')
    child.life.legal.push({ from, to: '', value: 'SGO' })
    const careFrom = addDays(from, -own.between(100, 300))
    const care = { to: from, closeReason: 'RC3' }
    child.life.involvements.push(caseInCare(setting, turnOf(child.id), careFrom, care))
    const { surname } = guardian
    changeNames(child, from, { ...namesOf(child), surname, why: 'special-guardianship' })
    planting.note('name-by-special-guardianship', [child, guardian])
    for (const agency of ['education', 'social-care'] as const) {
      const contact = {
        what: 'contact',
        person: guardian,
        relationship: 'Special guardian',
        error: '',
      } as const
      planting.record(child, 'name-by-special-guardianship', { agency, from, ...contact })
    }
  }
}

function placeOutside(planting: Planting): void {
  const { setting } = planting
  const own = planting.random.fork('outside')
  const fits = (child: TruePerson) => yearsOf(child, setting.asOf) >= 4
  for (const child of planting.take(planting.scaled(40), fits)) {
    const from = addDays(setting.asOf, -own.between(30, 900))
    moveAlone(child, { ...homeElsewhere(own), kind: 'foster' }, from, '')
    child.life.legal.push({ from, to: '', value: own.pick(['V2', 'C2']) })
    child.life.involvements.push(caseInCare(setting, turnOf(child.id), from))
    child.life.schools = child.life.schools
      .filter((span) => span.from < from)
      .map((span) => (span.to === '' || span.to > from ? { ...span, to: from } : span))
    planting.note('placed-out-of-area', [child])
  }
}

// Another authority has the case; here the school, the practice and the hospital have the child.
function placeHere(planting: Planting): void {
  const { setting } = planting
  const own = planting.random.fork('here')
  const fits = (child: TruePerson) =>
    yearsOf(child, setting.asOf) >= 4 && child.household.children.length === 1
  for (const child of planting.take(planting.scaled(26), fits)) {
    const from = addDays(setting.asOf, -own.between(30, 700))
    makeAlone(planting, own, child, from, 'N1', { kind: 'foster' })
    child.life.involvements = child.life.involvements.filter((one) => one.kind !== 'case')
    planting.note('placed-into-area', [child])
  }
}

function die(planting: Planting): void {
  const { setting, population } = planting
  const own = planting.random.fork('death')
  const inNights = planting.take(planting.scaled(3), () => true)
  for (const child of inNights) {
    child.life.diedOn = addDays(setting.asOf, own.between(2, 28))
    addEvent(child, deathOn(child.life.diedOn))
    planting.note('dies', [child])
  }
  const fits = (child: TruePerson) => child.bornOn > addDays(setting.asOf, -4000)
  for (const sibling of planting.take(planting.scaled(26), fits)) {
    const child = siblingOf(planting, own, sibling)
    const latest = addDays(setting.asOf, -20)
    const on = addDays(child.bornOn, own.between(60, 2200))
    child.life.diedOn = on < latest ? on : latest
    addEvent(child, deathOn(child.life.diedOn))
    population.others.push(child)
    planting.note('dies', [child])
  }
}

function deathOn(on: string) {
  return {
    agency: 'hospital',
    kind: 'death',
    on,
    level: 'high',
    about: 'Died in hospital',
  } as const
}

// An older sister of a child who lives, with a name like hers.
function siblingOf(planting: Planting, random: Random, child: TruePerson): TruePerson {
  const bornOn = addMonths(child.bornOn, -random.between(12, 60))
  const { tradition } = child.community
  const names = random.fork(`name/${child.id}`)
  const sibling = createPerson(planting.registry, child.household, {
    kind: 'child',
    forename: names.weighted(tradition.names.girls),
    middleNames: [],
    callName: '',
    surname: child.surname,
    sex: 'F',
    bornOn,
    community: child.community,
    ethnicity: child.ethnicity,
    mother: child.mother,
    father: child.father,
  })
  const { life } = sibling
  life.hereFrom = bornOn
  life.homes = child.household.homes
  life.phones = child.household.phones
  life.sexes = inSuccession([{ from: '', value: 'F' }])
  const registered = { agency: 'child-health', kind: 'registered', workers: [], about: '' } as const
  life.involvements.push({ ...registered, from: bornOn, to: '' })
  return sibling
}
