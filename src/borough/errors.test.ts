import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { agencies, allErrorKinds, errorKinds, errorRate } from './errors.ts'

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')

describe('the error table', () => {
  it.each(allErrorKinds())('says the same of %s in the README', (kind) => {
    const rates = agencies.map((agency) => {
      const rate = errorRate(agency, kind)
      return rate === 0 ? '–' : String(Math.round(rate * 1000) / 10)
    })
    expect(readme).toContain(`| ${kind} | ${rates.join(' | ')} | ${errorKinds[kind]} |`)
  })

  it('holds shares, and every error happens somewhere', () => {
    for (const kind of allErrorKinds()) {
      const rates = agencies.map((agency) => errorRate(agency, kind))
      expect(Math.max(...rates)).toBeGreaterThan(0)
      expect(rates.every((rate) => rate >= 0 && rate <= 0.5)).toBe(true)
    }
  })
})
