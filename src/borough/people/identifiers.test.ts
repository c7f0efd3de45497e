import { describe, expect, it } from 'vitest'
import { checkNhsNumber, checkUln, checkUpn } from '#kernel'
import { createRandom } from '../random.ts'
import { breakNhsNumber, breakUpn, createIdentifiers } from './identifiers.ts'

describe('createIdentifiers', () => {
  it('gives sound numbers, each once', () => {
    const source = createIdentifiers(createRandom('1'))
    const given = new Set<string>()
    for (let i = 0; i < 20_000; i++) {
      const nhs = source.nhsNumber()
      const upn = source.upn(2015)
      const uln = source.uln()
      expect(checkNhsNumber(nhs)).toMatchObject({ ok: true, range: 'test' })
      expect(checkUpn(upn)).toMatchObject({ ok: true, temporary: false, localAuthority: '299' })
      expect(checkUln(uln).ok).toBe(true)
      given.add(nhs).add(upn).add(uln)
    }
    expect(given.size).toBe(60_000)
  })
})

describe('a slip in a number', () => {
  it('is always noticed by the check', () => {
    const source = createIdentifiers(createRandom('2'))
    const random = createRandom('slips')
    for (let i = 0; i < 2000; i++) {
      expect(checkNhsNumber(breakNhsNumber(random, source.nhsNumber())).ok).toBe(false)
      expect(checkUpn(breakUpn(random, source.upn(2019))).ok).toBe(false)
    }
  })
})
