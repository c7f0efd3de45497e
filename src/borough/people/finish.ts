import { addDays, addMonths, type IsoDate } from '#kernel'
import { bornWith, changeNames, namesOf } from './names-over-time.ts'
import { everybody, type Population, type TruePerson } from './person.ts'
import { earlier, type Setting } from './setting.ts'
import { spanOn } from './span.ts'
import { stateOn } from './state-on.ts'

/**
 * Makes lives whole, once nothing more is planted: events in order, the days of change, and the fields
 * that say how each person stands on the day of the first extract.
 */
export function finishLives(setting: Setting, population: Population): void {
  for (const person of everybody(population)) {
    nameOverTime(setting, person)
    endWithLife(person)
    const { life } = person
    life.events = life.events
      .filter((event) => event.on <= setting.until && event.on >= life.hereFrom)
      .sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
    life.changeDays = daysOfChange(setting, person)
    standOn(setting.asOf, person)
  }
}

// A mother who married before the years we know of changed her name then.
function nameOverTime(setting: Setting, person: TruePerson): void {
  const { life, formerSurname } = person
  if (life.names.length > 0) return
  if (formerSurname === '' || formerSurname === person.surname) {
    life.names.push({ from: '', to: '', value: bornWith(person) })
    return
  }
  const now = namesOf(person)
  const on = addMonths(person.bornOn, 12 * 24)
  person.surname = formerSurname
  changeNames(person, on < setting.asOf ? on : addDays(setting.asOf, -400), {
    ...now,
    why: 'marriage',
  })
}

// Nothing goes on after a death, a sealing or, but for what others do not know yet, a departure.
function endWithLife(person: TruePerson): void {
  const { life } = person
  const end = earlier(earlier(life.diedOn, life.sealedOn), life.leftOn)
  if (end === '') return
  life.events = life.events.filter((event) => event.on <= end)
  life.involvements = life.involvements
    .filter((one) => one.from < end)
    .map((one) => ({ ...one, to: earlier(one.to, end) }))
  life.schools = life.schools
    .filter((span) => span.from < end)
    .map((span) => ({ ...span, to: earlier(span.to, end) }))
}

function daysOfChange({ asOf, until }: Setting, person: TruePerson): IsoDate[] {
  const { life } = person
  const days = new Set<IsoDate | ''>()
  const lists = [life.names, life.homes, life.otherHomes, life.phones, life.schools, life.practices]
  const more = [life.legal, life.restrictions, life.nhsNumbers, life.sexes]
  for (const span of [...lists.flat(), ...more.flat()]) days.add(span.from).add(span.to)
  for (const one of life.involvements) {
    days.add(one.from).add(one.to)
    for (const span of one.workers) days.add(span.from)
    const { assessment, section47, inNeedPlan, protectionPlan, lookedAfter } = one.care ?? {}
    for (const step of [assessment, section47, inNeedPlan, protectionPlan, lookedAfter]) {
      days.add(step?.from ?? '').add(step?.to ?? '')
    }
    days.add(section47?.conferenceOn ?? '')
  }
  for (const event of life.events) days.add(event.on).add(event.until)
  days.add(person.bornOn).add(life.diedOn).add(life.hereFrom).add(life.leftOn).add(life.sealedOn)
  return [...days].filter((day) => day > asOf && day <= until).sort()
}

function standOn(asOf: IsoDate, person: TruePerson): void {
  const { life } = person
  const { names, formerNames, restriction, sex } = stateOn(person, asOf)
  person.forename = names.forename
  person.middleNames = [...names.middleNames]
  person.surname = names.surname
  person.callName = names.callName
  person.formerSurname = formerNames.find((one) => one.surname !== names.surname)?.surname ?? ''
  person.sex = sex
  person.restriction = restriction
  person.nhsNumber = spanOn(life.nhsNumbers, asOf)?.value ?? ''
}
