import { addDays, daysBetween, type IsoDate } from '#kernel'
import { spellingsOf } from '../names/spellings.ts'
import { breakNhsNumber, breakUpn } from '../people/identifiers.ts'
import type { TruePerson } from '../people/person.ts'
import type { Address } from '../places/address.ts'
import type { Random } from '../random.ts'
import type { ErrorLedger } from './ledger.ts'
import { canSwapDayAndMonth, firstOfJanuary, slipInDate, swapDayAndMonth } from './misdate.ts'
import { misspell } from './misspell.ts'

/** A person as one agency has them: the truth after its errors, before its own layout. */
export interface KnownPerson {
  forename: string
  middleNames: string[]
  surname: string
  /** Empty where none is recorded. */
  bornOn: IsoDate | ''
  /** For a child recorded before birth. */
  expectedOn: IsoDate | ''
  isApproximate: boolean
  sex: 'M' | 'F' | 'U'
  ethnicity: string
  address: Address
  addressFrom: IsoDate
  nhsNumber: string
  upn: string
}

/** What an agency keeps, so that an identifier it has no field for is neither lost nor spoilt. */
export interface Keeps {
  nhsNumber: boolean
  upn: boolean
  ethnicity: boolean
  /** Whether it has been told of a refuge; who has not keeps the address before. */
  refuge: boolean
}

/** What one agency believes of a person: each error is rolled once, in a fixed order. */
export function knowPerson(
  random: Random,
  ledger: ErrorLedger,
  person: TruePerson,
  asOf: IsoDate,
  keeps: Keeps,
): KnownPerson {
  const birth = knowBirth(random, ledger, person, asOf)
  const names = knowNames(
    random,
    ledger,
    person,
    asOf,
    birth.bornOn === '' && birth.expectedOn !== '',
  )
  const where = knowAddress(random, ledger, person, keeps.refuge)
  const unborn = birth.expectedOn !== ''
  const otherSex = person.sex === 'M' ? 'F' : 'M'
  return {
    ...names,
    ...birth,
    sex: unborn ? 'U' : ledger.roll('sex-wrong') ? otherSex : person.sex,
    ethnicity:
      keeps.ethnicity && ledger.roll('ethnicity-missing') ? 'NOBT' : person.recordedEthnicity,
    ...where,
    nhsNumber: keeps.nhsNumber ? knowNhsNumber(random, ledger, person, unborn) : '',
    upn: keeps.upn ? knowUpn(random, ledger, person) : '',
  }
}

function isNewborn(person: TruePerson, asOf: IsoDate): boolean {
  return person.kind === 'child' && !person.isUnborn && daysBetween(person.bornOn, asOf) < 70
}

function knowBirth(
  random: Random,
  ledger: ErrorLedger,
  person: TruePerson,
  asOf: IsoDate,
): Pick<KnownPerson, 'bornOn' | 'expectedOn' | 'isApproximate'> {
  const { bornOn } = person
  if (person.isUnborn) return { bornOn: '', expectedOn: bornOn, isApproximate: false }
  if (isNewborn(person, asOf) && ledger.roll('still-unborn')) {
    // Few babies keep to the date.
    return { bornOn: '', expectedOn: addDays(bornOn, random.between(-8, 14)), isApproximate: false }
  }
  const born = (date: IsoDate | '', isApproximate = false) => ({
    bornOn: date,
    expectedOn: '' as const,
    isApproximate,
  })
  if (ledger.roll('dob-missing')) return born('')
  if (ledger.roll('first-of-january')) return born(firstOfJanuary(bornOn), true)
  if (canSwapDayAndMonth(bornOn) && swapDayAndMonth(bornOn) <= asOf) {
    if (ledger.roll('day-month-swapped')) return born(swapDayAndMonth(bornOn))
  }
  if (ledger.roll('dob-slip')) return born(slipInDate(random, bornOn, asOf))
  return born(bornOn)
}

function knowNames(
  random: Random,
  ledger: ErrorLedger,
  person: TruePerson,
  asOf: IsoDate,
  unborn: boolean,
): Pick<KnownPerson, 'forename' | 'middleNames' | 'surname'> {
  const surname = knowSurname(random, ledger, person)
  if (unborn) return { forename: 'Unborn', middleNames: [], surname }
  if (isNewborn(person, asOf) && ledger.roll('baby-name')) {
    const mother = person.mother?.forename ?? ''
    const forename = mother !== '' && random.chance(0.5) ? `Baby of ${mother}` : 'Baby'
    return { forename, middleNames: [], surname }
  }
  const forename = knowForename(random, ledger, person)
  const middleNames = [...person.middleNames]
  if (forename === '') return { forename, middleNames, surname }
  const mistaken = person.community.orderMistaken
    ? ledger.roll('order-mistaken')
    : ledger.roll('names-swapped')
  if (mistaken) return { forename: surname, middleNames, surname: forename }
  return { forename, middleNames, surname }
}

function knowSurname(random: Random, ledger: ErrorLedger, person: TruePerson): string {
  if (person.formerSurname !== '' && person.restriction !== 'adoption') {
    if (ledger.roll('former-surname')) return person.formerSurname
  }
  const halves = person.surname.split('-')
  if (halves.length === 2 && ledger.roll('half-surname')) return random.pick(halves)
  return knowSpelling(random, ledger, person.surname, 'surname-misspelt')
}

function knowForename(random: Random, ledger: ErrorLedger, person: TruePerson): string {
  if (person.forename === '') return ''
  if (person.callName !== '' && ledger.roll('nickname')) return person.callName
  return knowSpelling(random, ledger, person.forename, 'forename-misspelt')
}

function knowSpelling(
  random: Random,
  ledger: ErrorLedger,
  name: string,
  slip: 'surname-misspelt' | 'forename-misspelt',
): string {
  const others = spellingsOf(name)
  if (others.length > 0 && ledger.roll('other-spelling')) return random.pick(others)
  return ledger.roll(slip) ? misspell(random, name) : name
}

function knowAddress(
  random: Random,
  ledger: ErrorLedger,
  person: TruePerson,
  toldOfRefuge: boolean,
): Pick<KnownPerson, 'address' | 'addressFrom'> {
  const { residences } = person.household
  const now = residences.at(-1)
  const before = residences.at(-2)
  if (now === undefined) throw new Error('A household without an address was generated.')
  const isHidden = person.restriction === 'refuge'
  const isBehind = before !== undefined && (isHidden ? !toldOfRefuge : ledger.roll('old-address'))
  const residence = isBehind ? before : now
  const address = { ...residence.address }
  if (ledger.roll('street-misspelt')) address.street = misspell(random, address.street)
  if (ledger.roll('postcode-missing')) address.postcode = ''
  return { address, addressFrom: residence.from }
}

function knowNhsNumber(
  random: Random,
  ledger: ErrorLedger,
  person: TruePerson,
  unborn: boolean,
): string {
  if (person.nhsNumber === '' || unborn || ledger.roll('nhs-missing')) return ''
  return ledger.roll('nhs-invalid') ? breakNhsNumber(random, person.nhsNumber) : person.nhsNumber
}

function knowUpn(random: Random, ledger: ErrorLedger, person: TruePerson): string {
  if (person.upn === '' || ledger.roll('upn-missing')) return ''
  return ledger.roll('upn-invalid') ? breakUpn(random, person.upn) : person.upn
}
