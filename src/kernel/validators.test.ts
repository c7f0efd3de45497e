import { describe, expect, test } from 'vitest'
import {
  checkBirthDate,
  checkDateOrder,
  checkEmail,
  checkPhone,
  namePlaceholder,
  validators,
} from './index.ts'

const reasonOf = (checked: { ok: true } | { ok: false; reason: string }) =>
  checked.ok ? 'ok' : checked.reason

test.each([
  ['01632 960001', 'ok'],
  ['+44 7700 900123', 'ok'],
  ['0044 (0)20 7946 0000', 'ok'],
  ['(01632) 960-123 ext. 12', 'ok'],
  ['016977 2000', 'ok'],
  ['+48 22 555 0100', 'ok'],
  ['', 'empty'],
  ['ask mum', 'not-digits'],
  ['07700 90012', 'length'],
  ['07700 9001234', 'length'],
  ['0770090012', 'length'],
  ['00000 000000', 'filler'],
  ['11111111111', 'filler'],
  ['00700 900123', 'range'],
  ['99632 960001', 'range'],
  ['07700 900123 / 07700 900124', 'several'],
  ['07700 900123 or 01632 960001', 'several'],
])('telephone %j: %s', (text, reason) => {
  expect(reasonOf(checkPhone(text))).toBe(reason)
})

test.each([
  ['dee.rowe@council.example', 'ok'],
  [' dee@council.example ', 'ok'],
  ['', 'empty'],
  ['dee.rowe', 'shape'],
  ['dee@council', 'shape'],
  ['dee@@council.example', 'shape'],
  ['dee@a.example, bo@b.example', 'shape'],
])('e-mail %j: %s', (text, reason) => {
  expect(reasonOf(checkEmail(text))).toBe(reason)
})

test.each([
  ['2014-05-03', 'ok'],
  ['2026-11-25', 'ok'],
  ['2026-11-26', 'to-come'],
  ['2014-02-30', 'not-a-date'],
  ['03/05/2014', 'not-a-date'],
  ['1900-01-01', 'placeholder'],
  ['1911-11-25', 'ok'],
  ['1911-11-24', 'too-old'],
  ['', 'empty'],
])('birth date %j: %s', (text, reason) => {
  expect(reasonOf(checkBirthDate(text, '2026-11-25'))).toBe(reason)
})

test.each([
  ['2024-01-01', '2024-01-01', 'ok'],
  ['2024-01-01', '2023-12-31', 'end-before-start'],
  ['2024-01-01', '31 December', 'not-a-date'],
])('from %s to %s: %s', (start, end, reason) => {
  expect(reasonOf(checkDateOrder(start, end))).toBe(reason)
})

test.each([
  ['FNU', 'unknown'],
  ['not  known', 'unknown'],
  ['Unknown', 'unknown'],
  ['?', 'unknown'],
  ['Baby', 'baby'],
  ['Baby of Ada', 'baby'],
  ['BABY 2 OF ADA', 'baby'],
  ['Unborn', 'baby'],
  ['Twin 1', 'baby'],
  ['TEST', 'test'],
  ['Babylon', undefined],
  ['Tess', undefined],
  ['Testa', undefined],
  ['Anona', undefined],
  ['Girlie', undefined],
  ['Ng', undefined],
])('name %j: %s', (name, kind) => {
  expect(namePlaceholder(name)).toBe(kind)
})

describe('what is offered where data is typed', () => {
  test.each(Object.entries(validators))('%s takes its own example', (_, { check, example }) => {
    expect(reasonOf(check(example, '2026-11-25'))).toBe('ok')
  })

  test.each(Object.entries(validators))('%s never repeats what was typed', (_, { check }) => {
    for (const text of ['SECRETVALUE', '1234567890123', '2999-01-01']) {
      const checked = check(text, '2026-11-25')
      if (!checked.ok) expect(checked.message).not.toContain(text)
    }
  })
})
