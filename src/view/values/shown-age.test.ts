import { describe, expect, it } from 'vitest'
import { aChild, none, today, value } from '../testing/child-record.factory.ts'
import { ageWords, shownAge, shownBirth } from './shown-age.ts'

type Over = Parameters<typeof aChild>[0]

const text = (shown: ReturnType<typeof shownAge>) => ('blank' in shown ? shown.blank : shown.text)

describe('shownAge', () => {
  const cases: [string, Over, string][] = [
    ['an exact date', { bornOn: value('2017-04-09') }, '9 years'],
    ['the day before a birthday', { bornOn: value('2017-11-22') }, '8 years'],
    ['a birthday', { bornOn: value('2017-11-21') }, '9 years'],
    [
      'an approximate date',
      { bornOn: value('2017-04-09'), bornOnIs: 'approximate' },
      'About 9 years',
    ],
    ['a baby', { bornOn: value('2026-11-01') }, '2 weeks'],
    [
      'an expected date',
      { bornOn: none(), expectedOn: value('2027-02-01') },
      'Unborn, due 1 February 2027',
    ],
    ['a birth date to come', { bornOn: value('2027-02-01') }, 'Unborn, due 1 February 2027'],
    [
      'a due date that has passed',
      { bornOn: none(), expectedOn: value('2026-10-01') },
      'Was due 1 October 2026, no birth recorded',
    ],
    ['neither date', { bornOn: none('Police') }, 'None recorded by Police'],
    [
      'a filler date',
      { bornOn: value('1900-01-01', 'police'), bornOnIs: 'placeholder' },
      'Not known: Police has 1 January 1900, which stands for no date',
    ],
    ['a child who died', { diedOn: value('2020-04-08') }, '2 years at death'],
  ]
  it.each(cases)('of %s', (_, over, words) => {
    expect(text(shownAge(aChild(over), today))).toBe(words)
  })

  it('gives no age from a filler date, not even an approximate one', () => {
    const filler = aChild({ bornOn: value('1900-01-01'), bornOnIs: 'placeholder' })
    expect(shownAge(filler, today)).not.toHaveProperty('text')
    expect(shownBirth(filler, today)).not.toHaveProperty('text')
  })
})

describe('shownBirth', () => {
  it('says where the date is approximate', () => {
    const approximate = aChild({ bornOnIs: 'approximate' })
    expect(shownBirth(approximate, today)).toMatchObject({
      text: '9 April 2017',
      note: 'Approximate',
    })
    expect(shownBirth(aChild(), today)).not.toHaveProperty('note')
  })

  it('says when an unborn child is due', () => {
    const unborn = aChild({ bornOn: none(), expectedOn: value('2027-02-01', 'child-health') })
    expect(shownBirth(unborn, today)).toMatchObject({
      text: 'Unborn, due 1 February 2027',
      from: { sourceName: 'Child health' },
    })
  })
})

it('does not call a due date approximate', () => {
  expect(ageWords('2027-02-01', today, true)).toBe('Unborn, due 1 February 2027')
})
