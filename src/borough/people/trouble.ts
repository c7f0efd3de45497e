import { addDays, addMonths, type IsoDate } from '#kernel'
import { type Random, weigh } from '../random.ts'
import { addEvent } from './events.ts'
import { workerOf } from './health.ts'
import type { Household, TruePerson } from './person.ts'
import { dayBetween, daysOf, earlier, later, type Setting } from './setting.ts'
import { inSuccession } from './span.ts'

/** Police incidents at home a year, for the few families with much trouble and for the others. */
const incidentsYearly = { much: 0.34, little: 0.008 } as const

/** A family's share of trouble: whether incidents at home come often. */
export function hasMuchTrouble(random: Random): boolean {
  return random.chance(0.045)
}

const ownOccurrences = weigh([
  ['Child concern', 34],
  ['Antisocial behaviour', 22],
  ['Theft', 14],
  ['Assault', 12],
  ['Child sexual exploitation', 6],
  ['Child criminal exploitation', 6],
  ['Drugs', 6],
] as const)

/** Police notifications, missing episodes, exclusions, absence, orders and the charity's support. */
export function haveTrouble(
  random: Random,
  setting: Setting,
  household: Household,
  isMuch: boolean,
): void {
  haveIncidents(random.fork('incidents'), setting, household, isMuch)
  beSupported(random.fork('support'), setting, household, isMuch)
  for (const adult of household.adults)
    meetPolice(random.fork(`police/${adult.id}`), setting, adult)
  for (const [index, child] of household.children.entries()) {
    const own = random.fork(`child/${index}`)
    const isTroubled = own.chance(isMuch ? 0.25 : 0.03)
    getIntoPolice(own.fork('police'), setting, child, isTroubled)
    goMissing(own.fork('missing'), setting, child, isTroubled)
    missSchool(own.fork('school'), setting, child, isTroubled)
    getOrder(own.fork('order'), setting, child, isTroubled)
  }
}

function haveIncidents(
  random: Random,
  setting: Setting,
  household: Household,
  isMuch: boolean,
): void {
  const from = later(setting.since, household.hereFrom)
  const to = earlier(household.leavesOn, setting.until) as IsoDate
  const yearly = isMuch ? incidentsYearly.much : incidentsYearly.little
  for (const on of daysOf(random, yearly, from, to)) {
    const level = random.pick(['low', 'low', 'medium', 'high'] as const)
    const about = random.chance(0.85) ? 'Domestic abuse' : 'Child concern'
    const event = { agency: 'police', kind: 'police-notification', on, level, about } as const
    for (const child of household.children) {
      const isThere = random.chance(0.8)
      const role = random.chance(0.25) ? 'Victim' : 'Witness'
      if (isThere && child.bornOn <= on) addEvent(child, { ...event, role })
    }
    for (const [index, adult] of household.adults.entries()) {
      addEvent(adult, { ...event, role: index === 0 ? 'Victim' : 'Suspect' })
    }
  }
}

// Victims above all: police record about one crime a year for each nine people, and each has witnesses
// and callers beside; a grown-up has one chance in eight a year to be in an occurrence.
const adultYearly = 0.12

const adultOccurrences = weigh([
  ['Theft', 26],
  ['Assault', 18],
  ['Domestic abuse', 14],
  ['Road traffic collision', 14],
  ['Criminal damage', 12],
  ['Antisocial behaviour', 10],
  ['Drugs', 6],
] as const)

const adultRoles = weigh([
  ['Victim', 50],
  ['Witness', 22],
  ['Reporter', 20],
  ['Suspect', 8],
] as const)

// A grown-up in occurrences that have nothing to do with the family.
function meetPolice(random: Random, setting: Setting, adult: TruePerson): void {
  const { from, to } = yearsAged(setting, adult, 18, 99)
  for (const on of daysOf(random, adultYearly, from, to)) {
    const about = random.weighted(adultOccurrences)
    const role = random.weighted(adultRoles)
    const level = random.pick(['low', 'low', 'medium'] as const)
    const kind = role === 'Suspect' && random.chance(0.5) ? 'arrest' : 'police-notification'
    addEvent(adult, { agency: 'police', kind, on, level, about, role })
  }
}

function getIntoPolice(
  random: Random,
  setting: Setting,
  person: TruePerson,
  isTroubled: boolean,
): void {
  const yearly = isTroubled ? 0.6 : 0.012
  const { from, to } = yearsAged(setting, person, 10, 99)
  for (const on of daysOf(random, yearly, from, to)) {
    const about = random.weighted(ownOccurrences)
    const isArrest = random.chance(0.3)
    const role = isArrest ? 'Suspect' : random.pick(['Victim', 'Witness', 'Suspect'] as const)
    const level = random.pick(['low', 'low', 'medium', 'medium', 'high'] as const)
    const kind = isArrest ? 'arrest' : 'police-notification'
    addEvent(person, { agency: 'police', kind, on, level, about, role })
  }
}

