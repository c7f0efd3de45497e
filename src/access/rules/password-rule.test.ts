import { expect, test } from 'vitest'
import { passwordFault } from './password-rule.ts'

const known = new Set(['unbelievable', 'password', 'liverpoolfc1'])
const own = ['Ada', 'Example', 'ada.example', 'social-care']

test.each([
  ['three-made-up-words', undefined],
  ['correct horse battery', undefined],
  ['слово за слово иди', undefined],
  ['пароль', 'Use at least 12 characters'],
  ['', 'Enter a password'],
  ['            ', 'Enter a password'],
  ['short', 'Use at least 12 characters'],
  ['Unbelievable', 'This password is one that is often tried'],
  ['password12345!', 'This password is one that is often tried'],
  ['LiverpoolFC1', 'This password is one that is often tried'],
  ['aaaaaaaaaaaaaaa', 'Use more different characters'],
  ['abababababababab', 'Use more different characters'],
  ['abcdefghijklmnop', 'Do not use a row of the alphabet, of digits or of the keyboard'],
  ['098765432109', 'Do not use a row of the alphabet, of digits or of the keyboard'],
  ['qwertyuiopas', 'Do not use a row of the alphabet, of digits or of the keyboard'],
  ['ada.example2026', 'Do not make it from your name, address or organisation'],
  ['x'.repeat(201), 'Use 200 characters or fewer'],
])('%j: %s', (password, fault) => {
  expect(passwordFault(password, known, own)).toBe(fault)
})
