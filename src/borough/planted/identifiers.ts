import { addDays, addMonths, datePartsOf, daysBetween, isoDate, nhsCheckDigit } from '#kernel'
import { addEvent } from '../people/events.ts'
import type { KnowingAgency } from '../people/life.ts'
import { yearsOf } from '../people/lives.ts'
import type { TruePerson } from '../people/person.ts'
import { createPerson } from '../people/registry.ts'
import { inSuccession } from '../people/span.ts'
import { isKnownTo } from '../people/state-on.ts'
import type { Random } from '../random.ts'
import type { Planting } from './planting.ts'

/** Numbers and dates that stand with the wrong person, or for nothing. */
export function plantIdentifiers(planting: Planting): void {
  recordNewbornTwins(planting)
  swapTwinsNumbers(planting)
  giveMothersNumber(planting)
  nameAfterDeadBrother(planting)
  giveScottishNumber(planting)
  recordPlaceholders(planting)
}

function twinOf(child: TruePerson): TruePerson | undefined {
  if (child.twins === '') return undefined
  return child.household.children.find((other) => other !== child && other.twins === child.twins)
}

function recordNewbornTwins(planting: Planting): void {
  const { asOf } = planting.setting
  const isNew = (child: TruePerson) =>
    twinOf(child) !== undefined && daysBetween(child.bornOn, asOf) < 45
  for (const child of planting.take(planting.scaled(8), isNew)) {
    const both = child.household.children.filter((other) => other.twins === child.twins)
    planting.note('baby-of-one-and-two', both)
    for (const [index, baby] of both.entries()) {
      const on = addDays(baby.bornOn, 1)
      addEvent(baby, {
        agency: 'hospital',
        kind: 'attendance',
        on,
        level: 'low',
        about: 'Newborn jaundice',
      })
      for (const agency of ['hospital', 'child-health'] as const) {
        planting.record(baby, 'baby-of-one-and-two', {
          agency,
          to: addDays(baby.bornOn, 48),
          what: 'names',
          forename: `Baby ${index + 1} of ${child.mother?.forename || child.mother?.surname || ''}`,
          surname: child.mother?.surname ?? child.surname,
          error: 'placeholder-name',
        })
      }
    }
  }
}

function swapTwinsNumbers(planting: Planting): void {
  const { asOf } = planting.setting
  const fits = (child: TruePerson) =>
    twinOf(child) !== undefined && isKnownTo(child, 'child-health', asOf)
  for (const child of planting.take(planting.scaled(14), fits)) {
    const twin = twinOf(child) ?? child
    planting.note('twins-numbers-swapped', [child, twin])
    for (const [mine, other] of [
      [child, twin],
      [twin, child],
    ] as const) {
      const value = other.life.nhsNumbers[0]?.value ?? ''
      planting.record(mine, 'twins-numbers-swapped', {
        agency: 'child-health',
        what: 'nhs-number',
        value,
        error: 'nhs-of-another',
      })
    }
  }
}

function giveMothersNumber(planting: Planting): void {
  const { asOf } = planting.setting
  const isBaby = (child: TruePerson) => daysBetween(child.bornOn, asOf) < 500
  for (const child of planting.take(planting.scaled(40), isBaby)) {
    const { mother } = child
    if (mother === undefined) continue
    const on = addDays(child.bornOn, 3)
    addEvent(child, {
      agency: 'hospital',
      kind: 'attendance',
      on,
      level: 'low',
      about: 'Feeding problem',
    })
    planting.note('mothers-number-on-baby', [child, mother])
    planting.record(child, 'mothers-number-on-baby', {
      agency: 'hospital',
      what: 'nhs-number',
      value: mother.life.nhsNumbers[0]?.value ?? '',
      error: 'nhs-of-another',
    })
  }
}

