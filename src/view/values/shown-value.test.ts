import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BlankReason } from '#store'
import { from, none, value } from '../testing/child-record.factory.ts'
import { dialled, ownPhone, ownValue, shownValue } from './shown-value.ts'

describe('shownValue', () => {
  it('is never a bare blank: a text with its source and date, or a reason', () => {
    const reasons: BlankReason[] = [
      'none-recorded',
      'not-matched',
      'feed-late',
      'not-shared',
      'not-asked',
    ]
    const sourced = fc.oneof(
      fc.string({ minLength: 1 }).map((text) => value(text)),
      fc.record({ blank: fc.constantFrom(...reasons), sources: fc.array(fc.string()) }),
    )
    fc.assert(
      fc.property(sourced, (given) => {
        const shown = shownValue(given, String)
        if ('blank' in shown) expect(shown.blank).not.toBe('')
        else expect(shown.from).toEqual({ sourceName: 'Social care', asOf: '2026-11-20' })
      }),
    )
  })

  it('puts the value in words', () => {
    expect(shownValue(value('f'), (code) => code.toUpperCase())).toMatchObject({ text: 'F' })
    expect(shownValue(none('Police'), String)).toEqual({ blank: 'None recorded by Police' })
  })

  it('shows what other sources have instead, unless it comes to the same words', () => {
    const sourced = value('f', 'education', { police: 'm', charity: 'F' })
    expect(shownValue(sourced, (code) => code.toUpperCase())).toMatchObject({
      others: [{ text: 'M', from: { sourceName: 'Police' } }],
    })
    const others = [{ text: 'x', from: from('police') }]
    expect(shownValue(sourced, String, { others })).toMatchObject({ others })
  })
})

it('blames the row’s own source for a field that it leaves empty', () => {
  expect(ownValue(undefined, from('child-health'))).toEqual({
    blank: 'None recorded by Child health',
  })
  expect(ownPhone(undefined, from('education'))).toEqual({ blank: 'None recorded by Education' })
})

it.each([
  ['01632 960123', '01632960123'],
  ['+44 (0)1632 960-123', '+441632960123'],
  ['(01632) 960123', '01632960123'],
  ['01632 960123 ext 4', undefined],
  ['ask at reception', undefined],
  ['', undefined],
])('dials %s as %s', (text, tel) => {
  expect(dialled(text)).toBe(tel)
})

it('shows what cannot be dialled as plain text', () => {
  expect(ownPhone('01632 960123', from('education'))).toMatchObject({ tel: '01632960123' })
  expect(ownPhone('ask at reception', from('education'))).not.toHaveProperty('tel')
})
