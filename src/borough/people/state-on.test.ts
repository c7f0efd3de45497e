import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '#kernel'
import { liveBorough } from '../testing/live-borough.ts'
import { everybody, type TruePerson } from './person.ts'
import { holdsOn, inSuccession, lastBefore, spanOn } from './span.ts'
import {
  changesBetween,
  eventsUntil,
  involvementsOn,
  isKnownTo,
  presenceOn,
  stateOn,
} from './state-on.ts'

const { population, setting } = liveBorough({ children: 3000, seed: 'lives' })
const people = everybody(population)
const { asOf } = setting
const nights = Array.from({ length: 31 }, (_, night) => addDays(asOf, night))

describe('a span', () => {
  const spans = inSuccession([
    { from: '2020-01-01', value: 'first' },
    { from: '2024-06-01', value: 'second' },
  ])

  it.each([
    ['2019-12-31', undefined, undefined],
    ['2020-01-01', 'first', undefined],
    ['2024-05-31', 'first', undefined],
    ['2024-06-01', 'second', 'first'],
    ['2030-01-01', 'second', 'first'],
  ])('on %s gives %s, before it %s', (day, now, before) => {
    expect(spanOn(spans, day)?.value).toBe(now)
    expect(lastBefore(spans, day)?.value).toBe(before)
  })

  it('ends before its last day', () => {
    expect(holdsOn({ from: '2020-01-01', to: '2020-01-02' }, '2020-01-02')).toBe(false)
  })
})

function whole(person: TruePerson, day: IsoDate): string {
  const { home, formerHome, otherHome, schools, formerSchool, practice, ...rest } = stateOn(
    person,
    day,
  )
  return JSON.stringify([
    rest,
    [home, formerHome, otherHome],
    schools.map(({ place, from }) => [place.school.laestab, place.enrolment, from]),
    formerSchool?.place.school.laestab,
    practice?.code,
    involvementsOn(person, day).map(({ kind, from, to, workers }) => [
      kind,
      from,
      to,
      spanOn(workers, day)?.value.staff.email,
    ]),
    eventsUntil(person, day).map((event) => event.id),
  ])
}

describe('a life', () => {
  it('changes only on the days that it names', () => {
    let changes = 0
    for (const person of people) {
      for (const [index, day] of nights.entries()) {
        const before = nights[index - 1]
        if (before === undefined) continue
        if (changesBetween(person, before, day)) changes++
        else if ((index + people.indexOf(person)) % 7 === 0)
          expect(whole(person, day)).toBe(whole(person, before))
      }
    }
    expect(changes).toBeGreaterThan(100)
  })

  it('has one home at a time while it is here', () => {
    for (const person of people) {
      for (const day of [addDays(asOf, -1200), asOf, addDays(asOf, 30)]) {
        if (presenceOn(person, day) !== 'here') continue
        const homes = person.life.homes.filter((span) => holdsOn(span, day))
        expect([person.id, homes.length]).toEqual([person.id, 1])
      }
    }
  })

  it('ends with a death, a departure or a seal, and begins with an arrival', () => {
    for (const { id, life } of people) {
      const ends = [life.diedOn, life.leftOn, life.sealedOn].filter(Boolean).sort()
      for (const event of life.events) {
        expect([id, event.on >= life.hereFrom]).toEqual([id, true])
        if (ends[0] !== undefined) expect([id, event.on <= ends[0]]).toEqual([id, true])
      }
    }
  })

  it('never shows a hidden name again', () => {
    const hidden = people.filter(({ life }) => life.names.some((span) => span.value.isHiddenAfter))
    expect(hidden.length).toBeGreaterThan(0)
    for (const person of hidden) {
      const last = addDays(setting.until, 1)
      const shown = stateOn(person, last).formerNames
      expect(shown.some((names) => names.isHiddenAfter)).toBe(false)
    }
  })
})

describe('the nights', () => {
  it('bring births, deaths, moves in and out, other schools, new cases and changed workers', () => {
    const last = addDays(asOf, 30)
    const ahead = (day: IsoDate | '') => day !== '' && day > asOf && day <= last
    const count = (has: (person: TruePerson) => boolean) => people.filter(has).length
    expect(count((one) => ahead(one.bornOn))).toBeGreaterThan(5)
    expect(count((one) => ahead(one.life.diedOn))).toBeGreaterThan(0)
    expect(count((one) => ahead(one.life.leftOn))).toBeGreaterThan(0)
    expect(count((one) => ahead(one.life.hereFrom) && one.bornOn < asOf)).toBeGreaterThan(3)
    expect(count((one) => one.life.homes.some((span) => ahead(span.from)))).toBeGreaterThan(10)
    expect(count((one) => one.life.schools.some((span) => ahead(span.from)))).toBeGreaterThan(1)
    expect(count((one) => one.life.phones.some((span) => ahead(span.from)))).toBeGreaterThan(20)
    expect(count((one) => one.life.restrictions.some((span) => ahead(span.from)))).toBeGreaterThan(
      0,
    )
    const cases = people.flatMap((one) => one.life.involvements.filter((it) => it.kind === 'case'))
    expect(cases.filter((one) => ahead(one.from)).length).toBeGreaterThan(0)
    expect(
      cases.filter((one) => one.workers.some((span) => ahead(span.from))).length,
    ).toBeGreaterThan(3)
  })
})

describe('the services', () => {
  it('reach the shares that proportions.ts promises a small borough', () => {
    const children = population.children
    const share = (has: (child: TruePerson) => boolean) =>
      children.filter(has).length / children.length
    const hasOpenCase = (child: TruePerson) =>
      involvementsOn(child, asOf).some((one) => one.kind === 'case' && one.to === '')
    expect(share((child) => stateOn(child, asOf).schools.length > 0)).toBeCloseTo(0.7, 1)
    expect(share(hasOpenCase)).toBeGreaterThan(0.03)
    expect(share((child) => isKnownTo(child, 'child-health', asOf))).toBeGreaterThan(0.9)
  })
})
