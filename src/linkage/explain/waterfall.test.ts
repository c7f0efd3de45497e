import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { drawWaterfall, type Explanation, waterfallSteps } from '../index.ts'

const part = {
  comparison: 'surname',
  about: 'surname',
  level: 1,
  words: 'same surname',
  side: 'for',
  levelBits: 6,
  frequencyBits: 2,
  exchangedWith: null,
  valueShare: 0.001,
  m: 0.9,
  u: 0.01,
} as const

const EXPLANATION: Explanation = {
  weight: -3.5,
  probability: 0.08,
  prior: -10,
  parts: [
    part,
    { ...part, about: 'code', words: 'different code', levelBits: -2, frequencyBits: 0 },
    { ...part, about: 'born', words: 'born missing', levelBits: 0, frequencyBits: 0 },
  ],
  correction: { bits: 0.5, reason: 'together' },
}

describe('the waterfall of a pair', () => {
  it('starts each step where the one before ended, and the total from nought', () => {
    expect(waterfallSteps(EXPLANATION).map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['prior', 0, -10],
      ['level', -10, -4],
      ['frequency', -4, -2],
      ['level', -2, -4],
      ['level', -4, -4],
      ['correction', -4, -3.5],
      ['total', 0, -3.5],
    ])
  })

  it('is drawn with a name, a description and a number at every bar', () => {
    const svg = drawWaterfall(EXPLANATION, { id: 'w1', title: 'Records 1 and 2' })
    expect(svg).toContain('role="img" aria-labelledby="w1-title w1-desc"')
    expect(svg).toContain('<title id="w1-title">Records 1 and 2</title>')
    expect(svg).toContain('>Very likely not the same: 8%.')
    for (const bits of ['−10.0', '+6.0', '+2.0', '−2.0', '0', '+0.50', '−3.5'])
      expect(svg).toContain(`>${bits}</text>`)
    expect(svg).not.toMatch(/style=|<style/)
  })

  it.each([
    '<script>alert(1)</script>',
    '"><b x="',
    '\u202eevil',
    '👩‍👩‍👧 \ud800',
    'x'.repeat(5000),
    '\u0000',
  ])('is well-formed whatever a model calls things: %j', (hostile) => {
    const svg = drawWaterfall(
      { ...EXPLANATION, parts: [{ ...part, about: hostile, words: hostile }] },
      { id: 'w', title: hostile },
    )
    const names: string[] = []
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw error
    })
    parser.on('opentag', ({ name }) => {
      names.push(name)
    })
    parser.write(svg).close()
    expect(new Set(names)).toEqual(
      new Set(['svg', 'title', 'desc', 'defs', 'pattern', 'rect', 'line', 'text']),
    )
  })
})
