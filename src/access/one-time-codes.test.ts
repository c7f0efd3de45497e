import { base32 } from '@better-auth/utils/base32'
import { describe, expect, test } from 'vitest'
import {
  codeOf,
  forApp,
  newKey,
  newRecoveryCodes,
  recoveryDigest,
  stepAt,
  stepOfCode,
  unspentCode,
} from './one-time-codes.ts'

// The key and the last six digits of the codes of RFC 6238, appendix B, for SHA-1.
const key = '12345678901234567890'
const table = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
] as const

describe('codes of an authenticator app', () => {
  test.each(table)('at %i seconds: %s, as the standard says', async (seconds, code) => {
    expect(await codeOf(key, stepAt(seconds * 1000))).toBe(code)
    expect(await stepOfCode(key, code, seconds * 1000)).toBe(stepAt(seconds * 1000))
  })

  test('a clock may be wrong by one step, and not by two', async () => {
    const now = 1234567890_000
    const at = (steps: number) => codeOf(key, stepAt(now) + steps)
    for (const steps of [-1, 0, 1]) {
      expect(await stepOfCode(key, await at(steps), now)).toBe(stepAt(now) + steps)
    }
    for (const steps of [-2, 2]) expect(await stepOfCode(key, await at(steps), now)).toBeUndefined()
  })

  test.each(['', '1', '28708', '2870822', 'abcdef', '２８７０８２'])('%j is none', async (code) => {
    expect(await stepOfCode(key, code, 59_000)).toBeUndefined()
  })

  test('what a demonstration shows works and is not spent', async () => {
    const now = 1234567890_000
    const step = stepAt(now)
    expect(await unspentCode(key, 0, now)).toBe(await codeOf(key, step))
    expect(await unspentCode(key, step, now)).toBe(await codeOf(key, step + 1))
    expect(await unspentCode(key, step + 1, now)).toBeUndefined()
  })

  test('an app takes the key as text and as an address alike', () => {
    const made = newKey()
    const { text, address } = forApp(made, 'ada@kith.example')
    const typed = text.replaceAll(' ', '')
    expect(new TextDecoder().decode(base32.decode(typed))).toBe(made)
    expect(new URL(address).searchParams.get('secret')).toBe(typed)
    expect(address).toMatch(/^otpauth:\/\/totp\/Kith/)
  })
})

describe('recovery codes', () => {
  test('are ten, all different, without letters that are taken for others', () => {
    const codes = newRecoveryCodes()
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/)
  })

  test('may be typed in small letters, with blanks or without the hyphen', () => {
    const digest = (code: string, account = 'a') => recoveryDigest(code, account, 'secret')
    for (const typed of ['abcde-23456', ' ABCDE 23456', 'ABCDE23456']) {
      expect(digest(typed)).toBe(digest('ABCDE-23456'))
    }
    expect(digest('ABCDE-23456', 'b')).not.toBe(digest('ABCDE-23456'))
  })
})