function goMissing(random: Random, setting: Setting, child: TruePerson, isTroubled: boolean): void {
  const { from, to } = yearsAged(setting, child, 11, 18)
  for (const on of daysOf(random, isTroubled ? 0.7 : 0.006, from, to)) {
    const until = addDays(on, random.pick([0, 0, 1, 1, 1, 2, 3, 6]))
    const level = random.pick(['low', 'medium', 'medium', 'high'] as const)
    const about = 'Missing person'
    addEvent(child, { agency: 'police', kind: 'missing', on, until, level, about, role: 'Missing' })
  }
}

function missSchool(
  random: Random,
  setting: Setting,
  child: TruePerson,
  isTroubled: boolean,
): void {
  const [first] = child.life.schools
  if (first === undefined) return
  const { from, to } = yearsAged(setting, child, 6, 16)
  for (const on of daysOf(random, isTroubled ? 0.5 : 0.012, later(from, first.from), to)) {
    const until = addDays(on, random.pick([1, 2, 2, 3, 5, 10]))
    const about = random.pick([
      'Persistent disruptive behaviour',
      'Physical assault against a pupil',
      'Verbal abuse against an adult',
      'Damage',
    ])
    addEvent(child, { agency: 'education', kind: 'exclusion', on, until, level: 'low', about })
  }
  for (const on of daysOf(random, isTroubled ? 0.35 : 0.025, later(from, first.from), to)) {
    const end = addDays(on, random.between(50, 260))
    const turn = Number(child.household.id.replace(/\D/g, ''))
    child.life.involvements.push({
      agency: 'education-welfare',
      kind: 'welfare',
      from: on,
      to: end > setting.until ? '' : end,
      workers: inSuccession([
        { from: on, value: workerOf(setting.institutions.educationWelfare, turn) },
      ]),
      about: random.pick([
        'Attendance below 90%',
        'Attendance below 90%',
        'Not at school',
        'Child missing education',
      ]),
    })
    addEvent(child, {
      agency: 'education-welfare',
      kind: 'absence',
      on: addDays(on, random.between(0, 20)),
      level: 'low',
      about: random.pick(['Letter to parents', 'Attendance meeting', 'Penalty notice']),
    })
  }
}

function getOrder(random: Random, setting: Setting, child: TruePerson, isTroubled: boolean): void {
  const { from, to } = yearsAged(setting, child, 12, 18)
  const wasArrested = child.life.events.some((event) => event.kind === 'arrest')
  const days = daysOf(random, isTroubled ? 0.1 : 0.02, from, to)
  if (!wasArrested) return
  for (const on of days) {
    const end = addDays(on, random.pick([90, 180, 270, 365]))
    const turn = Number(child.household.id.replace(/\D/g, ''))
    child.life.involvements.push({
      agency: 'youth-justice',
      kind: 'order',
      from: on,
      to: end > setting.until ? '' : end,
      workers: inSuccession([
        { from: on, value: workerOf(setting.institutions.youthJustice, turn) },
      ]),
      about: random.pick([
        'Referral order',
        'Youth rehabilitation order',
        'Youth caution',
        'Out of court disposal',
      ]),
    })
  }
}

function beSupported(
  random: Random,
  setting: Setting,
  household: Household,
  isMuch: boolean,
): void {
  const isSupported = random.chance(isMuch ? 0.45 : 0.012)
  const from = dayOfLife(random, setting, household)
  const length = random.between(40, 420)
  const turn = Number(household.id.replace(/\D/g, ''))
  const [first] = household.adults
  if (!isSupported || first === undefined) return
  const members = [first, ...household.children.filter(() => random.chance(0.8))]
  const end = addDays(from, length)
  const change = addDays(from, random.between(30, 200))
  const about = random.pick([
    'Domestic abuse support',
    'Domestic abuse support',
    'Family support',
    'Recovery group',
  ])
  for (const member of members) {
    if (member.bornOn > from) continue
    const steps = [{ from, value: workerOf(setting.institutions.charity, turn) }]
    if (change < end)
      steps.push({ from: change, value: workerOf(setting.institutions.charity, turn, 1) })
    member.life.involvements.push({
      agency: 'charity',
      kind: 'support',
      from,
      to: end > setting.until ? '' : end,
      workers: inSuccession(steps),
      about,
    })
  }
  for (const on of daysOf(random, 5, from, end < setting.until ? end : setting.until)) {
    addEvent(first, {
      agency: 'charity',
      kind: 'support-call',
      on,
      level: 'low',
      about: 'Support session',
    })
  }
}

function dayOfLife(random: Random, setting: Setting, household: Household): IsoDate {
  const from = later(setting.since, household.hereFrom)
  return dayBetween(random, from, earlier(household.leavesOn, setting.until) as IsoDate)
}

/** The part of the years of events in which a person is of an age and in the borough. */
function yearsAged(
  setting: Setting,
  { bornOn, life }: TruePerson,
  low: number,
  high: number,
): { from: IsoDate; to: IsoDate } {
  return {
    from: later(later(setting.since, life.hereFrom), addMonths(bornOn, 12 * low)),
    to: earlier(earlier(life.leftOn, setting.until), addMonths(bornOn, 12 * high)) as IsoDate,
  }
}
