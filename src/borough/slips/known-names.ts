import { addDays } from '#kernel'
import { fitsWindows1252, withLettersLost } from '../formats/windows-1252.ts'
import { spellingsOf } from '../names/spellings.ts'
import type { Names } from '../people/life.ts'
import type { TruePerson } from '../people/person.ts'
import type { Span } from '../people/span.ts'
import { delays } from './delays.ts'
import type { KnownBirth } from './known-birth.ts'
import { misspell } from './misspell.ts'
import { type Heard, heardOf, type Moment } from './moment.ts'
import { plantedOf } from './planted-records.ts'

/** What an agency calls a person. */
export interface KnownNames {
  forename: string
  middleNames: readonly string[]
  surname: string
  /** An earlier surname that the record may show, or empty. */
  formerSurname: string
  /** What they truly answer to, or empty: for systems with a field of its own for it. */
  callName: string
}

/** The names that an agency has on record on the day. */
export function knownNames(moment: Moment, person: TruePerson, birth: KnownBirth): KnownNames {
  const heard = heardNames(moment, person)
  const names = heard?.span.value ?? latestNames(person)
  const version = heard?.at ?? 0
  const former = formerSurname(moment, person, names)
  const [planted] = plantedOf(moment, person, 'names')
  if (planted !== undefined) {
    const { forename, surname } = planted
    return { forename, middleNames: [], surname, formerSurname: '', callName: '' }
  }
  const surname = writtenSurname(moment, names, version)
  const rest = { middleNames: [], formerSurname: former, callName: '' }
  if (birth.bornOn === '' && birth.expectedOn !== '') {
    return { ...rest, forename: 'Unborn', surname }
  }
  const baby = babyName(moment, person)
  if (baby !== undefined) return { ...rest, forename: baby, surname }
  return ordered(moment, person, names, surname, former, version)
}

function latestNames(person: TruePerson): Names {
  const last = person.life.names.at(-1)?.value
  return (
    last ?? {
      forename: person.forename,
      middleNames: person.middleNames,
      surname: person.surname,
      callName: person.callName,
      why: 'birth',
      isHiddenAfter: false,
    }
  )
}

function heardNames(moment: Moment, person: TruePerson): Heard<Names> | undefined {
  return heardOf(moment, person.life.names, {
    label: 'names',
    delay: delays[moment.looked.agency].name,
    never: (span) => (span.value.why === 'named' ? 'baby-name' : 'former-surname'),
    // An old name of this sort is gone from every record on the day.
    mayShow: (span) => !isHiddenNow(moment, span),
  })
}

function isHiddenNow(moment: Moment, span: Span<Names>): boolean {
  return span.value.isHiddenAfter && span.to !== '' && moment.isReached(span.to)
}

function formerSurname(moment: Moment, person: TruePerson, names: Names): string {
  for (const span of [...person.life.names].reverse()) {
    if (span.value === names || span.to === '' || span.to > moment.day) continue
    if (span.value.isHiddenAfter || span.value.surname === names.surname) continue
    return span.value.surname
  }
  return ''
}

// A baby's record is opened before there is a name, and nobody goes back to it.
function babyName(moment: Moment, person: TruePerson): string | undefined {
  const { openedOn } = moment.looked
  if (person.kind !== 'child' || openedOn > addDays(person.bornOn, 40)) return undefined
  if (moment.isReached(addDays(person.bornOn, moment.draws.between('named at last', 70, 365)))) {
    return undefined
  }
  if (!moment.errs('baby-name')) return undefined
  const mother = person.mother?.forename ?? ''
  return mother !== '' && moment.draws.chance('baby of', 0.5) ? `Baby of ${mother}` : 'Baby'
}

function ordered(
  moment: Moment,
  person: TruePerson,
  names: Names,
  surname: string,
  formerName: string,
  version: number,
): KnownNames {
  const rest = {
    middleNames: names.middleNames,
    formerSurname: formerName,
    callName: names.callName,
  }
  const isUnknown = moment.errs('forename-unknown', version)
  const forename = writtenForename(moment, names, version)
  const isMistaken = person.community.orderMistaken
    ? moment.errs('order-mistaken', version)
    : moment.errs('names-swapped', version)
  if (isUnknown && surname !== '') {
    return { ...rest, forename: moment.draws.pick('unknown as', ['FNU', 'Unknown', '']), surname }
  }
  if (forename === '' || !isMistaken) return { ...rest, forename, surname }
  return { ...rest, forename: surname, surname: forename }
}

function writtenSurname(moment: Moment, names: Names, version: number): string {
  const halves = names.surname.split('-')
  if (halves.length === 2 && moment.errs('half-surname', version)) {
    return halves[moment.draws.between('which half', 0, 1)] ?? ''
  }
  return spelt(moment, names.surname, 'surname-misspelt', version)
}

function writtenForename(moment: Moment, names: Names, version: number): string {
  if (names.forename === '') return ''
  if (names.callName !== '' && moment.errs('nickname', version)) return names.callName
  return spelt(moment, names.forename, 'forename-misspelt', version)
}

function spelt(
  moment: Moment,
  name: string,
  slip: 'surname-misspelt' | 'forename-misspelt',
  version: number,
): string {
  const { draws } = moment
  const others = spellingsOf(name)
  if (!fitsWindows1252(name) && moment.errs('letters-lost')) return withLettersLost(name)
  if (others.length > 0 && moment.errs('other-spelling', version)) {
    return draws.pick(`${slip}, other spelling#${version}`, others)
  }
  return moment.errs(slip, version) ? misspell(draws.stream(`${slip}, how#${version}`), name) : name
}