// The baby died within weeks; child health and the hospital still have the record.
function nameAfterDeadBrother(planting: Planting): void {
  const { registry, population, setting } = planting
  const own = planting.random.fork('dead brother')
  const fits = (child: TruePerson) =>
    child.sex === 'M' &&
    child.household.children[0] === child &&
    child.twins === '' &&
    child.bornOn > addDays(setting.asOf, -1900)
  for (const child of planting.take(planting.scaled(8), fits)) {
    const bornOn = addDays(child.bornOn, -own.between(380, 600))
    const baby = createPerson(registry, child.household, {
      kind: 'child',
      forename: child.forename,
      middleNames: [],
      callName: '',
      surname: child.surname,
      sex: 'M',
      bornOn,
      community: child.community,
      ethnicity: child.ethnicity,
      mother: child.mother,
      father: child.father,
    })
    const { life } = baby
    life.hereFrom = bornOn
    life.diedOn = addDays(bornOn, own.between(2, 40))
    life.homes = child.household.homes
    life.phones = child.household.phones
    life.sexes = inSuccession([{ from: '', value: 'M' }])
    const born = { from: bornOn, to: life.diedOn, workers: [], about: '' }
    life.involvements.push({ agency: 'child-health', kind: 'registered', ...born })
    addEvent(baby, {
      agency: 'hospital',
      kind: 'death',
      on: life.diedOn,
      level: 'high',
      about: 'Died in hospital',
    })
    population.others.push(baby)
    planting.note('name-of-dead-brother', [child, baby])
  }
}

function giveScottishNumber(planting: Planting): void {
  const own = planting.random.fork('scotland')
  const { asOf } = planting.setting
  const agencies: KnowingAgency[] = ['child-health', 'hospital', 'social-care']
  const fits = (child: TruePerson) =>
    yearsOf(child, asOf) >= 1 && agencies.some((agency) => isKnownTo(child, agency, asOf))
  for (const child of planting.take(planting.scaled(60), fits)) {
    planting.note('chi-number', [child])
    const known = agencies.filter((agency) => isKnownTo(child, agency, asOf))
    planting.record(child, 'chi-number', {
      agency: own.pick(known),
      what: 'nhs-number',
      value: impossibleChi(own, child),
      error: 'chi-number',
    })
  }
}

/**
 * A number in the shape of Scotland's, day and month of birth and year first, with a sound check digit.
 * Its day is the 29th of February of a year that has none, so that it can never be anybody's.
 */
function impossibleChi(random: Random, child: TruePerson): string {
  const born = Number(child.bornOn.slice(2, 4))
  const year = String(born % 4 === 0 ? born + 1 : born).padStart(2, '0')
  for (;;) {
    const sex = random.between(0, 4) * 2 + (child.sex === 'M' ? 1 : 0)
    const stem = `2902${year}${random.between(10, 99)}${sex}`
    const check = nhsCheckDigit(stem)
    if (check !== undefined) return `${stem}${check}`
  }
}

function recordPlaceholders(planting: Planting): void {
  const own = planting.random.fork('placeholders')
  const { asOf } = planting.setting
  const agencies: KnowingAgency[] = ['police', 'charity', 'social-care', 'hospital']
  const fits = (child: TruePerson) =>
    addMonths(child.bornOn, 12) < asOf && agencies.some((agency) => isKnownTo(child, agency, asOf))
  for (const child of planting.take(planting.scaled(150), fits)) {
    const { year, month } = datePartsOf(child.bornOn)
    const value = own.pick([
      isoDate(year, 1, 1),
      isoDate(year, month, 1),
      isoDate(year, month, 1),
      '1900-01-01',
    ])
    planting.note('placeholder-birth-date', [child])
    planting.record(child, 'placeholder-birth-date', {
      agency: own.pick(agencies.filter((agency) => isKnownTo(child, agency, asOf))),
      what: 'born-on',
      value,
      isApproximate: true,
      error: 'placeholder-birth-date',
    })
  }
}
